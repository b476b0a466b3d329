import type { Article, RefTag, TagSlip } from "../../model/article";
import { remove, replace, type TextEdit } from "../../text/edit";
import { once } from "../../text/memo";
import { contains, firstStartingAt } from "../../text/span";
import { farReaching } from "../far-reaching";
import type { Change, Rule } from "../rule";
import { slipAt } from "./slips";

const TITLES = {
  tag: { en: "Correct the tag {tag}", "zh-hans": "更正标签 {tag}", "zh-hant": "更正標籤 {tag}" },
  remove: { en: "Remove the tag {tag}", "zh-hans": "删除标签 {tag}", "zh-hant": "刪除標籤 {tag}" },
  slash: { en: "Let the tag close itself", "zh-hans": "改为自闭合标签", "zh-hant": "改為自我閉合標籤" },
  names: {
    en: "Write `&gt;` in this name, wherever it is used",
    "zh-hans": "把此名称各处的 `>` 改为 `&gt;`",
    "zh-hant": "把此名稱各處的 `>` 改為 `&gt;`",
  },
};

/** A tag of footnotes that is mistyped, so that MediaWiki shows it or takes it for another one. */
export const mistypedTag: Rule = {
  id: "footnote/mistyped-tag",
  summary: {
    en: 'A footnote\'s tag is mistyped: `</reff>`, `<//ref>`, `<ref>` for `</ref>`, `<ref name="x"` without `>`.',
    "zh-hans": '脚注标签写错：`</reff>`、`<//ref>`、`</ref>` 写成 `<ref>`、`<ref name="x"` 缺少 `>`。',
    "zh-hant": '註腳標籤寫錯：`</reff>`、`<//ref>`、`</ref>` 寫成 `<ref>`、`<ref name="x"` 缺少 `>`。',
  },
  why: {
    en: "The footnote runs on to the next end tag: everything in between, often whole paragraphs, vanishes behind an error.",
    "zh-hans": "脚注会延续到下一个结束标签，其间的文字（往往整段）都会消失，只显示错误信息。",
    "zh-hant": "註腳會延續到下一個結束標籤，其間的文字（往往整段）都會消失，只顯示錯誤訊息。",
  },
  severity: "error",
  dialects: ["wikitext"],
  messages: {
    end: {
      en: "The end tag of this footnote is mistyped: {tag}. Write `</ref>`.",
      "zh-hans": "此脚注的结束标签写错了：{tag}。请改为 `</ref>`。",
      "zh-hant": "此註腳的結束標籤寫錯了：{tag}。請改為 `</ref>`。",
    },
    start: {
      en: "The start tag of this footnote is mistyped: {tag}. It shows as text; correct it.",
      "zh-hans": "此脚注的开始标签写错了：{tag}，会原样显示。请改正。",
      "zh-hant": "此註腳的開始標籤寫錯了：{tag}，會原樣顯示。請改正。",
    },
    content: {
      en: "This tag closes itself, so its content shows in the text. Remove the slash.",
      "zh-hans": "此标签已自闭合，其内容会露在正文中。请删除斜线。",
      "zh-hant": "此標籤已自我閉合，其內容會露在正文中。請刪除斜線。",
    },
    cut: {
      en: "This tag lacks its `>`: MediaWiki takes everything up to the next `>` for its attributes. Complete it.",
      "zh-hans": "此标签缺少 `>`，到下一个 `>` 为止的文字都被当作属性。请补全。",
      "zh-hant": "此標籤缺少 `>`，到下一個 `>` 為止的文字都被當作屬性。請補全。",
    },
    greater: {
      en: "The `>` in this name ends the tag, even between quotation marks. Write `&gt;`.",
      "zh-hans": "名称中的 `>` 即使在引号内也会结束标签。请改为 `&gt;`。",
      "zh-hant": "名稱中的 `>` 即使在引號內也會結束標籤。請改為 `&gt;`。",
    },
    list: {
      en: "MediaWiki has no tag {tag}, and shows it as text. Write `<references />`.",
      "zh-hans": "维基软件没有 {tag} 这个标签，会原样显示。请改为 `<references />`。",
      "zh-hant": "維基軟體沒有 {tag} 這個標籤，會原樣顯示。請改為 `<references />`。",
    },
  },
  examples: [
    {
      title: "a letter too many",
      dialect: "wikitext",
      source: "此橋建於明代<ref>縣志⟦</reff>⟧，今存。\n\n橋長十丈<ref>名錄</ref>。\n",
      fixed: "此橋建於明代<ref>縣志</ref>，今存。\n\n橋長十丈<ref>名錄</ref>。\n",
    },
    {
      title: "a start tag where the end tag was meant",
      dialect: "wikitext",
      source: "此橋建於明代<ref>{{cite book|title=縣志}}⟦<ref>⟧，今存<ref>名錄</ref>。\n",
      fixed: "此橋建於明代<ref>{{cite book|title=縣志}}</ref>，今存<ref>名錄</ref>。\n",
    },
    {
      title: "a slash in the wrong place",
      dialect: "wikitext",
      source: "此橋建於明代<ref>縣志⟦<ref/>⟧，今存<ref>名錄</ref>。\n",
      fixed: "此橋建於明代<ref>縣志</ref>，今存<ref>名錄</ref>。\n",
    },
    {
      title: "signs missing, doubled, full-width, or with attributes behind them",
      dialect: "wikitext",
      source:
        '一<ref>甲⟦</ref⟧，二<ref>乙⟦<//ref>⟧，三<ref>丙⟦/ref>⟧，四<ref>丁⟦</ref＞⟧，五<ref>戊⟦＜/ref＞⟧，六<ref>己⟦</ ref>⟧，七<ref>庚⟦</ref name="x">⟧，八<ref>辛⟦<\\ref>⟧，九<ref>壬</ref>。\n',
    },
    {
      title: "a start tag without `>`, with its content",
      dialect: "wikitext",
      source: '此橋建於明代⟦<ref name="志"⟧{{cite book|title=縣志}}</ref>，今存<ref name="志" />。\n',
      fixed: '此橋建於明代<ref name="志">{{cite book|title=縣志}}</ref>，今存<ref name="志" />。\n',
    },
    {
      title: "a use without `>`, with its slash and without",
      dialect: "wikitext",
      source:
        '* 一<ref name="志">縣志</ref>\n* 二⟦<ref name="志" /⟧ {{nowrap|三}}\n* 四<ref name="志" />\n* 五⟦<ref name="志"⟧，六<br>七\n',
      fixed:
        '* 一<ref name="志">縣志</ref>\n* 二<ref name="志" /> {{nowrap|三}}\n* 四<ref name="志" />\n* 五<ref name="志"，六<br>七\n',
    },
    {
      title: "a tag that closes itself before its content",
      dialect: "wikitext",
      source: '此橋建於明代⟦<ref name="志" />⟧縣志</ref>，今存<ref name="志" />。\n',
      fixed: '此橋建於明代<ref name="志">縣志</ref>，今存<ref name="志" />。\n',
    },
    {
      title: "a start tag that is mistyped",
      dialect: "wikitext",
      source: "此橋建於明代⟦< ref>⟧縣志</ref>，今存<ref>名錄</ref>。\n",
      fixed: "此橋建於明代<ref>縣志</ref>，今存<ref>名錄</ref>。\n",
    },
    {
      title: "a sign in a name that ends the tag",
      dialect: "wikitext",
      source: '含鹽⟦<ref name="鹽 > 水">⟧縣志</ref>，又⟦<ref name="鹽 > 水" />⟧。\n',
      fixed: '含鹽<ref name="鹽 &gt; 水">縣志</ref>，又<ref name="鹽 &gt; 水" />。\n',
    },
    {
      title: "the list's tag",
      dialect: "wikitext",
      source: '此橋<ref group="註">明代</ref>。\n\n⟦<referances group="註" />⟧\n',
      fixed: '此橋<ref group="註">明代</ref>。\n\n<references group="註" />\n',
    },
    {
      title: "the list's tags, with footnotes in it",
      dialect: "wikitext",
      source: '此橋<ref name="志" />。\n⟦<reference>⟧\n<ref name="志">縣志</ref>\n⟦</reference>⟧\n',
      fixed: '此橋<ref name="志" />。\n<references>\n<ref name="志">縣志</ref>\n</references>\n',
    },
    {
      title: "tags with spaces, line ends and capitals; tags that are only shown; footnotes within footnotes",
      dialect: "wikitext",
      source:
        "一<ref>甲</ref >二<REF\nNAME=乙>丙</REF\n>三<ref name=乙\n/><nowiki></reff></nowiki><!-- <ref>丁<ref> -->{{#tag:ref|戊<ref>己</ref>}}<ref>寫作<nowiki><ref></nowiki>。</ref><references /></reff>，<br /><rt>\n",
    },
    {
      title: "a footnote that is not closed: where it should end is another question",
      dialect: "wikitext",
      source: "此橋建於明代<ref>縣志。\n\n今存<ref>名錄</ref>，長十丈<ref>方志</ref>。\n",
    },
  ],
  checkBlock({ block: { content } }, report) {
    for (const { kind, start, end } of content.tagSlips) {
      const message = MESSAGES[kind];
      const tag = content.text.slice(start, Math.min(end, start + LONGEST_SHOWN)).trim();
      report({ start, end }, message, {
        args: message === "end" || message === "start" || message === "list" ? { tag } : {},
      });
    }
  },
  fixes(finding, { article }) {
    const slip = slipAt(article, finding);
    if (!slip) return [];
    if (slip.kind === "greater") {
      const title = { texts: TITLES.names };
      return [farReaching({ title, safety: "review", preferred: true }, () => namesakes(article, slip))];
    }
    if (slip.kind === "list-start" || slip.kind === "list-end") return listFixes(article, slip);
    if (slip.kind === "cut" && slip.edits.length === 0) return reuse(article, slip);
    if (slip.kind === "content" && (isDefinedElsewhere(article, slip) || holdsFootnote(article, slip))) return [];
    if (slip.edits.length === 0) return [];
    const tag = article.text.slice(slip.start, Math.min(slip.end, slip.start + LONGEST_SHOWN)).trim();
    const isRemoval = slip.edits.every(({ text }) => text === "");
    const title = isRemoval ? TITLES.remove : TITLES.tag;
    const isCertain = slip.isCertain && !mayPairElsewhere(article, slip);
    return [change(title, isCertain ? "safe" : "review", editsOf(article, slip), { tag })];
  },
};

