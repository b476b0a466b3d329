import type { Rule } from "../rule";
import { empty } from "./empty";
import { imageAsLink } from "./image-as-link";
import { invalidTitle } from "./invalid-title";
import { localAvailable } from "./local-available";
import { missingAnchor } from "./missing-anchor";
import { missingImage } from "./missing-image";
import { missingPage } from "./missing-page";
import { missingTarget } from "./missing-target";
import { overrun } from "./overrun";
import { ownWiki } from "./own-wiki";
import { pipeTrick } from "./pipe-trick";
import { rawSpace } from "./raw-space";
import { redundantPipe } from "./redundant-pipe";
import { self } from "./self";
import { strayClose } from "./stray-close";
import { variantTitle } from "./variant-title";

/** Rules about links between pages. */
export const LINK_RULES: readonly Rule[] = [
  missingPage,
  missingImage,
  variantTitle,
  overrun,
  strayClose,
  localAvailable,
  ownWiki,
  rawSpace,
  missingAnchor,
  imageAsLink,
  self,
  empty,
  redundantPipe,
  pipeTrick,
  missingTarget,
  invalidTitle,
];
