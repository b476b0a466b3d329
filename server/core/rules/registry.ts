import { FOOTNOTE_RULES } from "./footnote";
import { guarded } from "./footnote/guard";
import { LINK_RULES } from "./link";
import { RESIDUE_RULES } from "./residue";
import type { Rule } from "./rule";
import { STRUCTURE_RULES } from "./structure";
import { unknownRule } from "./suppression/unknown-rule";
import { VARIANT_RULES } from "./variant";

/** Every rule, in the order of the documentation. */
export const RULES: readonly Rule[] = [
  ...FOOTNOTE_RULES.map(guarded),
  ...LINK_RULES,
  ...STRUCTURE_RULES,
  ...RESIDUE_RULES,
  ...VARIANT_RULES,
  unknownRule((id) => BY_ID.has(id)),
];

const BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule with an id (`footnote/undefined`), if there is one. */
export function ruleById(id: string): Rule | undefined {
  return BY_ID.get(id);
}
