import type { Rule } from "../rule";
import { empty } from "./empty";
import { imageAsLink } from "./image-as-link";
import { localAvailable } from "./local-available";
import { missingAnchor } from "./missing-anchor";
import { missingPage } from "./missing-page";
import { missingTarget } from "./missing-target";
import { overrun } from "./overrun";
import { pipeTrick } from "./pipe-trick";
import { redundantPipe } from "./redundant-pipe";
import { self } from "./self";
import { strayClose } from "./stray-close";
import { variantTitle } from "./variant-title";

/** Rules about links between pages. */
export const LINK_RULES: readonly Rule[] = [
  missingPage,
  variantTitle,
  overrun,
  strayClose,
  localAvailable,
  missingAnchor,
  imageAsLink,
  self,
  empty,
  redundantPipe,
  pipeTrick,
  missingTarget,
];
