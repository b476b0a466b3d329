import type { BlockContent, BlockKind, Dialect, LinkKind } from "../model/article";
import { NOTHING } from "../text/nothing";
import { type Configuration, SEVERITIES, type Severity } from "../workspace/configuration";
import type { BlockScope, PageFacts, Snapshot } from "../workspace/snapshot";
import { RULES } from "./registry";
import type { Finding, Report, Rule } from "./rule";
import { silencer } from "./suppression/directives";

interface BlockFindings {
  readonly facts: PageFacts;
  /** The rules that looked at it. */
  readonly active: ActiveRules;
  readonly kind: BlockKind;
  /** Sorted; spans relative to the block. */
  readonly findings: readonly Finding[];
}

/** Remembers what the blocks of a document yielded, as long as neither they nor the facts change. One for each open document. */
export class CheckCache {
  readonly blocks = new WeakMap<BlockContent, BlockFindings>();
}

/** The findings of the blocks, relative to the blocks' starts: parallel lists, for there are thousands on every keystroke. */
interface BlockLists {
  readonly origins: number[];
  readonly findings: (readonly Finding[])[];
}

/**
 * What the check of a page found. Findings of blocks keep their place in the block until they are asked for: a page of
 * thousands of findings shows its editor some hundreds of them after every keystroke.
 */
export class PageFindings {
  private whole: readonly Finding[] | undefined;

  /** @param ofArticle sorted by start */
  constructor(
    private readonly ofArticle: readonly Finding[],
    private readonly ofBlocks: BlockLists = { origins: [], findings: [] },
  ) {}

  /** How many there are. */
  get count(): number {
    return this.ofBlocks.findings.reduce((sum, findings) => sum + findings.length, this.ofArticle.length);
  }

  /** How many there are: of errors, of warnings, of all. */
  counts(): { readonly error: number; readonly warning: number; readonly total: number } {
    const counts = { error: 0, warning: 0, total: 0 };
    for (let index = -1; index < this.ofBlocks.findings.length; index++) {
      for (const { severity } of this.ofBlocks.findings[index] ?? this.ofArticle) {
        counts.total++;
        if (severity === "error" || severity === "warning") counts[severity]++;
      }
    }
    return counts;
  }

  /** All of them, sorted by start. */
  get all(): readonly Finding[] {
    this.whole ??= this.place(() => true);
    return this.whole;
  }

  /** The most severe, at most `limit` of them, sorted by start; and how many were left out. */
  mostSevere(limit: number): { readonly kept: readonly Finding[]; readonly left: number } {
    const { count } = this;
    if (count <= limit) return { kept: this.all, left: 0 };
    const counts = new Map<Severity, number>(SEVERITIES.map((severity) => [severity, 0]));
    for (let index = -1; index < this.ofBlocks.findings.length; index++) {
      const findings = this.ofBlocks.findings[index] ?? this.ofArticle;
      for (let place = 0; place < findings.length; place++) {
        const { severity } = findings[place]!;
        counts.set(severity, counts.get(severity)! + 1);
      }
    }
    const room = new Map<Severity, number>();
    let free = limit;
    for (const severity of SEVERITIES) {
      const places = Math.min(free, counts.get(severity) ?? 0);
      room.set(severity, places);
      free -= places;
    }
    const kept = this.place(({ severity }) => {
      const places = room.get(severity)!;
      room.set(severity, places - 1);
      return places > 0;
    });
    return { kept, left: count - kept.length };
  }

  /** The chosen findings at their places in the article, sorted by start. */
  private place(isChosen: (finding: Finding) => boolean): Finding[] {
    const { origins, findings } = this.ofBlocks;
    const found: Finding[] = [];
    for (let index = 0; index < origins.length; index++) {
      const list = findings[index]!;
      for (let place = 0; place < list.length; place++) {
        if (isChosen(list[place]!)) found.push(moved(list[place]!, origins[index]!));
      }
    }
    return merge(found, this.ofArticle.filter(isChosen));
  }
}

/**
 * Checks an article with all rules that are on.
 * @param cache of the document, when it will be checked again
 * @returns the findings, those that comments in the text silence left out
 */
export function checkPage(snapshot: Snapshot, cache?: CheckCache): PageFindings {
  const { article, facts } = snapshot;
  const active = activeRules(facts.configuration, article.dialect, article.isWikiPage || facts.isIncluded);
  const { linkChecks, blockChecks, articleChecks, into } = active;
  const ofBlocks: BlockLists = { origins: [], findings: [] };
  // By index: `for … of` makes an object for every step until it is compiled.
  for (let index = 0; index < article.blocks.length; index++) {
    const block = article.blocks[index]!;
    let known = cache?.blocks.get(block.content);
    if (known?.facts !== facts || known.kind !== block.kind || known.active !== active) {
      if (into.findings.length > 0) into.findings = [];
      const scope = { block, facts };
      checkLinks(scope, linkChecks);
      for (let rule = 0; rule < blockChecks.length; rule++) blockChecks[rule]!.run(scope, blockChecks[rule]!.report);
      known = {
        facts,
        active,
        kind: block.kind,
        findings: into.findings.length > 0 ? into.findings.sort(byPosition) : NOTHING,
      };
      cache?.blocks.set(block.content, known);
    }
    if (known.findings.length > 0) {
      ofBlocks.origins.push(block.start);
      ofBlocks.findings.push(known.findings);
    }
  }
  into.findings = [];
  for (let rule = 0; rule < articleChecks.length; rule++) {
    articleChecks[rule]!.run(snapshot, articleChecks[rule]!.report);
  }
  const ofArticle = into.findings.sort(byPosition);
  const isSilenced = silencer(article);
  const all = new PageFindings(ofArticle, ofBlocks);
  return isSilenced ? new PageFindings(all.all.filter(({ rule, start }) => !isSilenced(rule, start))) : all;
}

