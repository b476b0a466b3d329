/**
 * Globs as the settings have them: `*` and `?` within a name, `**` for any folders, `[a-z]`, `[!a-z]`, `{a,b}`, and `\` before
 * a character that is meant itself. Parentheses are characters of a title (`Page/書_(甲).md`).
 *
 * A settings file may come with a hostile repository, so matching never backtracks further than the last star: its time is
 * at most the length of the path times that of the glob.
 */

/** In UTF-16 units. */
export const LONGEST_GLOB = 1000;
/** A glob with more alternatives in its braces is refused. */
const MOST_ALTERNATIVES = 64;
/** Parentheses that other tools read as a group: `+(a|b)`, `(a+)+`. */
const GROUP = /[?*+@!]\(|\([^)]*\|[^)]*\)|\)[+*?{]/;

/** Tells whether a path, relative and with slashes, is meant by a glob. */
export type GlobMatcher = (path: string) => boolean;

/** A glob that cannot be used. */
export class GlobRefused extends Error {
  override readonly name = "GlobRefused";
}

type Token =
  | { readonly kind: "text"; readonly code: number }
  | { readonly kind: "any" }
  | { readonly kind: "star" }
  | { readonly kind: "class"; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] };

/** One name of a path; `null` is `**`. */
type Segment = readonly Token[] | null;

const ANY: Token = { kind: "any" };
const STAR: Token = { kind: "star" };

/**
 * Compiles a glob.
 * @throws GlobRefused with a reason that can follow the glob in a sentence
 */
export function compileGlob(glob: string): GlobMatcher {
  if (glob.length > LONGEST_GLOB) throw new GlobRefused(`has more than ${LONGEST_GLOB} characters`);
  if (glob.startsWith("!")) throw new GlobRefused("begins with an exclamation mark; negation is not supported");
  if (GROUP.test(glob)) throw new GlobRefused("has a group in parentheses; write alternatives in braces: {a,b}");
  const alternatives = expandBraces(glob).map((one) => segmentsOf(one));
  return (path) => {
    const names = path.split("/");
    return alternatives.some((segments) => matchesPath(segments, names));
  };
}

/**
 * The length of all alternatives of a glob together, in UTF-16 units: matching takes as long.
 * @throws GlobRefused as `compileGlob` does
 */
export function expandedLength(glob: string): number {
  return expandBraces(glob).reduce((sum, one) => sum + one.length, 0);
}

/** Puts a backslash before every character of a name that a glob would read as a sign. */
export function escapeGlob(name: string): string {
  return name.replace(/[\\*?[\]{},!]/g, "\\$&");
}