/** Whether an end tag is written while another tag of the page lacks its other half: the two may pair. */
function mayPairElsewhere({ looseTags }: Article, { scope, edits }: TagSlip): boolean {
  const [first] = looseTags;
  return (
    edits.some(({ text }) => text.includes("</")) &&
    first !== undefined &&
    (first.start < scope.start || looseTags.at(-1)!.start >= scope.end)
  );
}

/** In UTF-16 units. */
const LONGEST_SHOWN = 40;

const MESSAGES: Readonly<Record<TagSlip["kind"], keyof Rule["messages"] & string>> = {
  end: "end",
  start: "start",
  self: "start",
  content: "content",
  cut: "cut",
  greater: "greater",
  list: "list",
  "list-start": "list",
  "list-end": "list",
};

function change(
  texts: Change["title"]["texts"],
  safety: Change["safety"],
  edits: readonly TextEdit[],
  args?: Readonly<Record<string, string>>,
): Change {
  return { title: args ? { texts, args } : { texts }, safety, edits, preferred: true };
}

function editsOf({ text }: Article, { edits }: TagSlip): TextEdit[] {
  return edits.map((edit) => (edit.text === "" ? remove(text, edit) : replace(text, edit, edit.text)));
}

/** All tags with the same name with a `>` in it. */
function namesakes(article: Article, slip: TagSlip): TextEdit[] {
  const nameOf = ({ start, end }: TagSlip) =>
    /=\s*(?:"[^"]*"|'[^']*')/.exec(article.text.slice(start, end))?.[0].replace(/^=\s*["']|["']$/g, "");
  const name = nameOf(slip);
  const same = article.tagSlips.filter((other) => other.kind === "greater" && nameOf(other) === name);
  return same.flatMap((other) => editsOf(article, other));
}