/** One walk for all rules: several look at nearly every link, and most of a page's objects are links. */
function checkLinks(scope: BlockScope, checks: ActiveRules["linkChecks"]): void {
  const { links } = scope.block.content;
  for (let index = 0; index < links.length; index++) {
    const link = links[index]!;
    const ofKind = checks.get(link.kind);
    if (ofKind === undefined) continue;
    for (let rule = 0; rule < ofKind.length; rule++) ofKind[rule]!.run(link, scope, ofKind[rule]!.report);
  }
}

/** All findings of a page, sorted by start: see {@link checkPage}. */
export function check(snapshot: Snapshot, cache?: CheckCache): readonly Finding[] {
  return checkPage(snapshot, cache).all;
}

/** A rule's check, and what it calls for its findings: to look it up in rules of many shapes takes longer than many checks. */
interface Check<Run> {
  readonly run: Run;
  readonly report: Report;
}

type LinkRun = NonNullable<Rule["checkLinks"]>["check"];
type BlockRun = NonNullable<Rule["checkBlock"]>;
type ArticleRun = NonNullable<Rule["checkArticle"]>;

/** The rules that are on for a dialect. */
interface ActiveRules {
  /** By kind of link. */
  readonly linkChecks: ReadonlyMap<LinkKind, readonly Check<LinkRun>[]>;
  readonly blockChecks: readonly Check<BlockRun>[];
  readonly articleChecks: readonly Check<ArticleRun>[];
  readonly into: Collector;
}

/** Made once for all pages that have the same settings. */
const ACTIVE = new WeakMap<Configuration, Map<Dialect | "other", ActiveRules>>();

/** @param isWikiPage of a page in Markdown that is no wiki article, rules about the conversion say nothing */
function activeRules(configuration: Configuration, dialect: Dialect, isWikiPage: boolean): ActiveRules {
  let known = ACTIVE.get(configuration);
  if (!known) ACTIVE.set(configuration, (known = new Map()));
  const key = isWikiPage ? dialect : "other";
  let active = known.get(key);
  if (!active) known.set(key, (active = chooseRules(configuration, dialect, isWikiPage)));
  active.into.findings = [];
  return active;
}

function chooseRules(configuration: Configuration, dialect: Dialect, isWikiPage: boolean): ActiveRules {
  const active = RULES.filter((rule) => {
    if (configuration.rules[rule.id] === "off" || (rule.articlesOnly && !isWikiPage)) return false;
    return speaksOf(rule, dialect);
  });
  const into: Collector = { findings: [] };
  const chosen = {
    linkChecks: new Map<LinkKind, Check<LinkRun>[]>(),
    blockChecks: [] as Check<BlockRun>[],
    articleChecks: [] as Check<ArticleRun>[],
    into,
  };
  for (const rule of active) {
    const report = reporter(rule, configuration, into);
    const { checkLinks, checkBlock, checkArticle } = rule;
    for (const kind of checkLinks?.kinds ?? []) {
      const ofKind = chosen.linkChecks.get(kind) ?? [];
      ofKind.push({ run: checkLinks!.check, report });
      chosen.linkChecks.set(kind, ofKind);
    }
    if (checkBlock) chosen.blockChecks.push({ run: checkBlock, report });
    if (checkArticle) chosen.articleChecks.push({ run: checkArticle, report });
  }
  return chosen;
}

function speaksOf(rule: Rule, dialect: Dialect): boolean {
  return rule.dialects.includes(dialect) || (dialect === "markdown" && rule.dialects.includes("footnotes"));
}

/** Where findings go for the moment. */
interface Collector {
  findings: Finding[];
}

function reporter(rule: Rule, configuration: Configuration, into: Collector): Report {
  const setting = configuration.rules[rule.id];
  const configured = setting === undefined || setting === "off" ? rule.severity : setting;
  return ({ start, end }, message, options = {}) => {
    const { args, severity, related, unnecessary } = options;
    into.findings.push({
      start,
      end,
      rule: rule.id,
      severity: severity ? lesser(severity, configured) : configured,
      message: args ? { texts: rule.messages[message]!, args } : { texts: rule.messages[message]! },
      ...(related && { related }),
      ...(unnecessary && { unnecessary }),
    });
  };
}

function lesser(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) > SEVERITIES.indexOf(b) ? a : b;
}

function byPosition(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end;
}

function moved(finding: Finding, by: number): Finding {
  const { related } = finding;
  const place = { ...finding, start: finding.start + by, end: finding.end + by };
  if (!related) return place;
  return { ...place, related: related.map((it) => ({ ...it, start: it.start + by, end: it.end + by })) };
}

/** Merges two lists sorted by position. */
function merge(a: Finding[], b: readonly Finding[]): Finding[] {
  if (b.length === 0) return a;
  const all: Finding[] = [];
  let next = 0;
  for (const finding of a) {
    while (next < b.length && byPosition(b[next]!, finding) < 0) all.push(b[next++]!);
    all.push(finding);
  }
  while (next < b.length) all.push(b[next++]!);
  return all;
}
