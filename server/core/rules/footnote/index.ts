import type { Rule } from "../rule";
import { adjacentDuplicate } from "./adjacent-duplicate";
import { adjacentUnordered } from "./adjacent-unordered";
import { afterList } from "./after-list";
import { badAttribute } from "./bad-attribute";
import { brokenMarker } from "./broken-marker";
import { duplicateEntry } from "./duplicate-entry";
import { duplicateMarker } from "./duplicate-marker";
import { duplicateName } from "./duplicate-name";
import { empty } from "./empty";
import { emptyEntry } from "./empty-entry";
import { inLink } from "./in-link";
import { listDefined } from "./list-defined";
import { missingList } from "./missing-list";
import { mistypedTag } from "./mistyped-tag";
import { multipleLists } from "./multiple-lists";
import { nameQuotes } from "./name-quotes";
import { nested } from "./nested";
import { numberMismatch } from "./number-mismatch";
import { numericName } from "./numeric-name";
import { outOfOrder } from "./out-of-order";
import { placeholder } from "./placeholder";
import { suspectMarker } from "./suspect-marker";
import { unclosed } from "./unclosed";
import { undefinedMarker } from "./undefined";
import { unused } from "./unused";

/** Rules about footnotes: markers, entries, and the list that binds them. */
export const FOOTNOTE_RULES: readonly Rule[] = [
  emptyEntry,
  placeholder,
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
  empty,
  mistypedTag,
  unclosed,
  nested,
  numericName,
  nameQuotes,
  badAttribute,
  listDefined,
  afterList,
  multipleLists,
  adjacentUnordered,
];