const listSlips = once((slips: readonly TagSlip[]): readonly TagSlip[] =>
  slips.filter(({ kind }) => kind === "list-start" || kind === "list-end" || kind === "list"),
);

/** Where the first `<references>` without an end tag ends, and where the last end tag without one begins. */
const looseLists = once((tags: Article["looseTags"]): { readonly opened: number; readonly closed: number } => {
  let opened = Number.POSITIVE_INFINITY;
  let closed = -1;
  for (const { name, kind, start, end } of tags) {
    if (name !== "references") continue;
    if (kind === "open") opened = Math.min(opened, end);
    else if (kind === "close") closed = Math.max(closed, start);
  }
  return { opened, closed };
});

/** `<reference>`: with an end tag behind it, mistyped or not, it holds footnotes; else it shows the list. */
function listFixes(article: Article, slip: TagSlip): Change[] {
  const { tagSlips, looseTags, text } = article;
  const tag = text.slice(slip.start, slip.end);
  const fix = (edits: TextEdit[]) => [change(TITLES.tag, "review", edits, { tag })];
  const own = editsOf(article, slip);
  const lists = listSlips(tagSlips);
  if (slip.kind === "list-end") {
    const before = lists[firstStartingAt(lists, slip.start) - 1];
    if (before?.kind === "list-start") return fix([...editsOf(article, before), ...own]);
    const isOpen = looseLists(looseTags).opened <= slip.start;
    if (isOpen) return fix(own);
    return article.listTags.length === 0 ? fix([replace(text, slip, "<references />")]) : [];
  }
  const after = lists[firstStartingAt(lists, slip.start + 1)];
  if (after?.kind === "list-end") return fix([...own, ...editsOf(article, after)]);
  const isClosed = looseLists(looseTags).closed > slip.end;
  if (isClosed) return fix(own);
  return fix([replace(text, slip, own[0]!.newText.replace(/>$/, " />"))]);
}

