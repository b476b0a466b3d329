import { ASTRAL_FOLDS, ASTRAL_HANS, ASTRAL_HANT, FOLDS, HANS_ALONE, NEUTRAL, PAIRS } from "./generated/characters";
import type { Span } from "./span";

/** Which Chinese script a text is in: Simplified, Traditional, both in earnest, or none to speak of. */
export type Script = "hans" | "hant" | "mixed" | "none";

/** Which script a character belongs to; `neutral` when it is at home in both, or is no Chinese character. */
export type CharacterScript = "hans" | "hant" | "neutral";

/** How many strictly Simplified and strictly Traditional characters a text has. */
export interface ScriptCount {
  readonly hans: number;
  readonly hant: number;
}

/** A share of the minority up to this is slips and names; above it the text is written in both scripts. */
const MINORITY = 0.2;

const HANS = 1;
const HANT = 2;
/** The first unit of a Chinese character outside the basic plane. */
const ASTRAL = 3;
/** By what the tables say of a unit; half a character is none. */
const NAMES: readonly CharacterScript[] = ["neutral", "hans", "hant", "neutral"];

interface Tables {
  /** UTF-16 unit to 0 (neutral), HANS, HANT or ASTRAL. */
  readonly scripts: Uint8Array;
  /** UTF-16 unit to the unit that stands for all forms of the character; 0 for itself. */
  readonly folds: Uint16Array;
  /** Strictly Simplified unit to its only Traditional form; 0 when there is none or more than one. */
  readonly counterparts: Uint16Array;
}

/** The same for characters of which one form or the other lies outside the basic plane, by code point. */
interface AstralTables {
  readonly scripts: ReadonlyMap<number, number>;
  readonly folds: ReadonlyMap<number, string>;
  /** Bit set of the basic plane's units among the keys of `folds`. */
  readonly units: Uint8Array;
}

let made: Tables | undefined;
let madeAstral: AstralTables | undefined;

/** Made on first use, so that a process that never looks at Chinese text does not pay for them. */
function tables(): Tables {
  made ??= makeTables();
  return made;
}

function astralTables(): AstralTables {
  madeAstral ??= makeAstralTables();
  return madeAstral;
}

function makeTables(): Tables {
  const scripts = new Uint8Array(0x10000);
  const folds = new Uint16Array(0x10000);
  const counterparts = new Uint16Array(0x10000);
  for (let index = 0; index < PAIRS.length; index += 2) {
    const simplified = PAIRS.charCodeAt(index);
    const traditional = PAIRS.charCodeAt(index + 1);
    scripts[simplified] = HANS;
    scripts[traditional] = HANT;
    counterparts[simplified] = traditional;
    folds[traditional] = simplified;
  }
  for (let index = 0; index < FOLDS.length; index += 2) {
    const form = FOLDS.charCodeAt(index);
    scripts[form] = HANT;
    folds[form] = FOLDS.charCodeAt(index + 1);
  }
  for (let index = 0; index < HANS_ALONE.length; index++) scripts[HANS_ALONE.charCodeAt(index)] = HANS;
  for (let index = 0; index < NEUTRAL.length; index++) scripts[NEUTRAL.charCodeAt(index)] = 0;
  scripts.fill(ASTRAL, FIRST_ASTRAL_HAN, LAST_ASTRAL_HAN + 1);
  return { scripts, folds, counterparts };
}

function makeAstralTables(): AstralTables {
  const scripts = new Map<number, number>();
  const folds = new Map<number, string>();
  const units = new Uint8Array(0x10000 >> 3);
  const characters = Array.from(ASTRAL_FOLDS);
  for (let index = 0; index < characters.length; index += 2) {
    const form = characters[index]!.codePointAt(0)!;
    folds.set(form, characters[index + 1]!);
    if (form <= 0xffff) units[form >> 3]! |= 1 << (form & 7);
  }
  for (const character of ASTRAL_HANS) scripts.set(character.codePointAt(0)!, HANS);
  for (const character of ASTRAL_HANT) scripts.set(character.codePointAt(0)!, HANT);
  return { scripts, folds, units };
}

const FIRST_ASTRAL_HAN = 0xd840;
const LAST_ASTRAL_HAN = 0xd8bf;

/** Whether a UTF-16 unit begins a Chinese character outside the basic plane. */
const isAstralHan = (unit: number): boolean => unit >= FIRST_ASTRAL_HAN && unit <= LAST_ASTRAL_HAN;

/** The script of a character, given as code point. */
export function charScript(codePoint: number): CharacterScript {
  return NAMES[codePoint > 0xffff ? (astralTables().scripts.get(codePoint) ?? 0) : (tables().scripts[codePoint] ?? 0)]!;
}