/** Splits a glob into the folders in front that are plain names and the rest; the rest is "" when all of it is plain. */
export function splitGlob(glob: string): { readonly base: string; readonly rest: string } {
  const names = glob.replace(/^\.?\//, "").split("/");
  const first = names.findIndex((name) => /[*?[{\\]/.test(name));
  if (first < 0) return { base: names.join("/"), rest: "" };
  return { base: names.slice(0, first).join("/"), rest: names.slice(first).join("/") };
}

/** `a{b,c}d` → `abd`, `acd`; braces may be nested, and what is never closed stays. */
function expandBraces(glob: string): string[] {
  const done: string[] = [];
  const open = [glob];
  while (open.length > 0) {
    if (done.length + open.length > MOST_ALTERNATIVES)
      throw new GlobRefused(`has more than ${MOST_ALTERNATIVES} alternatives in its braces`);
    const one = open.pop()!;
    const braces = outerBraces(one);
    if (!braces) done.push(one);
    else for (const part of braces.parts) open.push(one.slice(0, braces.start) + part + one.slice(braces.end));
  }
  return done;
}

/** The first pair of braces with a comma in it. */
function outerBraces(glob: string): { start: number; end: number; parts: string[] } | undefined {
  const starts: { readonly at: number; readonly commas: number[] }[] = [];
  let found: { start: number; end: number; commas: number[] } | undefined;
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at];
    if (character === "\\") at++;
    else if (character === "{") starts.push({ at, commas: [] });
    else if (character === ",") starts.at(-1)?.commas.push(at);
    else if (character === "}") {
      const start = starts.pop();
      if (start && start.commas.length > 0 && (!found || start.at < found.start))
        found = { start: start.at, end: at + 1, commas: start.commas };
    }
  }
  if (!found) return undefined;
  const edges = [found.start, ...found.commas, found.end - 1];
  return { ...found, parts: edges.slice(1).map((edge, index) => glob.slice(edges[index]! + 1, edge)) };
}

function segmentsOf(glob: string): Segment[] {
  const segments: Segment[] = [];
  for (const name of glob.replace(/^\.?\//, "").split("/")) {
    const segment = name === "**" ? null : tokensOf(name);
    if (segment !== null || segments.at(-1) !== null || segments.length === 0) segments.push(segment);
  }
  return segments;
}

function tokensOf(name: string): Token[] {
  const tokens: Token[] = [];
  const characters = [...name];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (character === "*") {
      if (tokens.at(-1) !== STAR) tokens.push(STAR);
    } else if (character === "?") tokens.push(ANY);
    else if (character === "[") {
      // A closing bracket that comes first is one of the class.
      const close = characters.indexOf("]", at + (/[!^]/.test(characters[at + 1] ?? "") ? 3 : 2));
      if (close < 0) tokens.push(textToken(character));
      else {
        tokens.push(classToken(characters.slice(at + 1, close)));
        at = close;
      }
    } else if (character === "\\" && at + 1 < characters.length) tokens.push(textToken(characters[++at]!));
    else tokens.push(textToken(character));
  }
  return tokens;
}

function textToken(character: string): Token {
  return { kind: "text", code: character.codePointAt(0)! };
}

function classToken(characters: readonly string[]): Token {
  const negated = characters[0] === "!" || characters[0] === "^";
  const codes = characters.slice(negated ? 1 : 0).map((character) => character.codePointAt(0)!);
  const ranges: [number, number][] = [];
  for (let at = 0; at < codes.length; at++) {
    const isRange = codes[at + 1] === HYPHEN && at + 2 < codes.length;
    ranges.push([codes[at]!, isRange ? codes[at + 2]! : codes[at]!]);
    if (isRange) at += 2;
  }
  return { kind: "class", negated, ranges };
}

const HYPHEN = 45;

/** Greedy, with one place to go back to: behind the last `**`. A later one makes the earlier one's choice final. */
function matchesPath(segments: readonly Segment[], names: readonly string[]): boolean {
  let segment = 0;
  let name = 0;
  let retrySegment = -1;
  let retryName = 0;
  while (name < names.length) {
    const wanted = segments[segment];
    if (wanted === null) {
      retrySegment = ++segment;
      retryName = name;
    } else if (wanted !== undefined && matchesName(wanted, names[name]!)) {
      segment++;
      name++;
    } else if (retrySegment >= 0) {
      segment = retrySegment;
      name = ++retryName;
    } else return false;
  }
  while (segments[segment] === null) segment++;
  return segment === segments.length;
}

/** As `matchesPath`, for the characters of one name. */
function matchesName(tokens: readonly Token[], name: string): boolean {
  let token = 0;
  let at = 0;
  let retryToken = -1;
  let retryAt = 0;
  while (at < name.length) {
    const wanted = tokens[token];
    const code = name.codePointAt(at)!;
    if (wanted?.kind === "star") {
      retryToken = ++token;
      retryAt = at;
    } else if (wanted !== undefined && fits(wanted, code)) {
      token++;
      at += width(code);
    } else if (retryToken >= 0) {
      token = retryToken;
      retryAt += width(name.codePointAt(retryAt)!);
      at = retryAt;
    } else return false;
  }
  while (tokens[token]?.kind === "star") token++;
  return token === tokens.length;
}

function width(code: number): number {
  return code > 0xffff ? 2 : 1;
}

function fits(token: Token, code: number): boolean {
  if (token.kind === "text") return token.code === code;
  if (token.kind === "class") return token.ranges.some(([from, to]) => from <= code && code <= to) !== token.negated;
  return token.kind === "any";
}