/** `<ref name="a"，…`: without content it can only repeat a footnote that another place defines. */
function reuse(article: Article, slip: TagSlip): Change[] {
  if (!isDefinedElsewhere(article, slip)) return [];
  const { text } = article;
  let { end } = slip;
  const spaces = /^[ \t]{1,80}(?=[\u2e80-\uffef])/.exec(text.slice(end, end + 81));
  if (spaces) end += spaces[0].length;
  const edit = replace(text, { start: slip.end, end }, " />");
  return [change(TITLES.slash, /[，。；：、！？）\s]/.test(text[end] ?? "\n") ? "safe" : "review", [edit])];
}

/** Whether a footnote outside a mistyped tag has its name and content. */
function isDefinedElsewhere(article: Article, { start, end, scope }: TagSlip): boolean {
  const name = /\sname\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>/{[]+))/i.exec(article.text.slice(start, end));
  const wanted = (name?.[1] ?? name?.[2] ?? name?.[3] ?? "").trim();
  if (wanted === "") return false;
  return (definedByName(article).get(wanted) ?? []).some((ref) => !contains(scope, ref));
}

const definedByName = once(({ refs }: Article): ReadonlyMap<string, readonly RefTag[]> => {
  const found = new Map<string, RefTag[]>();
  for (const ref of refs) {
    if (ref.body === null) continue;
    const same = found.get(ref.name);
    if (same) same.push(ref);
    else found.set(ref.name, [ref]);
  }
  return found;
});

/** Whether what would become the content of a footnote holds one, or the end of the template that the tag is in. */
function holdsFootnote({ refs, templates, text }: Article, { start, end }: TagSlip): boolean {
  const close = text.indexOf("</ref", end);
  const isWithin = (offset: number) => end <= offset && offset < close;
  return (
    refs.some((ref) => isWithin(ref.start)) ||
    templates.some((template) => template.start < start && isWithin(template.end - 1))
  );
}
