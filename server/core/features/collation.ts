import { type Collation, collate } from "../collation/collate";
import type { Companion } from "../collation/companion";
import type { Refusal } from "../collation/identity";
import type { Proposal, ProposalKind } from "../collation/proposal";
import { loadPageScript } from "../collation/script";
import { mergeEntry } from "../footnotes/operations";
import type { Change } from "../rules/rule";
import type { Message, Texts } from "../rules/texts";
import type { TextEdit } from "../text/edit";
import { overlaps, type Span } from "../text/span";
import type { Snapshot } from "../workspace/snapshot";
import type { CompanionWord } from "./place";
import { shortened } from "./visible";

/** What a companion tells of a page. */
export interface Restoration extends Collation {
  readonly companion: Companion;
  /** How many entries of the page's list are empty. */
  readonly emptyEntries: number;
}

const REFUSALS: Readonly<Record<Refusal["reason"], Texts>> = {
  nothing: {
    en: "{companion} holds no text to compare with this page.",
    "zh-hans": "{companion} 里没有可与本页比对的文字。",
    "zh-hant": "{companion} 裡沒有可與本頁比對的文字。",
  },
  subject: {
    en: "{companion} is about something else: where this page says “{title}”, it says another name.",
    "zh-hans": "{companion} 是另一条目：本页写“{title}”之处，它写的是别的名称。",
    "zh-hant": "{companion} 是另一條目：本頁寫「{title}」之處，它寫的是別的名稱。",
  },
  words: {
    en: "{companion} is not this article: they have only {share} % of their words in common.",
    "zh-hans": "{companion} 不是本条目：两者相同的文字只有 {share}%。",
    "zh-hant": "{companion} 不是本條目：兩者相同的文字只有 {share}%。",
  },
};

const LABELS: Readonly<Record<ProposalKind, Texts>> = {
  citation: {
    en: "Entry {entry}: its citation, from entry {source} of {companion}",
    "zh-hans": "第 {entry} 条：引文取自 {companion} 第 {source} 条",
    "zh-hant": "第 {entry} 條：引文取自 {companion} 第 {source} 條",
  },
  reuse: {
    en: "Entry {entry}: the same as entry {sameAs}, says {companion}",
    "zh-hans": "第 {entry} 条：据 {companion}，与第 {sameAs} 条相同",
    "zh-hant": "第 {entry} 條：據 {companion}，與第 {sameAs} 條相同",
  },
  label: {
    en: "Link texts as in {companion}",
    "zh-hans": "链接文字，据 {companion}",
    "zh-hant": "連結文字，據 {companion}",
  },
  phrase: {
    en: "Lost words, from {companion}",
    "zh-hans": "遗失的文字，取自 {companion}",
    "zh-hant": "遺失的文字，取自 {companion}",
  },
  caption: {
    en: "Caption apart from the paragraph, as in {companion}",
    "zh-hans": "图片说明与正文分开，据 {companion}",
    "zh-hant": "圖片說明與正文分開，據 {companion}",
  },
  difference: {
    en: "Entry {entry} differs from entry {source} of {companion}",
    "zh-hans": "第 {entry} 条与 {companion} 第 {source} 条不同",
    "zh-hant": "第 {entry} 條與 {companion} 第 {source} 條不同",
  },
};

const RESTORE = {
  certain: {
    en: "Restore from {companion}: {text}",
    "zh-hans": "从 {companion} 恢复：{text}",
    "zh-hant": "從 {companion} 恢復：{text}",
  },
  doubtful: {
    en: "Restore from {companion} (doubtful): {text}",
    "zh-hans": "从 {companion} 恢复（存疑）：{text}",
    "zh-hant": "從 {companion} 恢復（存疑）：{text}",
  },
  same: {
    en: "Cite entry {sameAs} instead and renumber, as in {companion}",
    "zh-hans": "改为引用第 {sameAs} 条并重新编号，据 {companion}",
    "zh-hant": "改為引用第 {sameAs} 條並重新編號，據 {companion}",
  },
} as const;

/** So much of a citation stands in an action's title (UTF-16 units). */
const TITLE_LIMIT = 60;

/** Lays a page beside a companion. */
export async function restore({ article, facts }: Snapshot, companion: Companion): Promise<Restoration> {
  const convert = await loadPageScript(article, companion.article);
  return {
    ...collate(article, facts.title, companion, convert),
    companion,
    emptyEntries: article.references.filter(({ empty }) => empty).length,
  };
}

/** Why a companion is refused, in one sentence; undefined when it is not. */
export function refusalMessage({ facts }: Snapshot, { refusal, companion }: Restoration): Message | undefined {
  if (!refusal) return undefined;
  const share = refusal.reason === "words" ? Math.round(refusal.share * 100) : 0;
  return { texts: REFUSALS[refusal.reason], args: { companion: companion.name, title: facts.title, share } };
}

/** What a proposal is and where it comes from. */
export function proposalLabel({ kind, entry, sameAs, source }: Proposal, companion: Companion): Message {
  const args = { entry: entry ?? "", sameAs: sameAs ?? "", source: source ?? "", companion: companion.name };
  return { texts: LABELS[kind], args };
}

/** What the companion says of an empty entry, in the page's script; undefined when it says nothing. */
export function entryInCompanion(
  { article }: Snapshot,
  { proposals, companion }: Restoration,
  entry: number,
): CompanionWord | undefined {
  const name = article.references[entry]?.name;
  const proposal = proposals.find((one) => one.entry === name && one.edits.length > 0);
  if (!proposal?.citation) return undefined;
  return { companion: companion.name, parts: proposal.citation.parts, doubtful: proposal.doubtful };
}

/** What restores something at a place of the page. */
export function proposalsAt({ proposals }: Collation, span: Span): readonly Proposal[] {
  return proposals.filter((proposal) => proposal.edits.length > 0 && overlaps(proposal, span));
}

/** A repair from the companion: its text, or for a footnote that repeats another one also that one's number. */
export function restorationsOf({ article }: Snapshot, proposal: Proposal, companion: Companion): readonly Change[] {
  const { text, sameAs, entry, doubtful, edits } = proposal;
  const args = { companion: companion.name, text: shortened(text, TITLE_LIMIT), sameAs: sameAs ?? "" };
  const own: Change = {
    title: { texts: doubtful ? RESTORE.doubtful : RESTORE.certain, args },
    safety: "review",
    edits,
    preferred: !doubtful,
  };
  if (sameAs === undefined) return [own];
  const indexOf = (name: string | undefined) => article.references.findIndex((reference) => reference.name === name);
  const merged = mergeEntry(article, indexOf(entry), indexOf(sameAs));
  return merged.length === 0 ? [own] : [own, { title: { texts: RESTORE.same, args }, safety: "review", edits: merged }];
}

/** The edits of all proposals that are certain. */
export function certainEdits({ proposals }: Collation): readonly TextEdit[] {
  return proposals.flatMap(({ doubtful, edits }) => (doubtful ? [] : edits)).sort((a, b) => a.start - b.start);
}
