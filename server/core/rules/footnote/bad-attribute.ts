import { attributeOf, removeAttribute, writtenAttribute } from "../../footnotes/tags";
import type { Article, ListTag, RefTag, TagAttribute } from "../../model/article";
import { remove, replace, type TextEdit } from "../../text/edit";
import { firstStartingAt } from "../../text/span";
import type { Change, Rule } from "../rule";
import { editDistance } from "./distance";
import { flawAt, flawsOf } from "./flaws";
import { isQuoteFault } from "./name-quotes";
import { consequencesOfSlips } from "./slips";

const OF_REF = ["name", "group", "follow", "extends", "dir"];
const OF_LIST = ["group", "responsive"];

const TITLES = {
  rename: { en: "Write “{name}”", "zh-hans": "改为“{name}”", "zh-hant": "改為「{name}」" },
  name: { en: "Make “{name}” the name", "zh-hans": "把“{name}”作为名称", "zh-hant": "把「{name}」作為名稱" },
  remove: { en: "Remove “{name}”", "zh-hans": "删除“{name}”", "zh-hant": "刪除「{name}」" },
};

/** An attribute that footnotes do not have. */
export const badAttribute: Rule = {
  id: "footnote/bad-attribute",
  summary: {
    en: "A footnote tag has an attribute MediaWiki does not know, or two that exclude each other.",
    "zh-hans": "脚注标签有维基软件不认识的属性，或有互相排斥的属性。",
    "zh-hant": "註腳標籤有維基軟體不認識的屬性，或有互相排斥的屬性。",
  },
  why: {
    en: "MediaWiki shows an error instead of the footnote.",
    "zh-hans": "维基软件会显示错误信息而不显示脚注。",
    "zh-hant": "維基軟體會顯示錯誤訊息而不顯示註腳。",
  },
  severity: "error",
  dialects: ["wikitext"],
  messages: {
    unknown: {
      en: "Footnotes have no attribute “{name}”: MediaWiki shows an error here. Remove or correct it.",
      "zh-hans": "脚注没有“{name}”这个属性，维基软件会在此报错。请删除或改正。",
      "zh-hant": "註腳沒有「{name}」這個屬性，維基軟體會在此報錯。請刪除或改正。",
    },
    direction: {
      en: "The attribute “dir” must be “ltr” or “rtl”.",
      "zh-hans": "属性“dir”只能是“ltr”或“rtl”。",
      "zh-hant": "屬性「dir」只能是「ltr」或「rtl」。",
    },
    conflict: {
      en: "A footnote that follows another one has no name of its own: remove “name” or “follow”.",
      "zh-hans": "接续其他脚注（follow）的脚注不能另有名称，请删除“name”或“follow”。",
      "zh-hant": "接續其他註腳（follow）的註腳不能另有名稱，請刪除「name」或「follow」。",
    },
    list: {
      en: "A list of footnotes has no attribute “{name}”: MediaWiki shows an error instead of the list.",
      "zh-hans": "脚注列表没有“{name}”这个属性，维基软件会报错而不显示列表。",
      "zh-hant": "註腳列表沒有「{name}」這個屬性，維基軟體會報錯而不顯示列表。",
    },
  },
  examples: [
    {
      title: "a mistyped attribute",
      dialect: "wikitext",
      source: '此橋建於明代⟦<ref nmae="志">⟧縣志</ref>，今存<ref name="志" />。\n',
      fixed: '此橋建於明代<ref name="志">縣志</ref>，今存<ref name="志" />。\n',
    },
    {
      title: "an attribute of another tag",
      dialect: "wikitext",
      source: '此橋建於明代⟦<ref page="3" name="志">⟧縣志</ref>。\n',
      fixed: '此橋建於明代<ref name="志">縣志</ref>。\n',
    },
    {
      title: "of a list",
      dialect: "wikitext",
      source: '此橋建於明代<ref>縣志</ref>。\n⟦<references colwidth="30em" />⟧\n',
      fixed: "此橋建於明代<ref>縣志</ref>。\n<references />\n",
    },
    {
      title: "a name and “follow”; a direction there is not",
      dialect: "wikitext",
      source: '此橋<ref name="志">縣志</ref>⟦<ref name="b" follow="志">⟧又</ref>⟦<ref dir="left">⟧名錄</ref>\n',
    },
    {
      title: "all that there are",
      dialect: "wikitext",
      source:
        '此橋<ref name="志" group="注" dir="ltr">縣志</ref><ref group="注" follow="志">又</ref><references group="注" responsive="0" />\n',
    },
  ],
  checkArticle({ article }, report) {
    const flaws = flawsOf(article, "attribute", "direction", "conflict", "list-attribute");
    const isConsequence = consequencesOfSlips(article);
    for (const flaw of flaws) {
      if (isConsequence(flaw)) continue;
      if (flaw.kind === "direction" || flaw.kind === "conflict") report(flaw, flaw.kind);
      else {
        const { attributes, isList } = tagOf(article, flaw.start, flaw.ref);
        if (!isList && isQuoteFault(article.text, article.refs[flaw.ref!]!)) continue;
        const name = unknownIn(attributes, isList)?.name ?? "";
        report(flaw, isList ? "list" : "unknown", { args: { name } });
      }
    }
  },
  fixes(finding, { article }) {
    const { text } = article;
    const flaw = flawAt(article, finding, "attribute", "list-attribute", "direction");
    if (!flaw) return [];
    const { attributes, isList, ref } = tagOf(article, flaw.start, flaw.ref);
    const unknown = flaw.kind === "direction" ? ref && attributeOf(ref, "dir") : unknownIn(attributes, isList);
    if (!unknown) return [];
    const changes: Change[] = [];
    if (ref && flaw.kind === "attribute" && ref.name === "" && unknown.content.start === unknown.content.end) {
      // `<ref 甲 />`: the name of a footnote, without `name=`.
      const name = text.slice(unknown.start, unknown.end).trim();
      const isName = !name.includes("=") && (ref.body === null || article.refs.some((other) => other.name === name));
      const edits = [replace(text, unknown, writtenAttribute("name", name))];
      if (isName)
        changes.push({ title: { texts: TITLES.name, args: { name } }, safety: "review", edits, preferred: true });
    }
    const near = (isList ? OF_LIST : OF_REF).find(
      (name) => editDistance(name, unknown.name) === 1 || (name.length > 3 && editDistance(name, unknown.name) === 2),
    );
    if (near && flaw.kind !== "direction" && !attributes.some(({ name }) => name === near)) {
      const label = { start: unknown.start, end: unknown.start + unknown.name.length };
      if (text.slice(label.start, label.end).toLowerCase() === unknown.name) {
        changes.push({
          title: { texts: TITLES.rename, args: { name: near } },
          safety: "review",
          edits: [replace(text, label, near)],
          preferred: true,
        });
      }
    }
    const edits: TextEdit[] = ref ? [removeAttribute(text, ref, unknown)] : [remove(text, withSpace(text, unknown))];
    changes.push({ title: { texts: TITLES.remove, args: { name: unknown.name } }, safety: "review", edits });
    return changes;
  },
};

function tagOf(
  { refs, listTags }: Article,
  start: number,
  ref: number | null,
): { attributes: readonly TagAttribute[]; isList: boolean; ref: RefTag | undefined } {
  if (ref !== null) return { attributes: refs[ref]!.attributes, isList: false, ref: refs[ref] };
  const list: ListTag | undefined = listTags[firstStartingAt(listTags, start)];
  return { attributes: list?.attributes ?? [], isList: true, ref: undefined };
}

function unknownIn(attributes: readonly TagAttribute[], isList: boolean): TagAttribute | undefined {
  const known = isList ? OF_LIST : [...OF_REF, "details"];
  return attributes.find(({ name }) => !known.includes(name));
}

function withSpace(text: string, { start, end }: TagAttribute): { start: number; end: number } {
  let from = start;
  while (/\s/.test(text[from - 1]!)) from--;
  return { start: from, end };
}
