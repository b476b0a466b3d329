import type { Rule } from "../rule";

/** Rules about Traditional and Simplified characters. */
export const VARIANT_RULES: readonly Rule[] = [];
