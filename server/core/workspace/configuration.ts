import { NEWEST_RELEASE } from "../dialects/wikitext/release";

/** How a rule reports; `off` is not checked at all. */
export type Severity = "hint" | "info" | "warning" | "error";
export type RuleSetting = Severity | "off";

export const SEVERITIES: readonly Severity[] = ["error", "warning", "info", "hint"];

/** The settings rules and features look at; the host merges `.redlink.json` over the user's settings. */
export interface Configuration {
  /** Severity per rule id; a rule not named has its default. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Globs of files that are articles whatever their content says; empty: decided by content. */
  readonly include: readonly string[];
  /** Globs of files never checked. */
  readonly exclude: readonly string[];
  /** At most so many findings of a page go to the editor. */
  readonly maxProblems: number;
  /** The word list for conversions: a file, by its path from the workspace's root; "" for none. */
  readonly words: string;
  /** Whether the hover of a word has it in all variants. */
  readonly hoverVariants: boolean;
  /** Where companions of pages lie: a glob from the workspace's root with `${title}` for the page's name; "" for none. */
  readonly companions: string;
  /** The API of the wiki that pages may be fetched from: `https://zh.wikipedia.org/w/api.php`; "" for no network. */
  readonly wiki: string;
  /** N of MediaWiki 1.N, the release the wiki runs: its footnotes follow the rules of that one. */
  readonly mediawiki: number;
}

/** What stands for a page's name in a path to companions. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: written so by people
export const TITLE_PLACEHOLDER = "${title}";

export const DEFAULT_CONFIGURATION: Configuration = Object.freeze({
  rules: Object.freeze({}),
  include: Object.freeze([]) as readonly string[],
  exclude: Object.freeze([]) as readonly string[],
  maxProblems: 500, // design: 1,000 diagnostics cost an editor 3–5 ms, 4,000 cost 10–45
  words: "",
  hoverVariants: true,
  companions: "",
  wiki: "",
  mediawiki: NEWEST_RELEASE,
});
