import type { Article, BlockContent, BlockKind } from "../model/article";
import { SEVERITIES, type Severity } from "../workspace/configuration";
import type { PageFacts, Snapshot } from "../workspace/snapshot";
import { RULES } from "./registry";
import type { Finding, Report, Rule } from "./rule";
import { silencer } from "./suppression/directives";

interface BlockFindings {
  readonly facts: PageFacts;
  readonly kind: BlockKind;
  /** Spans relative to the block. */
  readonly findings: readonly Finding[];
}

/** Remembers what the blocks of a document yielded, as long as neither they nor the facts change. One for each open document. */
export class CheckCache {
  readonly blocks = new WeakMap<BlockContent, BlockFindings>();
}

/**
 * Checks an article with all rules that are on.
 * @returns the findings sorted by start, those that comments in the text silence left out
 */
export function check(snapshot: Snapshot, cache: CheckCache = new CheckCache()): readonly Finding[] {
  const { article, facts } = snapshot;
  const active = RULES.filter((rule) => facts.configuration.rules[rule.id] !== "off" && speaksOf(rule, article));
  const blockRules = active.filter((rule) => rule.checkBlock);
  const found: Finding[] = [];
  for (const block of article.blocks) {
    let known = cache.blocks.get(block.content);
    if (known?.facts !== facts || known.kind !== block.kind) {
      const findings: Finding[] = [];
      for (const rule of blockRules) rule.checkBlock!({ block, facts }, reporter(rule, facts, findings));
      known = { facts, kind: block.kind, findings: findings.sort(byPosition) };
      cache.blocks.set(block.content, known);
    }
    for (const finding of known.findings) found.push(moved(finding, block.start));
  }
  const ofArticle: Finding[] = [];
  for (const rule of active) rule.checkArticle?.(snapshot, reporter(rule, facts, ofArticle));
  const all = merge(found, ofArticle.sort(byPosition));
  const isSilenced = all.length > 0 ? silencer(article) : undefined;
  return isSilenced ? all.filter((finding) => !isSilenced(finding.rule, finding.start)) : all;
}

/** The most severe findings, at most `limit` of them, in text order; and how many were left out. */
export function mostSevere(findings: readonly Finding[], limit: number): { kept: readonly Finding[]; left: number } {
  if (findings.length <= limit) return { kept: findings, left: 0 };
  const room = new Map<Severity, number>();
  let free = limit;
  for (const severity of SEVERITIES) {
    const count = findings.reduce((sum, finding) => sum + (finding.severity === severity ? 1 : 0), 0);
    room.set(severity, Math.min(free, count));
    free -= Math.min(free, count);
  }
  const kept = findings.filter(({ severity }) => {
    const places = room.get(severity)!;
    if (places > 0) room.set(severity, places - 1);
    return places > 0;
  });
  return { kept, left: findings.length - kept.length };
}

function speaksOf(rule: Rule, article: Article): boolean {
  return (
    rule.dialects.includes(article.dialect) || (article.dialect === "markdown" && rule.dialects.includes("footnotes"))
  );
}

function reporter(rule: Rule, facts: PageFacts, findings: Finding[]): Report {
  const setting = facts.configuration.rules[rule.id];
  const configured = setting === undefined || setting === "off" ? rule.severity : setting;
  return ({ start, end }, message, options = {}) => {
    const { args, severity, related, unnecessary } = options;
    findings.push({
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
function merge(a: readonly Finding[], b: readonly Finding[]): readonly Finding[] {
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
