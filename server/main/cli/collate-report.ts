import { proposalLabel, type Restoration } from "../../core/features/collation";
import type { Citation } from "../../core/model/citation";
import { type Language, render, type Texts } from "../../core/rules/texts";
import { oneLine } from "./io";
import { Positions } from "./report";

/** What came of one article. */
export interface FileCollation {
  /** As the user named it. */
  readonly path: string;
  readonly companion: string;
  readonly text: string;
  readonly restoration: Restoration;
  /** Why the companion is none of this article's. */
  readonly refused: string | undefined;
}

const SUMMARY: Texts = {
  en: "{restored} proposed, {doubtful} doubtful, {differences} different from the companion, {left} of {empty} empty entries left",
  "zh-hans":
    "可恢复 {restored} 处，存疑 {doubtful} 处，与副本不同 {differences} 处；空条目 {empty} 条，其中 {left} 条无从恢复",
  "zh-hant":
    "可恢復 {restored} 處，存疑 {doubtful} 處，與副本不同 {differences} 處；空條目 {empty} 條，其中 {left} 條無從恢復",
};
const FILES: Texts = {
  en: "{files} articles: {totals}",
  "zh-hans": "共 {files} 个条目：{totals}",
  "zh-hant": "共 {files} 個條目：{totals}",
};
const DOUBTFUL: Texts = { en: "doubtful", "zh-hans": "存疑", "zh-hant": "存疑" };

/** Longer texts are cut in the list (UTF-16 units). */
const LONGEST = 100;

interface Totals {
  restored: number;
  doubtful: number;
  differences: number;
  empty: number;
  left: number;
}

/** What `redlink collate` prints. */
export class CollationReport {
  constructor(private readonly files: readonly FileCollation[]) {}

  json(): string {
    const summary = { files: this.files.length, refused: 0, ...NOTHING };
    const files = this.files.map(({ path, companion, text, restoration, refused }) => {
      const positions = new Positions(text);
      const totals = totalsOf(restoration);
      for (const key of Object.keys(totals) as (keyof Totals)[]) summary[key] += totals[key];
      if (refused !== undefined) summary.refused++;
      return {
        path,
        companion: { path: companion, kind: restoration.companion.kind },
        refused: refused ?? null,
        proposals: restoration.proposals.map((proposal) => ({
          kind: proposal.kind,
          entry: proposal.entry ?? null,
          sameAs: proposal.sameAs ?? null,
          source: proposal.source ?? null,
          confidence: proposal.confidence,
          doubtful: proposal.doubtful,
          text: proposal.text,
          citation: proposal.citation ? citationJson(proposal.citation) : null,
          ...positions.range(proposal),
          edits: proposal.edits.map((edit) => ({ path, ...positions.range(edit), newText: edit.newText })),
        })),
      };
    });
    return `${JSON.stringify({ version: 1, files, summary })}\n`;
  }

  /** @param isFolder whether there is a line for all files */
  pretty(language: Language, isFolder: boolean): string {
    const sum = { ...NOTHING };
    const lines = this.files.flatMap(({ path, companion, text, restoration, refused }) => {
      if (refused !== undefined) return [];
      const positions = new Positions(text);
      const totals = totalsOf(restoration);
      for (const key of Object.keys(totals) as (keyof Totals)[]) sum[key] += totals[key];
      const proposals = restoration.proposals.map((proposal) => {
        const { line, column } = positions.range(proposal).start;
        const label = render(proposalLabel(proposal, restoration.companion), language);
        const doubt = proposal.doubtful ? ` (${DOUBTFUL[language]})` : "";
        const shown = proposal.text.length > LONGEST ? `${proposal.text.slice(0, LONGEST - 1)}…` : proposal.text;
        return `  ${line}:${column}  ${oneLine(label)}${doubt}${shown === "" ? "" : `\n      ${oneLine(shown)}`}`;
      });
      return [
        oneLine(`${path} ← ${companion}`),
        ...proposals,
        render({ texts: SUMMARY, args: { ...totals } }, language),
        "",
      ];
    });
    if (isFolder) {
      const totals = render({ texts: SUMMARY, args: { ...sum } }, language);
      lines.push(render({ texts: FILES, args: { files: this.files.length, totals } }, language), "");
    }
    return lines.join("\n");
  }
}

const NOTHING: Readonly<Totals> = { restored: 0, doubtful: 0, differences: 0, empty: 0, left: 0 };

function totalsOf({ proposals, emptyEntries }: Restoration): Totals {
  const totals = { ...NOTHING, empty: emptyEntries, left: emptyEntries };
  for (const { kind, doubtful } of proposals) {
    if (kind === "difference") totals.differences++;
    else if (doubtful) totals.doubtful++;
    else {
      totals.restored++;
      if (kind === "citation" || kind === "reuse") totals.left--;
    }
  }
  return totals;
}

function citationJson({ parts: _parts, ...told }: Citation): object {
  return told;
}
