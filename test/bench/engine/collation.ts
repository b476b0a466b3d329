import { readFileSync } from "node:fs";
import { WikitextReader } from "../../../server/core/citations/wikitext";
import { parse } from "../../../server/core/dialects/parse";
import { restore } from "../../../server/core/features/collation";
import type { Article } from "../../../server/core/model/article";
import { citationText } from "../../../server/core/model/citation";
import { readCompanion } from "../../../server/core/workspace/companions";
import type { Snapshot } from "../../../server/core/workspace/snapshot";
import type { Material, Subject, Work } from "./subjects";

/** The text of an article paragraph by paragraph, what is not seen left out. */
function paragraphs({ text, passages, markers }: Article, marker: (number: number) => string): string[] {
  let next = 0;
  return passages
    .filter(({ kind }) => kind !== "entry")
    .map(({ runs, end }) => {
      let paragraph = "";
      const upTo = (offset: number) => {
        for (; markers[next] && markers[next]!.start < offset; next++)
          paragraph += marker(markers[next]!.reference! + 1);
      };
      for (const piece of runs.flat()) {
        upTo(piece.start + 1);
        paragraph += text.slice(piece.start, piece.end);
      }
      upTo(end);
      return paragraph;
    });
}

/** What each footnote of a wikitext says. */
function citationsOf(article: Article): string[] {
  const reader = new WikitextReader(article);
  return article.references.map(({ body }) => citationText(reader.citation(body) ?? { parts: [] }));
}

const back = (number: number) => `<a href="#cite_ref-${number}">^</a>`;

/** The forms a companion comes in, made of its wikitext. */
const FORMS: Readonly<Record<string, (wikitext: string) => string>> = {
  "Bench.wikitext": (wikitext) => wikitext,
  "Bench.rendered.txt": (wikitext) => {
    const { article } = parse(wikitext, "wikitext");
    const list = citationsOf(article).map((citation, index) => `  ${index + 1}. ^ ${citation}\u00a0 `);
    return `${paragraphs(article, (number) => `[${number}]`).join("\n\n")}\n\n\n${list.join("\n")}\n`;
  },
  "Bench.html": (wikitext) => {
    const { article } = parse(wikitext, "wikitext");
    const marker = (number: number) =>
      `<sup id="cite_ref-${number}" class="reference"><a href="#cite_note-${number}">&#91;${number}&#93;</a></sup>`;
    const list = citationsOf(article).map(
      (citation, index) =>
        `<li id="cite_note-${index + 1}"><span class="mw-cite-backlink">${back(index + 1)}</span> <span class="reference-text">${citation}</span></li>`,
    );
    const text = paragraphs(article, marker).map((paragraph) => `<p>${paragraph}</p>`);
    return `<div class="mw-parser-output">${text.join("\n")}<ol class="references">${list.join("\n")}</ol></div>`;
  },
};

/**
 * A page beside its companion.
 * @param isRead whether both are read already: then what is measured is the alignment and the proposals
 */
const beside =
  (name: string, isRead: boolean, snapshotOf: (material: Material) => Snapshot): Subject =>
  (material): Work => {
    const companion = FORMS[name]!(readFileSync(material.companion, "utf8"));
    let snapshot = snapshotOf(material);
    return async () => {
      const start = performance.now();
      if (!isRead) snapshot = snapshotOf(material);
      const read = await readCompanion(name, companion);
      const readAt = performance.now();
      const { proposals } = await restore(snapshot, read);
      const end = performance.now();
      if (proposals.length < 500) throw new Error(`error: only ${proposals.length} proposals`);
      return { figure: end - (isRead ? readAt : start) };
    };
  };

/** @param snapshotOf reads a page */
export function collationSubjects(snapshotOf: (material: Material) => Snapshot): Readonly<Record<string, Subject>> {
  return Object.fromEntries(
    Object.keys(FORMS).flatMap((name) => {
      const form = name.slice(name.indexOf(".") + 1);
      return [
        [`collate ${form}`, beside(name, true, snapshotOf)],
        [`read and collate ${form}`, beside(name, false, snapshotOf)],
      ];
    }),
  );
}
