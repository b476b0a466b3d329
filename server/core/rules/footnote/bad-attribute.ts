import { footnoteAttributes } from "../../dialects/wikitext/complaints";
import { NEWEST_RELEASE, SUB_REFERENCES } from "../../dialects/wikitext/release";
import { attributeOf, removeAttribute, writtenAttribute } from "../../footnotes/tags";
import type { Article, ListTag, RefTag, TagAttribute } from "../../model/article";
import { remove, replace, type TextEdit } from "../../text/edit";
import { once } from "../../text/memo";
import { firstStartingAt } from "../../text/span";
import type { Change, Rule } from "../rule";
import { editDistance } from "./distance";
import { flawAt, flawsOf } from "./flaws";
import { isQuoteFault } from "./name-quotes";
import { consequencesOfSlips } from "./slips";

const OF_LIST = ["group", "responsive"];

const TITLES = {
  rename: { en: "Write “{name}”", "zh-hans": "改为“{name}”", "zh-hant": "改為「{name}」" },
  name: { en: "Make “{name}” the name", "zh-hans": "把“{name}”作为名称", "zh-hant": "把「{name}」作為名稱" },
  remove: { en: "Remove “{name}”", "zh-hans": "删除“{name}”", "zh-hant": "刪除「{name}」" },
  details: {
    en: "Cite it as details of “{name}”",
    "zh-hans": "改为“{name}”的细节（details）",
    "zh-hant": "改為「{name}」的細節（details）",
  },
};

/** Messages of flaws other than unknown attributes. */
const OTHERS = {
  direction: "direction",
  conflict: "conflict",
  "direction-conflict": "otherDirection",
  "details-nameless": "details",
  "details-in-list": "listed",
} as const;

/** The tag of a footnote or a list. */
interface Tag {
  readonly attributes: readonly TagAttribute[];
  /** The attributes there are. */
  readonly known: readonly string[];
  readonly isList: boolean;
  /** Undefined for a list. */
  readonly ref: RefTag | undefined;
}

