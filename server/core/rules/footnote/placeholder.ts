import { isCiting } from "../../citations/template-names";
import { citationSkeleton } from "../../footnotes/skeleton";
import type { Template } from "../../model/article";
import type { Rule } from "../rule";

/** An address that nobody has completed. */
const NO_ADDRESS = /^https?:\/\/$/i;
const SKELETONS = [citationSkeleton("hant"), citationSkeleton("hans")];

/** A citation template of which every parameter is empty, as an insertion leaves it. */
function isUnfilled({ name, parameters }: Template): boolean {
  return parameters.length > 0 && isCiting(name) && parameters.every(({ value }) => value.start === value.end);
}

/** The skeleton that inserting a footnote leaves, not filled in. */
export const placeholder: Rule = {
  id: "footnote/placeholder",
  summary: {
    en: "A citation that was inserted and not filled in.",
    "zh-hans": "插入之后没有填写的引文。",
    "zh-hant": "插入之後沒有填寫的引文。",
  },
  why: {
    en: "A claim looks sourced, but its entry says “title, author, date” or links to nowhere.",
    "zh-hans": "论述看似有出处，参考文献里却只写着“标题，作者，日期”，或者链接没有地址。",
    "zh-hant": "論述看似有出處，參考文獻裡卻只寫著「標題，作者，日期」，或者連結沒有位址。",
  },
  severity: "warning",
  dialects: ["markdown", "footnotes", "wikitext"],
  messages: {
    skeleton: {
      en: "This citation has not been filled in. Write its source, or remove the footnote.",
      "zh-hans": "此引文尚未填写。请写上来源，或删除此脚注。",
      "zh-hant": "此引文尚未填寫。請寫上來源，或刪除此註腳。",
    },
    address: {
      en: "The link “{label}” has no address. Complete it, or keep the text alone.",
      "zh-hans": "链接“{label}”没有地址。请补全，或只保留文字。",
      "zh-hant": "連結「{label}」沒有位址。請補全，或只保留文字。",
    },
  },
  examples: [
    {
      title: "nothing filled in, and no address",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  ⟦[標題](https://)，作者，日期⟧
2.  ⟦[縣志](https://)⟧，王五，1990年
`,
    },
    {
      title: "in a definition",
      source: "此桥建于明代[^1]，清代重修[^2]。\n\n[^1]: ⟦[标题](https://)，作者，日期⟧\n[^2]: 县志\n",
    },
    {
      title: "wikitext: a template without a value",
      dialect: "wikitext",
      source:
        "此橋建於明代<ref>⟦{{cite web|title=|url=|accessdate=}}⟧</ref>，見<ref>{{cite web|title=縣志|url=}}</ref>。\n",
    },
    {
      title: "citations that use these words; a sentence about addresses",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]，[網址](https://)的開頭是https://。

1.  [標題的寫法](https://example.org/title)，作者不詳，日期不詳
2.  標題，作者，日期
`,
    },
  ],
  checkBlock({ block, facts }, report) {
    const { text, links, templates, refs } = block.content;
    if (facts.dialect === "wikitext") {
      if (refs.length === 0) return;
      for (const template of templates) if (isUnfilled(template)) report(template, "skeleton");
      return;
    }
    if (block.kind !== "entry" && block.kind !== "definition") return;
    for (const link of links) {
      if (!NO_ADDRESS.test(link.destination)) continue;
      const skeleton = SKELETONS.find((written) => text.startsWith(written, link.start));
      if (skeleton) report({ start: link.start, end: link.start + skeleton.length }, "skeleton");
      else report(link, "address", { args: { label: link.labelText } });
    }
  },
};
