import { allMarkers, wholeOf } from "../../footnotes/tags";
import type { Article, ReferenceList } from "../../model/article";
import type { Rule } from "../rule";
import { flawsOf } from "./flaws";

/** Footnotes behind their list. */
export const afterList: Rule = {
  id: "footnote/after-list",
  summary: {
    en: "Footnotes stand behind the list that should show them.",
    "zh-hans": "脚注位于应当列出它们的列表之后。",
    "zh-hant": "註腳位於應當列出它們的列表之後。",
  },
  why: {
    en: "A list shows what stands above it. What follows is numbered anew and ends up in a second list at the very end of the page.",
    "zh-hans": "列表只列出其上方的脚注；其后的脚注会重新编号，出现在页面最末的另一个列表里。",
    "zh-hant": "列表只列出其上方的註腳；其後的註腳會重新編號，出現在頁面最末的另一個列表裡。",
  },
  severity: "warning",
  dialects: ["wikitext"],
  messages: {
    after: {
      en: "This footnote (the first of {count}) stands behind the list: it is numbered anew and shown in a second list at the end of the page.",
      "zh-hans": "此脚注（共 {count} 处，此为第一处）位于列表之后，会重新编号，列在页面末尾的另一个列表里。",
      "zh-hant": "此註腳（共 {count} 處，此為第一處）位於列表之後，會重新編號，列在頁面末尾的另一個列表裡。",
    },
    unlisted: {
      en: "This footnote (the first of {count}) stands behind the list of its group “{group}”: no list shows it.",
      "zh-hans": "此脚注（共 {count} 处，此为第一处）位于群组“{group}”的列表之后，没有列表会显示它。",
      "zh-hant": "此註腳（共 {count} 處，此為第一處）位於群組「{group}」的列表之後，沒有列表會顯示它。",
    },
    used: {
      en: "The footnote “{name}” is defined in this list but used only behind it.",
      "zh-hans": "脚注“{name}”在此列表中定义，却只在其后使用。",
      "zh-hant": "註腳「{name}」在此列表中定義，卻只在其後使用。",
    },
  },
  examples: [
    {
      title: "a section behind the list",
      dialect: "wikitext",
      source:
        "此橋建於明代<ref>縣志</ref>。\n\n== 參考 ==\n{{reflist}}\n\n== 遊覽 ==\n今存⟦<ref>名錄</ref>⟧，長十丈<ref>《古橋考》</ref>。\n",
    },
    {
      title: "a group whose list stands too early",
      dialect: "wikitext",
      source:
        '此橋<ref group="注">一說宋代</ref>。\n<references group="注" />\n今存⟦<ref group="注">又說元代</ref>⟧。\n',
    },
    {
      title: "defined in the list, used behind it",
      dialect: "wikitext",
      source:
        '此橋<ref>縣志</ref>。\n<references>\n⟦<ref name="名錄">⟧名錄</ref>\n</references>\n今存<ref name="名錄">名錄</ref>。\n<references />\n',
    },
    {
      title: "defined in the list, cited behind it by a template",
      dialect: "wikitext",
      source: '此橋<ref>縣志</ref>。\n<references>\n⟦<ref name="名錄">⟧名錄</ref>\n</references>\n今存{{r|名錄}}。\n',
    },
    {
      title: "a list for each section; two groups",
      dialect: "wikitext",
      source:
        '此橋<ref>縣志</ref>。\n{{reflist}}\n今存<ref>名錄</ref>。\n{{reflist}}\n另一座<ref group="注">石橋</ref>。\n<references group="注" />\n',
    },
    {
      title: "no list at all",
      dialect: "wikitext",
      source: "此橋建於明代<ref>縣志</ref>。\n",
    },
  ],
  checkArticle({ article }, report) {
    const markers = allMarkers(article);
    for (const [group, list] of lastLists(article)) {
      // Only what no later list of the group shows.
      const late = markers.filter((marker) => marker.group === group && marker.start >= list.end);
      const first = late[0];
      if (!first) continue;
      const args = { count: late.length, group };
      report(first, group === "" ? "after" : "unlisted", { args });
    }
    const unused = flawsOf(article, "list-unused");
    if (unused.length === 0) return;
    const isCitedBehind = citedBehind(article);
    for (const flaw of unused) {
      const { name, group, end } = flaw;
      if (isCitedBehind(name, group, end)) report(flaw, "used", { args: { name } });
    }
  },
};

/** The last list that somebody wrote of each group. */
function lastLists({ listTags }: Article): ReadonlyMap<string, Pick<ReferenceList, "end">> {
  return new Map(listTags.map((list) => [list.group, list]));
}

/** Tells whether a name is cited behind an offset, by a footnote or a template. */
export function citedBehind(article: Article): (name: string, group: string, offset: number) => boolean {
  const last = new Map<string, number>();
  const keyOf = (name: string, group: string) => `${group}\n${name}`;
  const note = (key: string, start: number) => last.set(key, Math.max(start, last.get(key) ?? 0));
  for (const { start, group, reference } of allMarkers(article)) {
    if (reference !== null) note(keyOf(wholeOf(article, article.references[reference]!).name, group), start);
  }
  for (const { start, name, group } of article.nameUses) note(keyOf(name, group ?? ""), start);
  return (name, group, offset) => (last.get(keyOf(name, group)) ?? -1) >= offset;
}
