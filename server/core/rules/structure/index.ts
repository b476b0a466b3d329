import type { Rule } from "../rule";
import { emptyItem } from "./empty-item";
import { emptyReferencesHeading } from "./empty-references-heading";
import { swallowedList } from "./swallowed-list";

/** Rules about how the page's parts stand to each other. */
export const STRUCTURE_RULES: readonly Rule[] = [swallowedList, emptyReferencesHeading, emptyItem];
