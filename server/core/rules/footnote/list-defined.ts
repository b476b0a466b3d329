import { positionalRefs } from "../../dialects/wikitext/refs";
import { parameterOf } from "../../dialects/wikitext/templates";
import { attributeOf, freeName, removeAttribute, removeTag, setAttribute } from "../../footnotes/tags";
import type { Article, ListTag, TemplateParameter } from "../../model/article";
import { insert, replace } from "../../text/edit";
import { firstStartingAt, type Span } from "../../text/span";
import { withoutComments } from "../../text/trim";
import type { Change, Finding, Rule } from "../rule";
import { flawAt, flawsOf } from "./flaws";
import { consequencesOfSlips } from "./slips";

const TITLES = {
  group: { en: "Take the list's group", "zh-hans": "改用列表的群组", "zh-hant": "改用列表的群組" },
  name: { en: "Name it “{name}”", "zh-hans": "取名为“{name}”", "zh-hant": "取名為「{name}」" },
  remove: { en: "Remove it", "zh-hans": "删除", "zh-hant": "刪除" },
  refs: {
    en: "Put these footnotes into “refs=”",
    "zh-hans": "将这些脚注放入“refs=”",
    "zh-hant": "將這些註腳放入「refs=」",
  },
};

/** A footnote in a list that can never show, or text there that never shows. */
export const listDefined: Rule = {
  id: "footnote/list-defined",
  summary: {
    en: "In a list of footnotes: one without a name, without content, or of another group; text that is no footnote.",
    "zh-hans": "脚注列表中有无名称、无内容或属于其他群组的脚注，或有脚注以外的文字。",
    "zh-hant": "註腳列表中有無名稱、無內容或屬於其他群組的註腳，或有註腳以外的文字。",
  },
  why: {
    en: "What stands in a list is shown where the text cites it by name, and nowhere else: readers see an error, or nothing.",
    "zh-hans": "列表中的内容只有被正文按名称引用时才会显示，否则读者只看到错误信息，或什么也看不到。",
    "zh-hant": "列表中的內容只有被正文按名稱引用時才會顯示，否則讀者只看到錯誤訊息，或什麼也看不到。",
  },
  severity: "error",
  dialects: ["wikitext"],
  messages: {
    "list-nameless": {
      en: "A footnote defined in the list needs a name: nothing can cite this one.",
      "zh-hans": "在列表中定义的脚注必须有名称，否则无法引用。",
      "zh-hant": "在列表中定義的註腳必須有名稱，否則無法引用。",
    },
    "list-empty": {
      en: "The footnote “{name}” is defined here without content.",
      "zh-hans": "脚注“{name}”在此定义，却没有内容。",
      "zh-hant": "註腳「{name}」在此定義，卻沒有內容。",
    },
    "list-group": {
      en: "This list shows another group than “{group}”: the footnote “{name}” does not belong here.",
      "zh-hans": "此列表显示的不是群组“{group}”，脚注“{name}”不应在此定义。",
      "zh-hant": "此列表顯示的不是群組「{group}」，註腳「{name}」不應在此定義。",
    },
    positional: {
      en: "These footnotes stand in a parameter of “{template}” that has no name and is not for footnotes. Put them into “refs=”.",
      "zh-hans": "这些脚注写在“{template}”的一个无名参数里，那里不是放脚注的地方。请放入“refs=”。",
      "zh-hant": "這些註腳寫在「{template}」的一個無名參數裡，那裡不是放註腳的地方。請放入「refs=」。",
    },
    text: {
      en: "This text stands in the list, but in no footnote: it is never shown.",
      "zh-hans": "这段文字在列表中，却不在任何脚注里，不会显示。",
      "zh-hant": "這段文字在列表中，卻不在任何註腳裡，不會顯示。",
    },
  },
  examples: [
    {
      title: "without a name",
      dialect: "wikitext",
      source:
        '此橋建於明代<ref name="志" />。\n<references>\n<ref name="志">縣志</ref>\n⟦<ref>⟧《古橋考》</ref>\n</references>\n',
      fixed: '此橋建於明代<ref name="志" />。\n<references>\n<ref name="志">縣志</ref>\n</references>\n',
      fix: "Remove it",
    },
    {
      title: "without content, of another group",
      dialect: "wikitext",
      source:
        '此橋<ref name="a" group="注" />建於明代<ref name="b" group="注" />。\n<references group="注">\n⟦<ref name="b">⟧</ref>\n⟦<ref name="a" group="註">⟧縣志</ref>\n</references>\n',
    },
    {
      title: "the group mistyped",
      dialect: "wikitext",
      source:
        '此橋<ref name="a" group="注" />。\n<references group="注">\n⟦<ref name="a" group="註">⟧縣志</ref>\n</references>\n',
      fixed: '此橋<ref name="a" group="注" />。\n<references group="注">\n<ref name="a">縣志</ref>\n</references>\n',
    },
    {
      title: "text between the footnotes",
      dialect: "wikitext",
      source:
        '此橋建於明代<ref name="志" />。\n<references>\n<ref name="志">縣志</ref>\n⟦另見《古橋考》⟧\n</references>\n',
    },
    {
      title: "footnotes in a parameter without a name",
      dialect: "wikitext",
      source: '此橋建於明代<ref name="志" />。\n{{Reflist|⟦\n<ref name="志">⟧縣志</ref>\n}}\n',
      fixed: '此橋建於明代<ref name="志" />。\n{{Reflist|refs=\n<ref name="志">縣志</ref>\n}}\n',
    },
    {
      title: "footnotes behind the number of columns, and as parameter 1",
      dialect: "wikitext",
      source:
        '此橋建於明代<ref name="志" />。\n{{參考資料|2|⟦<!-- 志書 --><ref name="志">⟧縣志</ref>}}\n今存<ref name="錄" group="註" />。\n{{NoteFoot|⟦1=<ref name="錄" group="註">⟧名錄</ref>}}\n',
    },
    {
      title: "footnotes as parameter 1",
      dialect: "wikitext",
      source: '此橋建於明代<ref name="志" />。\n{{reflist|⟦1=<ref name="志">⟧縣志</ref>}}\n',
      fixed: '此橋建於明代<ref name="志" />。\n{{reflist|refs=<ref name="志">縣志</ref>}}\n',
    },
    {
      title: "columns, and footnotes in “refs=”",
      dialect: "wikitext",
      source: '此橋建於明代<ref name="志" />。\n{{reflist|30em|refs=<ref name="志">縣志</ref>|liststyle=decimal}}\n',
    },
    {
      title: "a list as it should be, with comments and templates",
      dialect: "wikitext",
      source:
        '此橋建於明代<ref name="志" />。\n{{reflist|2|refs=\n<!-- 來源 -->\n<ref name="志">縣志</ref> \n{{refn|group=x|y}}\n}}\n',
    },
  ],
  checkArticle({ article }, report) {
    const flaws = flawsOf(article, "list-nameless", "list-empty", "list-group");
    const isConsequence = consequencesOfSlips(article);
    for (const flaw of flaws) {
      if (isConsequence(flaw)) continue;
      report(flaw, flaw.kind as "list-empty", { args: { name: flaw.name, group: flaw.group } });
    }
    for (const { content, start: at } of article.blocks) {
      for (const [index, list] of content.listTags.entries()) {
        if (!list.body) continue;
        if (list.form === "template") {
          const found = misplaced(content, list);
          if (found) {
            const { start, end, template } = found;
            report({ start: at + start, end: at + end }, "positional", { severity: "warning", args: { template } });
          }
        }
        if (list.form !== "tag") continue;
        const text = strayText(content, list, index);
        if (text) report({ start: at + text.start, end: at + text.end }, "text", { severity: "warning" });
      }
    }
  },
  fixes(finding, { article }) {
    const { text } = article;
    const moved = intoRefs(article, finding);
    if (moved.length > 0) return moved;
    const flaw = flawAt(article, finding, "list-nameless", "list-empty", "list-group");
    const ref = flaw && article.refs[flaw.ref!];
    if (!ref) return [];
    const changes: Change[] = [];
    const group = attributeOf(ref, "group");
    if (flaw.kind === "list-group" && group) {
      changes.push({ title: { texts: TITLES.group }, safety: "review", edits: [removeAttribute(text, ref, group)] });
    }
    if (flaw.kind === "list-nameless" && ref.body && !attributeOf(ref, "name")) {
      const name = freeName(article, ref);
      const edits = [setAttribute(text, ref, "name", name)];
      changes.push({ title: { texts: TITLES.name, args: { name } }, safety: "review", edits });
    }
    // Newer releases show a footnote of another group all the same.
    const entry = article.references[firstStartingAt(article.references, ref.start)];
    const isUsedUnseen = () =>
      article.unshownMarkers.some(({ reference }) => article.references[reference ?? -1] === entry);
    const isShown = entry?.start === ref.start && (entry.citedBy.length > 0 || isUsedUnseen());
    if (!isShown) changes.push({ title: { texts: TITLES.remove }, safety: "review", edits: [removeTag(text, ref)] });
    return changes;
  },
};

