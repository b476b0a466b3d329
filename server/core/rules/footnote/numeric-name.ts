import { attributeOf, freeName, groupOf, namesakes, renameUses, setAttribute } from "../../footnotes/tags";
import type { RefTag } from "../../model/article";
import type { Rule } from "../rule";
import { flawedRef, flawsOf } from "./flaws";

const RENAME = { en: "Name it “{name}”", "zh-hans": "改名为“{name}”", "zh-hant": "改名為「{name}」" };

/** A footnote's name of digits only. */
export const numericName: Rule = {
  id: "footnote/numeric-name",
  summary: {
    en: "A footnote's name is a bare number.",
    "zh-hans": "脚注的名称是纯数字。",
    "zh-hant": "註腳的名稱是純數字。",
  },
  why: {
    en: "MediaWiki shows an error, and nothing can cite the footnote: it numbers footnotes itself, and keeps digits for that.",
    "zh-hans": "维基软件会显示错误信息，该脚注也无法引用：编号由软件自动生成，纯数字另有用处。",
    "zh-hant": "維基軟體會顯示錯誤訊息，該註腳也無法引用：編號由軟體自動產生，純數字另有用途。",
  },
  severity: "error",
  dialects: ["wikitext"],
  messages: {
    numeric: {
      en: "The name “{name}” is a number only; MediaWiki refuses that. Give the footnote a name with letters.",
      "zh-hans": "名称“{name}”是纯数字，维基软件不接受。请改用含有文字的名称。",
      "zh-hant": "名稱「{name}」是純數字，維基軟體不接受。請改用含有文字的名稱。",
    },
    followed: {
      en: "This footnote follows “{name}”, but a number only is no name: MediaWiki shows an error. Name the footnote that was meant.",
      "zh-hans": "此脚注接续“{name}”（follow），但纯数字不能作名称，维基软件会报错。请改为所要接续的脚注的名称。",
      "zh-hant": "此註腳接續「{name}」（follow），但純數字不能作名稱，維基軟體會報錯。請改為所要接續的註腳的名稱。",
    },
  },
  examples: [
    {
      title: "a number as a name, used twice",
      dialect: "wikitext",
      source: '此橋建於明代⟦<ref name="12">⟧縣志，卷三</ref>，今存⟦<ref name=12 />⟧。\n',
      fixed: '此橋建於明代<ref name="縣志">縣志，卷三</ref>，今存<ref name="縣志" />。\n',
    },
    {
      title: "what follows a number",
      dialect: "wikitext",
      source: '此橋建於明代⟦<ref name="1">⟧縣志，卷三</ref>⟦<ref follow="1">⟧又卷四</ref>。\n',
      fixed: '此橋建於明代<ref name="縣志">縣志，卷三</ref><ref follow="縣志">又卷四</ref>。\n',
    },
    {
      title: "what follows a number that no footnote has for a name",
      dialect: "wikitext",
      source: '此橋建於明代<ref name="志">縣志</ref>⟦<ref follow="1">⟧又</ref>。\n',
    },
    {
      title: "one number for two sources: which one a use means is not known",
      dialect: "wikitext",
      source: '此橋建於明代⟦<ref name="1">⟧縣志</ref>，今存⟦<ref name="1">⟧名錄</ref>，長十丈⟦<ref name="1" />⟧。\n',
    },
    {
      title: "names with digits in them",
      dialect: "wikitext",
      source: '此橋建於明代<ref name="p12">縣志</ref>，今存<ref name=":0">名錄</ref><ref name="１２">方志</ref>。\n',
    },
  ],
  checkArticle({ article }, report) {
    for (const flaw of flawsOf(article, "numeric-name")) {
      const ref = article.refs[flaw.ref!]!;
      const name = numberIn(ref);
      report(flaw, name === ref.name ? "numeric" : "followed", { args: { name } });
    }
  },
  fixes(finding, { article }) {
    const ref = flawedRef(article, finding, "numeric-name");
    if (!ref) return [];
    const number = numberIn(ref);
    const group = groupOf(article, ref);
    const same = namesakes(article, number, group);
    const texts = new Set(same.filter(({ body }) => body !== null).map(({ written }) => written.trim()));
    // Of two texts under one number MediaWiki shows both, under one name only the first.
    if (same.length === 0 || texts.size > 1) return [];
    const name = freeName(article, same.find(({ body }) => body !== null) ?? ref);
    const others = article.refs.filter((other) => other.name !== number && groupOf(article, other) === group);
    const edits = [
      ...same.map((other) => setAttribute(article.text, other, "name", name)),
      ...renameUses(article, number, group, name),
      ...["follow", "extends"].flatMap((attribute) =>
        others
          .filter((other) => attributeOf(other, attribute)?.value === number)
          .map((other) => setAttribute(article.text, other, attribute, name)),
      ),
    ].sort((a, b) => a.start - b.start);
    return [{ title: { texts: RENAME, args: { name } }, safety: "review", edits, preferred: true }];
  },
};

/** The number that a footnote has for a name, its own or that of another one. */
function numberIn({ name, follow, extends: whole }: RefTag): string {
  return [name, follow, whole].find((value) => /^\d+$/.test(value)) ?? "";
}
