import type { Dialect, Link, LinkKind } from "../model/article";
import type { TextEdit } from "../text/edit";
import type { Span } from "../text/span";
import type { Severity } from "../workspace/configuration";
import type { BlockScope, Snapshot } from "../workspace/snapshot";
import type { Arguments, Message, Texts } from "./texts";

/** Dialects a rule speaks of: `footnotes` is Markdown of the `[^n]` generation, a part of `markdown`. */
export type RuleDialect = Dialect | "footnotes";

/** One fault found. Spans are offsets of the article (of the block, while a block's check reports it). */
export interface Finding extends Span {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: Message;
  /** Places that explain it. */
  readonly related?: readonly (Span & { readonly message: Message })[];
  /** Editors show it faded. */
  readonly unnecessary?: boolean;
}

/** A way to change text. */
export interface Change {
  readonly title: Message;
  /** `safe` may run on save and under `--fix`; `review` is offered one by one, with a preview. */
  readonly safety: "safe" | "review";
  /** Edits of the article itself. */
  readonly edits: readonly TextEdit[];
  /** The edits are worked out when they are read, which takes a while; there may be none. See `farReaching`. */
  readonly farReaching?: true;
  /** Pages to create, by the path a link resolves to relative to the wiki root (`Page/X.md`), with their first text. */
  readonly create?: readonly { readonly path: string; readonly text: string }[];
  /** It repairs every such place of the page: worth a look beforehand however few they are. */
  readonly pageWide?: boolean;
  /** The one an editor should run without asking which. */
  readonly preferred?: boolean;
}

/** What a check calls for each fault. The default severity is the rule's own; a rule may report a lesser one. */
export type Report = (
  span: Span,
  message: keyof Rule["messages"] & string,
  options?: {
    readonly args?: Arguments;
    readonly severity?: Severity;
    readonly related?: readonly (Span & { readonly message: Message })[];
    readonly unnecessary?: boolean;
  },
) => void;

/**
 * An example: source with `⟦…⟧` around each expected finding (nested or adjacent marks are allowed, a collapsed one is `⟦⟧`).
 * Without marks it is a near-miss that must stay silent. `--- Page/甲.md` on a line of its own starts another page of the wiki;
 * the first is the page that is checked (`Page/例.md` when it is not named).
 */
export interface Example {
  /** What the example shows, in a few words. */
  readonly title: string;
  readonly source: string;
  /** The checked page after the fix of the first finding whose title (in English) starts with `fix`; default: the first fix. */
  readonly fixed?: string;
  readonly fix?: string;
  /** Dialect, when the file's content does not decide it. */
  readonly dialect?: Dialect;
  /** Left out of the documentation: a trap worth a test, not worth a reader's time. */
  readonly internal?: boolean;
}

/** One fault Redlink knows. One file each. */
export interface Rule {
  /** `group/name`: a contract (configuration, inline disabling, SARIF, documentation). */
  readonly id: string;
  readonly summary: Texts;
  /** Why it matters to a reader of the page. */
  readonly why: Texts;
  readonly severity: Severity;
  readonly dialects: readonly RuleDialect[];
  /** It looks for what conversion from wikitext leaves: it stays silent on Markdown that is no wiki article. */
  readonly articlesOnly?: true;
  readonly messages: Readonly<Record<string, Texts>>;
  readonly examples: readonly Example[];
  /** Looks at one block: for faults that show in the block alone. Findings are cached as long as the block and the facts stay. */
  readonly checkBlock?: (scope: BlockScope, report: Report) => void;
  /** Looks at each link of a block that is of one of some kinds: one walk over the links for all rules that ask for it. */
  readonly checkLinks?: {
    readonly kinds: readonly LinkKind[];
    readonly check: (link: Link, scope: BlockScope, report: Report) => void;
  };
  /** Looks at the whole article: for faults of the footnote system and the page's structure. Runs on every change: keep it linear and lean. */
  readonly checkArticle?: (snapshot: Snapshot, report: Report) => void;
  /** The ways to repair a finding of this rule, best first. Computed only when asked for; finds its construct by the finding's span. */
  readonly fixes?: (finding: Finding, snapshot: Snapshot) => readonly Change[];
}