/** An attribute that footnotes do not have. */
export const badAttribute: Rule = {
  id: "footnote/bad-attribute",
  summary: {
    en: "A footnote tag has an attribute MediaWiki does not know, or two that exclude each other.",
    "zh-hans": "脚注标签有维基软件不认识的属性，或有互相排斥的属性。",
    "zh-hant": "註腳標籤有維基軟體不認識的屬性，或有互相排斥的屬性。",
  },
  why: {
    en: "MediaWiki shows an error instead of the footnote; since 1.45, beside it where it can.",
    "zh-hans": "维基软件会显示错误信息而不显示脚注；自 1.45 版起，尽可能在脚注旁显示错误信息。",
    "zh-hant": "維基軟體會顯示錯誤訊息而不顯示註腳；自 1.45 版起，盡可能在註腳旁顯示錯誤訊息。",
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
    extends: {
      en: "“extends” was an experiment of MediaWiki up to 1.43; this release shows an error here. Write “details” instead, or remove it.",
      "zh-hans": "“extends”是 MediaWiki 1.43 及以前版本的试验功能，现在会在此报错。请改用“details”，或将其删除。",
      "zh-hant": "「extends」是 MediaWiki 1.43 及以前版本的試驗功能，現在會在此報錯。請改用「details」，或將其刪除。",
    },
    otherDirection: {
      en: "The footnote “{name}” has another “dir” elsewhere: MediaWiki shows an error. Write the same one everywhere.",
      "zh-hans": "脚注“{name}”在别处的“dir”与此不同，维基软件会报错。请统一写法。",
      "zh-hant": "註腳「{name}」在別處的「dir」與此不同，維基軟體會報錯。請統一寫法。",
    },
    details: {
      en: "“details” belongs to a footnote that has a name: MediaWiki shows an error here. Add “name”, or write the details into the footnote.",
      "zh-hans": "“details”只能用于有名称的脚注，维基软件会在此报错。请加上“name”，或将细节写入脚注。",
      "zh-hant": "「details」只能用於有名稱的註腳，維基軟體會在此報錯。請加上「name」，或將細節寫入註腳。",
    },
    listed: {
      en: "In a list of footnotes “details” means nothing: MediaWiki shows an error. Write the details where the text cites “{name}”.",
      "zh-hans": "脚注列表中的“details”没有作用，维基软件会报错。请写在正文引用“{name}”之处。",
      "zh-hant": "註腳列表中的「details」沒有作用，維基軟體會報錯。請寫在正文引用「{name}」之處。",
    },
    conflict: {
      en: "A footnote that follows another one has neither a name nor details of its own: remove those, or “follow”.",
      "zh-hans": "接续其他脚注（follow）的脚注不能另有名称或细节，请删除这些属性，或删除“follow”。",
      "zh-hant": "接續其他註腳（follow）的註腳不能另有名稱或細節，請刪除這些屬性，或刪除「follow」。",
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
      title: "details without a name, in a list, with “follow”",
      dialect: "wikitext",
      source:
        '此橋⟦<ref details="第2頁">⟧縣志</ref>建於<ref name="志">州志</ref>⟦<ref follow="志" details="第3頁">⟧又</ref>明<ref name="錄" />。\n<references>\n⟦<ref name="錄" details="第4頁">⟧名錄</ref>\n</references>\n',
    },
    {
      title: "two directions for one name",
      dialect: "wikitext",
      source: '此橋<ref name="志" dir="ltr">縣志</ref>建於明代⟦<ref name="志" dir="rtl" />⟧。\n',
    },
    {
      title: "“extends”, which was never more than an experiment",
      dialect: "wikitext",
      source: '此橋<ref name="志">縣志</ref>建於明代⟦<ref extends="志">⟧卷三</ref>。\n',
      fixed: '此橋<ref name="志">縣志</ref>建於明代<ref name="志" details="卷三" />。\n',
    },
    {
      title: "“extends” of what holds more than words",
      dialect: "wikitext",
      source: '此橋<ref name="志">縣志</ref>建於明代⟦<ref extends="志">⟧見[[卷三]]</ref>。\n',
      fix: "Remove “extends”",
      fixed: '此橋<ref name="志">縣志</ref>建於明代<ref>見[[卷三]]</ref>。\n',
    },
    {
      title: "details of a footnote, defined here, above or below",
      dialect: "wikitext",
      source:
        '此橋<ref name="志" details="卷三">縣志</ref>建於明代<ref name="志" details="卷四" />，今存<ref name="錄" details="第4頁" />。\n<references>\n<ref name="錄">名錄</ref>\n</references>\n',
    },
    {
      title: "all that there are",
      dialect: "wikitext",
      source:
        '此橋<ref name="志" group="注" dir="ltr">縣志</ref><ref group="注" follow="志">又</ref><references group="注" responsive="0" />\n',
    },
  ],
  checkArticle({ article }, report) {
    const isConsequence = consequencesOfSlips(article);
    for (const flaw of flawsOf(
      article,
      "attribute",
      "list-attribute",
      ...(Object.keys(OTHERS) as (keyof typeof OTHERS)[]),
    )) {
      if (isConsequence(flaw)) continue;
      if (flaw.kind in OTHERS) {
        report(flaw, OTHERS[flaw.kind as keyof typeof OTHERS], { args: { name: flaw.name } });
        continue;
      }
      const { attributes, known, isList } = tagOf(article, flaw.start, flaw.ref);
      if (!isList && isQuoteFault(article.text, article.refs[flaw.ref!]!)) continue;
      const name = unknownIn(attributes, known)?.name ?? "";
      report(flaw, isList ? "list" : name === "extends" ? "extends" : "unknown", { args: { name } });
    }
  },
  fixes(finding, { article }) {
    const { text } = article;
    const flaw = flawAt(article, finding, "attribute", "list-attribute", "direction");
    if (!flaw) return [];
    const { attributes, known, ref } = tagOf(article, flaw.start, flaw.ref);
    const unknown = flaw.kind === "direction" ? ref && attributeOf(ref, "dir") : unknownIn(attributes, known);
    if (!unknown) return [];
    const changes: Change[] = unknown.name === "extends" && ref ? asDetails(article, ref) : [];
    if (ref && flaw.kind === "attribute") changes.push(...asName(article, ref, unknown));
    const near = known.find(
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

/** A footnote that extends another one as what newer releases have for it: details of the footnote it names. */
function asDetails({ text, mediawiki = NEWEST_RELEASE }: Article, ref: RefTag): Change[] {
  const { attributes, body, form } = ref;
  const details = body && text.slice(body.start, body.end).trim();
  if (!details || mediawiki < SUB_REFERENCES || form !== "tag" || /["<>&[\]{}\r\n]/.test(details)) return [];
  if (attributes.some(({ name }) => name !== "extends" && name !== "group")) return [];
  const group = ref.group ? ` ${writtenAttribute("group", ref.group)}` : "";
  const written = `<ref ${writtenAttribute("name", ref.extends)}${group} details="${details}" />`;
  const edits = [replace(text, ref, written)];
  return [{ title: { texts: TITLES.details, args: { name: ref.extends } }, safety: "review", edits, preferred: true }];
}

const namesOf = once(({ refs }: Article): ReadonlySet<string> => new Set(refs.map(({ name }) => name)));

/** `<ref 甲 />`: the name of a footnote, without `name=`. */
function asName(article: Article, ref: RefTag, unknown: TagAttribute): Change[] {
  if (ref.name !== "" || unknown.content.start !== unknown.content.end) return [];
  const name = article.text.slice(unknown.start, unknown.end).trim();
  const isName = !name.includes("=") && (ref.body === null || namesOf(article).has(name));
  if (!isName) return [];
  const edits = [replace(article.text, unknown, writtenAttribute("name", name))];
  return [{ title: { texts: TITLES.name, args: { name } }, safety: "review", edits, preferred: true }];
}

function tagOf({ refs, listTags, mediawiki = NEWEST_RELEASE }: Article, start: number, ref: number | null): Tag {
  const known = ref === null ? OF_LIST : footnoteAttributes(mediawiki);
  if (ref !== null) return { attributes: refs[ref]!.attributes, known, isList: false, ref: refs[ref] };
  const list: ListTag | undefined = listTags[firstStartingAt(listTags, start)];
  return { attributes: list?.attributes ?? [], known, isList: true, ref: undefined };
}

function unknownIn(attributes: readonly TagAttribute[], known: readonly string[]): TagAttribute | undefined {
  return attributes.find(({ name }) => !known.includes(name));
}

function withSpace(text: string, { start, end }: TagAttribute): { start: number; end: number } {
  let from = start;
  while (/\s/.test(text[from - 1]!)) from--;
  return { start: from, end };
}
