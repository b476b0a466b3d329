import type { Rule } from "../rule";
import { adjacentDuplicate } from "./adjacent-duplicate";
import { brokenMarker } from "./broken-marker";
import { duplicateEntry } from "./duplicate-entry";
import { duplicateMarker } from "./duplicate-marker";
import { duplicateName } from "./duplicate-name";
import { emptyEntry } from "./empty-entry";
import { inLink } from "./in-link";
import { missingList } from "./missing-list";
import { numberMismatch } from "./number-mismatch";
import { outOfOrder } from "./out-of-order";
import { suspectMarker } from "./suspect-marker";
import { undefinedMarker } from "./undefined";
import { unused } from "./unused";

/** Rules about footnotes: markers, entries, and the list that binds them. */
export const FOOTNOTE_RULES: readonly Rule[] = [
  emptyEntry,
  undefinedMarker,
  unused,
  numberMismatch,
  outOfOrder,
  missingList,
  brokenMarker,
  duplicateName,
  suspectMarker,
  duplicateMarker,
  adjacentDuplicate,
  duplicateEntry,
  inLink,
];
