import { check } from "../../server/core/rules/run";
import { openPage } from "../support/wiki";

// Links of a page: which of them MediaWiki shows as links to pages that do not exist, and which we say are missing.

/** The pages of the wiki, beside the one with the links. */
export const PAGES = [
  "龍江大橋",
  "清河鎮",
  "数据",
  "JQuery",
  "ABC",
  "甲 (乙)",
  "一 二 三",
  "C++",
  "AT&T",
  "“引號”",
  "石家庄",
  "𠀀字",
  "Émile",
  "1984",
  "2+2=5",
  "甲/乙",
  "Re:零",
  "後里",
];

/** What stands in the link, before the bar. */
export const LINKS = [
  "龍江大橋",
  "龙江大桥",
  "龍江渡口",
  "清河鎮",
  "清河镇",
  "清河镇公所",
  "清河鎮#歷史",
  "清河#歷史",
  " 清河鎮 ",
  "_清河鎮_",
  ":清河鎮",
  ":清河",
  "数据",
  "數據",
  "數据",
  "資料",
  "jQuery",
  "JQuery",
  "ABC",
  "aBC",
  "甲 (乙)",
  "甲_(乙)",
  "甲  (乙)",
  "甲__(乙)",
  "甲\u3000(乙)",
  "甲\u00a0\u2003(乙)",
  "甲\u200e (乙)\u200e",
  "\u200f沒有\u200e",
  "甲(乙)",
  "甲（乙）",
  "一 二 三",
  "一_二 三",
  "一二三",
  "C++",
  "c++",
  "C%2B%2B",
  "C",
  "AT&T",
  "AT&amp;T",
  "AT%26T",
  "AT",
  "“引號”",
  "“引号”",
  '"引號"',
  "石家庄",
  "石家莊",
  "𠀀字",
  "𠀁字",
  "Émile",
  "émile",
  "Emile",
  "1984",
  "１９８４",
  "2+2=5",
  "甲/乙",
  "甲/丙",
  "Re:零",
  "re:零",
  "Re: 零",
  "後里",
  "后里",
  "后裡",
  "%E6%B8%85%E6%B2%B3%E9%8E%AE",
  "&#28165;河鎮",
  "清河鎮&nbsp;",
  "#歷史",
  "沒有",
  "沒有#沒有",
  "沒有_的",
];

/** Where we mean to differ, and why. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  "“引号”": "MediaWiki also converts the quotation marks, and then finds no page",
  后里: "MediaWiki tries the title in each variant, 後裡 and 后里; we know 後里 as another spelling",
  后裡: "as above",
};

/** Links into namespaces whose pages we do not know. */
export const NAMESPACES = ["Help:沒有", "Template:沒有", "User:沒有", ":Category:沒有", ":File:沒有.jpg"];

/** The links that MediaWiki shows as red: of the page with `LINKS`, and of the one with `NAMESPACES`. */
export interface RedLinks {
  readonly links: readonly string[];
  readonly namespaces: readonly string[];
}

/** The links as a page; each shows its number. */
export const pageOf = (links: readonly string[]) => links.map((link, index) => `* [[${link}|${index}]]`).join("\n");

/** The links that we say are missing. */
export function missingLinks(links: readonly string[]): string[] {
  const pages = Object.fromEntries(PAGES.map((title) => [`Page/${title.replaceAll(" ", "_")}.md`, ""]));
  const snapshot = openPage(pageOf(links), { dialect: "wikitext", pages });
  const { text } = snapshot.article;
  return check(snapshot)
    .filter(({ rule }) => rule === "link/missing-target")
    .map(({ start }) => links[text.slice(0, start).split("\n").length - 1]!);
}
