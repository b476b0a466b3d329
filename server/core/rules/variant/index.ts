import type { Rule } from "../rule";
import { ambiguous } from "./ambiguous";
import { mixedScript } from "./mixed-script";

/** Rules about Traditional and Simplified characters. */
export const VARIANT_RULES: readonly Rule[] = [mixedScript, ambiguous];