/** Counts the strict characters of `text` between two UTF-16 offsets. */
export function countScript(text: string, start = 0, end = text.length): ScriptCount {
  const { scripts } = tables();
  let hans = 0;
  let hant = 0;
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x3400) continue;
    let script = scripts[unit];
    if (script === 0) continue;
    if (script === ASTRAL) script = astralTables().scripts.get(text.codePointAt(index)!);
    if (script === HANS) hans++;
    else if (script === HANT) hant++;
  }
  return { hans, hant };
}

/** The same for the pieces of a text that passages are made of. */
export function countPieces(
  text: string,
  passages: readonly { readonly runs: readonly (readonly Span[])[] }[],
): ScriptCount {
  let hans = 0;
  let hant = 0;
  for (let passage = 0; passage < passages.length; passage++) {
    for (const run of passages[passage]!.runs) {
      for (let index = 0; index < run.length; index++) {
        const count = countScript(text, run[index]!.start, run[index]!.end);
        hans += count.hans;
        hant += count.hant;
      }
    }
  }
  return hans + hant === 0 ? NO_SCRIPT : { hans, hant };
}

const NO_SCRIPT: ScriptCount = Object.freeze({ hans: 0, hant: 0 });

/** The script of a text with so many strict characters. */
export function scriptOfCount({ hans, hant }: ScriptCount): Script {
  const total = hans + hant;
  if (total === 0) return "none";
  if (Math.min(hans, hant) > total * MINORITY) return "mixed";
  return hans > hant ? "hans" : "hant";
}

/** The script of a text: `mixed` when more than a fifth of its strict characters are of the other script. */
export function scriptOf(text: string): Script {
  return scriptOfCount(countScript(text));
}

/** UTF-16 offsets, ascending, of the characters of `text` between two offsets that are strictly of a script. */
export function strictOffsets(text: string, script: "hans" | "hant", start = 0, end = text.length): number[] {
  const { scripts } = tables();
  const wanted = script === "hans" ? HANS : HANT;
  const offsets: number[] = [];
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x3400) continue;
    if ((isAstralHan(unit) ? astralTables().scripts.get(text.codePointAt(index)!) : scripts[unit]) === wanted)
      offsets.push(index);
  }
  return offsets;
}

/**
 * The other script's form of a strict character, without regard to its neighbours.
 * Undefined for a neutral character, and where more than one form is possible (发: 發 or 髮).
 */
export function counterpart(codePoint: number): string | undefined {
  if (codePoint > 0xffff) return astralTables().folds.get(codePoint);
  const { scripts, folds, counterparts } = tables();
  const form =
    scripts[codePoint] === HANS ? counterparts[codePoint] : scripts[codePoint] === HANT ? folds[codePoint] : 0;
  return form ? String.fromCharCode(form) : astralTables().folds.get(codePoint);
}

/**
 * The UTF-16 unit that stands for all forms of a character, Traditional, Simplified and regional: for the alignment of
 * texts, since every offset keeps its place. Characters outside the basic plane stay as they are.
 */
export function foldUnit(unit: number): number {
  return tables().folds[unit] || unit;
}

/** Whether the character that stands for all forms of a unit lies outside the basic plane: {@link foldUnit} knows it not. */
export function foldsOutside(unit: number): boolean {
  return hasBit(astralTables().units, unit);
}

/**
 * A title with every character replaced by the one that stands for all its forms: two titles that differ only by script or
 * regional form have the same fold. Not for showing to anyone.
 */
export function foldTitle(title: string): string {
  const { folds } = tables();
  const { units } = astralTables();
  for (let index = 0; index < title.length; index++) {
    const unit = title.charCodeAt(index);
    if (unit >= 0x3400 && (folds[unit] !== 0 || isAstralHan(unit) || hasBit(units, unit)))
      return foldFrom(title, index);
  }
  return title;
}

function foldFrom(title: string, first: number): string {
  const { folds } = tables();
  const astral = astralTables();
  let folded = title.slice(0, first);
  for (let index = first; index < title.length; index++) {
    const unit = title.charCodeAt(index);
    if (isAstralHan(unit)) {
      const code = title.codePointAt(index)!;
      folded += astral.folds.get(code) ?? String.fromCodePoint(code);
      if (code > 0xffff) index++;
    } else if (hasBit(astral.units, unit)) {
      folded += astral.folds.get(unit)!;
    } else {
      folded += String.fromCharCode(folds[unit] || unit);
    }
  }
  return folded;
}

const hasBit = (bits: Uint8Array, index: number): boolean => (bits[index >> 3]! & (1 << (index & 7))) !== 0;