/** Footnotes of a list's template in a parameter that is not for them: from the parameter to the end of the first tag. */
function misplaced(
  { text, templates, refs }: Pick<Article, "text" | "templates" | "refs">,
  { start, body }: ListTag,
): (Span & { readonly parameter: TemplateParameter; readonly template: string }) | undefined {
  const template = templates[firstStartingAt(templates, start)];
  if (!template || parameterOf(template, "refs")) return undefined;
  const parameter = positionalRefs(text, template);
  const first = refs[firstStartingAt(refs, body!.start)];
  if (!parameter || !first) return undefined;
  return { start: parameter.start, end: first.open.end, parameter, template: template.name };
}

function intoRefs(article: Article, finding: Finding): Change[] {
  const list = article.listTags[firstStartingAt(article.listTags, finding.start) - 1];
  const found = list?.body && misplaced(article, list);
  if (!found || found.start !== finding.start) return [];
  const { start, label } = found.parameter;
  const edit = label ? replace(article.text, label, "refs") : insert(start, "refs=");
  return [{ title: { texts: TITLES.refs }, safety: "review", edits: [edit] }];
}

/** The first stretch of text in a list that is neither a footnote nor markup nor white space. */
function strayText(
  {
    text,
    refs,
    templates,
    looseTags,
    tagSlips,
  }: Pick<Article, "text" | "refs" | "templates" | "looseTags" | "tagSlips">,
  { body }: ListTag,
  index: number,
): { start: number; end: number } | undefined {
  const { start: from, end: to } = body!;
  if (looseTags.length + tagSlips.length > 0 || text.slice(from, to).includes("{{{")) return undefined; // the last: a template's source
  const within = <T extends Span>(spans: readonly T[]) =>
    spans.slice(firstStartingAt(spans, from), firstStartingAt(spans, to)).filter(({ end }) => end <= to);
  const inside: Span[] = [...within(refs).filter(({ list }) => list === index), ...within(templates)];
  inside.sort((a, b) => a.start - b.start);
  let position = body!.start;
  for (const { start, end } of [...inside, { start: body!.end, end: body!.end }]) {
    if (start >= position) {
      const between = withoutComments(text.slice(position, start), true);
      const found = /\S(?:.*\S)?/.exec(between.replace(/<[^<>]*>|[*#:;]/g, (all) => " ".repeat(all.length)));
      if (found && /[\p{L}\p{N}]/u.test(found[0])) {
        return { start: position + found.index, end: position + found.index + found[0].length };
      }
    }
    position = Math.max(position, end);
  }
  return undefined;
}
