/** How many strictly Simplified and strictly Traditional characters a text has. */
export interface ScriptCount { readonly hans: number; readonly hant: number }
export function countScript(_text: string, _start: number, _end: number): ScriptCount { return { hans: 0, hant: 0 }; }
export function scriptOfCount(_c: ScriptCount): "hans" | "hant" | "mixed" | "none" { return "none"; }
