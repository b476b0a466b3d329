// Templates of Chinese Wikipedia and their parameters, by what they are for.

/** Names of templates that cite something, in lower case: `cite web`, `citation`, `引用網頁` … */
const CITING =
  /^(?:cite |citation$|引用|引网页$|引網頁$|citeweb$|citenews$|citebook$|citejournal$|新闻引用|新聞引用|网站引用|網站引用|webref$)/;

/** Whether a template cites something, by its name. */
export function isCiting(name: string): boolean {
  return CITING.test(name.toLowerCase());
}

/** What a parameter of a citation is, by its names: theirs, and Chinese ones. */
const PARAMETERS = {
  title: "title 標題 标题 題名 题名 條目 条目 書名 书名 name contribution-title",
  chapter: "chapter contribution entry article section 章 章節 章节",
  url: "url 網址 网址 網頁 网页 連結 链接 地址 chapter-url",
  work: "work website newspaper journal magazine periodical encyclopedia dictionary mailinglist program series 網站 网站 報紙 报纸 報章 报章 期刊 雜誌 杂志 作品 刊物 刊名",
  publisher: "publisher institution agency 出版社 出版者 發行者 发行者 發佈者 发布者 通訊社 通讯社 機構 机构",
  place: "location place publication-place 地點 地点 位置 出版地 出版地點 出版地点",
  date: "date publication-date air-date airdate 日期 發表日期 发表日期 出版日期 時間 时间",
  year: "year 年 年份",
  month: "month 月 月份",
  accessDate: "access-date accessdate 訪問日期 访问日期 存取日期 查閱日期 查阅日期 檢索日期 检索日期 造訪日期",
  archiveUrl: "archive-url archiveurl 存檔網址 存档网址 存檔url 存档url 備份網址",
  archiveDate: "archive-date archivedate 存檔日期 存档日期 備份日期",
  dead: "dead-url deadurl url-status 失效 網址狀態 网址状态",
  authors: "authors author author1 people 作者 作者1 著者 host artist inventor",
  editors: "editor editors editor1 編輯 编辑 編者 编者",
  volume: "volume 卷 卷數 卷数",
  issue: "issue number 期 期數 期号 期號 號 号",
  pages: "pages page p pp at 頁 页 頁碼 页码 頁數 页数",
  language: "language lang 語言 语言 語種",
  edition: "edition 版 版本",
} as const;

/** What a parameter is for. */
export type CitationField = keyof typeof PARAMETERS;

const FIELDS: ReadonlyMap<string, CitationField> = new Map(
  (Object.keys(PARAMETERS) as CitationField[]).flatMap((field) =>
    PARAMETERS[field].split(" ").map((name): [string, CitationField] => [name, field]),
  ),
);

/** What a citation's parameter is for; undefined when it is shown nowhere. */
export function fieldOf(parameter: string): CitationField | undefined {
  return FIELDS.get(parameter.toLowerCase().replaceAll("_", "-"));
}

/** `last2`, `first2`, `author3`, `姓2`, `名2`: which author, and which part of the name. */
export function authorPart(
  parameter: string,
): { readonly index: number; readonly part: "last" | "first" | "whole" } | undefined {
  const match = /^(last|surname|first|given|author|姓|名|作者)(\d{0,2})$/i.exec(parameter.replace(/-/g, ""));
  if (!match) return undefined;
  const kind = match[1]!.toLowerCase();
  const part = /^(?:last|surname|姓)$/.test(kind) ? "last" : /^(?:first|given|名)$/.test(kind) ? "first" : "whole";
  return { index: Number(match[2] || "1"), part };
}

/** Templates that stand beside a source for its editors: a citation says the same without them. */
const ASIDE =
  /^(?:dead ?link|dl|死链|死鏈|死連結|失效連結|失效链接|cbignore|link rot|not in source|failed verification|verify source|better source|self-published(?: source)?|subscription(?: required)?|registration required|open access|closed access|anchor|clear)$/;
/** `{{en}}`, `{{en icon}}`, `{{zh-hans}}`: the language of a source. */
const LANGUAGE_ICON = /^([a-z]{2,3})(?:-[a-z]+)?(?: icon)?$/;

/** Whether a template adds nothing to a citation, by its name. */
export function isAside(name: string): boolean {
  const lower = name.toLowerCase();
  const language = LANGUAGE_ICON.exec(lower)?.[1];
  return ASIDE.test(lower) || language === "zh" || (language !== undefined && Object.hasOwn(LANGUAGES, language));
}

/** Templates and magic words that always show the same text. */
const FIXED: Readonly<Record<string, string>> = {
  "!": "|",
  "=": "=",
  "(": "{",
  ")": "}",
  "((": "{{",
  "))": "}}",
  "'": "'",
  "·": " · ",
  "•": " • ",
  "-": "",
  nbsp: " ",
  mdash: "—",
  ndash: "–",
  "spaced ndash": " – ",
  snd: " – ",
  tex: "TeX",
  latex: "LaTeX",
  xetex: "XeTeX",
  bibtex: "BibTeX",
};

/** The text of a template whose output is constant; undefined for any other template. */
export function fixedTextOf(name: string): string | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(FIXED, lower) ? FIXED[lower] : undefined;
}

/** What languages are called in front of what is in them, by code. */
const LANGUAGES: Readonly<Record<string, string>> = {
  en: "英語",
  ja: "日語",
  ko: "韓語",
  fr: "法語",
  de: "德語",
  ru: "俄語",
  es: "西班牙語",
  it: "義大利語",
  pt: "葡萄牙語",
  la: "拉丁語",
  el: "希臘語",
  grc: "古希臘語",
  nl: "荷蘭語",
  ar: "阿拉伯語",
  uk: "烏克蘭語",
  pl: "波蘭語",
  sv: "瑞典語",
  no: "挪威語",
  da: "丹麥語",
  fi: "芬蘭語",
  cs: "捷克語",
  hu: "匈牙利語",
  tr: "土耳其語",
  vi: "越南語",
  th: "泰語",
  fa: "波斯語",
  he: "希伯來語",
  hi: "印地語",
  mn: "蒙古語",
  id: "印尼語",
  ms: "馬來語",
  bo: "藏語",
  ug: "維吾爾語",
  ka: "格魯吉亞語",
  os: "奧塞梯語",
  ab: "阿布哈茲語",
};

/** How a template shows words: its value's parameter, and what stands in front of it. */
export interface Display {
  /** Names of the parameter whose value is shown; the first that is there. */
  readonly parameters: readonly string[];
  /** What the template adds in front. */
  readonly lead: string;
  /** Whether the value is in another language than Chinese. */
  readonly foreign: boolean;
  /** Names of the only parameters with which the template shows its value and no more; undefined: whatever there are. */
  readonly allowed?: RegExp;
}

/** Parameters of `{{lang-xx}}` that do not change its words. */
const PLAIN_LANGUAGE = /^(?:1|links?|italics?|i|nocat|cat|size|rtl)$/;
const PLAIN_LANGX = /^(?:1|2|links?|italics?|i|nocat|cat|size|rtl)$/;

/** Templates whose whole effect is to show one of their values: links to other languages, languages, sizes. */
export function displayOf(name: string, shown: (parameter: string) => string | undefined): Display | undefined {
  const lower = name.toLowerCase();
  const shows = (parameters: readonly string[], foreign = false, lead = ""): Display => ({ parameters, lead, foreign });
  // {{link-en|甲|A|shown}}, {{le|甲|A|shown}}
  if (/^(?:link-[a-z-]+|le|l[a-z]-link|en-link|internal link helper(?:\/[a-z-]+)?)$/.test(lower))
    return shows(["d", "3", "1"]);
  // {{tsl|en|A|甲|shown}}
  if (/^(?:tsl|translink|translated page link|liw|綠鏈|绿链)$/.test(lower)) return shows(["4", "3", "2"]);
  if (/^(?:ill|ill2|interlanguage link|interlanguage link multi|illm)$/.test(lower)) return shows(["lt", "1"]);
  if (lower === "lang") return shows(["2"], isForeign(shown("1")));
  const language = lower === "langx" ? (shown("1") ?? "") : /^lang-([a-z]{2,3})$/.exec(lower)?.[1];
  if (language !== undefined) {
    const called = LANGUAGES[language];
    if (called === undefined) return undefined;
    const [parameter, allowed] = lower === "langx" ? ["2", PLAIN_LANGX] : ["1", PLAIN_LANGUAGE];
    return { ...shows([parameter], isForeign(language), `${called}：`), allowed };
  }
  if (/^(?:nowrap|nobr|small|smaller|big|large|sub|sup|proper name|專名|专名|ipa|color|le2|wj)$/.test(lower))
    return shows(["1"]);
  return undefined;
}

/** Whether a language is another one than Chinese: `en`, `日语`; no language named is Chinese. */
export function isForeign(language: string | undefined): boolean {
  if (language === undefined || language.trim() === "") return false;
  return !/^(?:zh|cmn|yue|wuu|lzh|chinese|中|漢|汉|華|华|簡|简|繁|粵|粤|文言|tw$|cn$|hk$)/i.test(language.trim());
}
