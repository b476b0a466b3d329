import { CITATION_TEMPLATE } from "../../../footnotes/skeleton";
import { allMarkers, attributeOf, groupOf, refOf, removeTag, setAttribute, wholeOf } from "../../../footnotes/tags";
import { keepsTexts } from "../../../footnotes/verify";
import type { Article, Marker, NameUse, RefTag } from "../../../model/article";
import { replace } from "../../../text/edit";
import { onceFor } from "../../../text/memo";
import { foldTitle } from "../../../text/script";
import { mayCompare } from "../../comparisons";
import { farReaching } from "../../far-reaching";
import type { Change, Example, Report } from "../../rule";
import { editDistance } from "../distance";
import { hiddenlyUndefined, intendedName, isQuoteFault } from "../name-quotes";
import { namesInSlips } from "../slips";

// footnote/undefined in wikitext: a name that is used and never defined.

export const MESSAGES = {
  name: {
    en: "No footnote named “{name}” is defined: MediaWiki shows an error in the list. Define it, or correct the name.",
    "zh-hans": "没有定义名为“{name}”的脚注，维基软件会在列表中报错。请补上定义，或改正名称。",
    "zh-hant": "沒有定義名為「{name}」的註腳，維基軟體會在列表中報錯。請補上定義，或改正名稱。",
  },
  used: {
    en: "“{name}” is cited by a template, but no footnote of this page has that name. Define it, or correct the name.",
    "zh-hans": "模板引用了“{name}”，本页却没有以此为名的脚注。请补上定义，或改正名称。",
    "zh-hant": "模板引用了「{name}」，本頁卻沒有以此為名的註腳。請補上定義，或改正名稱。",
  },
  usedSimilar: {
    en: "“{name}” is cited by a template, but no footnote of this page has that name. Did you mean “{near}”?",
    "zh-hans": "模板引用了“{name}”，本页却没有以此为名的脚注。是否应为“{near}”？",
    "zh-hant": "模板引用了「{name}」，本頁卻沒有以此為名的註腳。是否應為「{near}」？",
  },
  similar: {
    en: "No footnote named “{name}” is defined. Did you mean “{near}”?",
    "zh-hans": "没有定义名为“{name}”的脚注。是否应为“{near}”？",
    "zh-hant": "沒有定義名為「{name}」的註腳。是否應為「{near}」？",
  },
};

const TITLES = {
  near: { en: "Cite “{name}” instead", "zh-hans": "改引“{name}”", "zh-hant": "改引「{name}」" },
  define: {
    en: "Write its source here, to be filled in",
    "zh-hans": "在此写上来源（待填写）",
    "zh-hant": "在此寫上來源（待填寫）",
  },
  remove: { en: "Remove the marker", "zh-hans": "删除脚注标记", "zh-hant": "刪除註腳標記" },
};

export const EXAMPLES: readonly Example[] = [
  {
    title: "wikitext: a mistyped name",
    dialect: "wikitext",
    source: '此橋建於明代<ref name="wang">王五，《古橋考》</ref>，清代重修⟦<ref name="wagn" />⟧。\n<references />\n',
    fixed: '此橋建於明代<ref name="wang">王五，《古橋考》</ref>，清代重修<ref name="wang" />。\n<references />\n',
  },
  {
    title: "wikitext: a name nobody defines, used twice",
    dialect: "wikitext",
    source: '此橋建於明代⟦<ref name="縣志" />⟧，清代重修⟦<ref name="縣志" />⟧。\n<references />\n',
    fixed:
      '此橋建於明代<ref name="縣志">{{cite web|title=|url=|accessdate=}}</ref>，清代重修<ref name="縣志" />。\n<references />\n',
  },
  {
    title: "wikitext: the right name in the wrong group",
    dialect: "wikitext",
    source:
      '此橋建於明代<ref name="志" group="注">一說宋代</ref>，清代重修⟦<ref name="志" />⟧。\n<references group="注" /><references />\n',
    fixed:
      '此橋建於明代<ref name="志" group="注">一說宋代</ref>，清代重修<ref group="注" name="志" />。\n<references group="注" /><references />\n',
  },
  {
    title: "wikitext: details of a footnote nobody defines",
    dialect: "wikitext",
    source:
      '此橋建於明代⟦<ref name="縣志" details="卷三" />⟧，清代重修<ref name="橋" details="第2頁">《古橋考》</ref>。\n<references />\n',
    fixed:
      '此橋建於明代<ref name="縣志" details="卷三">{{cite web|title=|url=|accessdate=}}</ref>，清代重修<ref name="橋" details="第2頁">《古橋考》</ref>。\n<references />\n',
  },
  {
    title: "wikitext: a template cites a name that no footnote has",
    dialect: "wikitext",
    source:
      '此橋建於明代{{r|縣志}}，清代重修{{R|⟦縣誌⟧|p1=3}}。\n{{reflist|refs=\n<ref name="縣志">《縣志》</ref>\n}}\n',
    fixed: '此橋建於明代{{r|縣志}}，清代重修{{R|縣志|p1=3}}。\n{{reflist|refs=\n<ref name="縣志">《縣志》</ref>\n}}\n',
  },
  {
    title: "wikitext: a template cites a name in the other script",
    dialect: "wikitext",
    source: '此橋建於明代{{r|⟦县志⟧}}。\n<references>\n<ref name="縣志">《縣志》</ref>\n</references>\n',
    fixed: '此橋建於明代{{r|縣志}}。\n<references>\n<ref name="縣志">《縣志》</ref>\n</references>\n',
  },
  {
    title: "wikitext: a template cites a name that is like no other",
    dialect: "wikitext",
    source: '此橋<ref name="王五">《古橋考》</ref>建於明代{{r|王五|⟦縣志⟧}}。\n',
  },
  {
    title: "wikitext: a template cites what a footnote in the text, in a list or of a template has for its name",
    dialect: "wikitext",
    source:
      '此橋<ref name="a b">一</ref>建於{{r|a b|name2=c}}{{r|d|group=注}}{{r|{{{1}}}}}{{r|e|page=3}}{{efn|name=f|六}}{{r|f|group=lower-alpha}}<ref name="f" group="lower-alpha" />{{rp|12}}。\n{{reflist|refs=\n<ref name="c">二</ref>\n{{#tag:ref|五|name=e}}\n}}\n<references group="注"><ref name="d">四</ref></references>\n',
  },
  {
    title: "wikitext: defined later, in the list, by a function",
    dialect: "wikitext",
    source:
      '此橋<ref name="a" /><ref name="b" /><ref name="c" /><ref name="d" />建於<ref name="a">一</ref>{{#tag:ref|三|name=c}}。\n{{reflist|refs=\n<ref name="b">二</ref>\n{{#tag:ref|四|name=d}}\n}}\n',
  },
];

export function checkTags(article: Article, report: Report): void {
  // What templates may define.
  const made = new Set(article.nameUses.filter(({ isCitation }) => !isCitation).map(({ name }) => name));
  checkUses(article, made, report);
  const { references, hasHiddenFootnotes } = article;
  const markers = allMarkers(article);
  let intended: ReadonlySet<string> | undefined;
  for (let index = 0; index < markers.length; index++) {
    const marker = markers[index]!;
    const cited = marker.reference === null ? undefined : references[marker.reference];
    // A part is what its marker says of it; the footnote it is a part of is what must be defined.
    const reference = cited && wholeOf(article, cited);
    if (!reference?.empty || reference.name === "" || reference.name.includes("{{")) continue;
    const { name, group } = reference;
    if (made.has(name)) continue;
    const ref = refOf(article, marker);
    if (ref.form === "tag" && isQuoteFault(article.text, ref)) continue; // that is the fault
    intended ??= intendedNames(article);
    if (intended.has(name)) continue; // another rule finds it: its definition's tag is damaged
    const [near] = candidates(article, name, group);
    const options = hasHiddenFootnotes ? { severity: "hint" as const } : {};
    if (near?.isNear) report(marker, "similar", { args: { name, near: near.ref.name }, ...options });
    else report(marker, "name", { args: { name }, ...options });
  }
}

/** Names on one page that are compared with all others: more are no mistakes of typing. */
const MOST_COMPARED = 100;

/** Names that templates cite. What a template on another page defines is not known: none of it is certain. */
function checkUses(article: Article, made: ReadonlySet<string>, report: Report): void {
  const { nameUses } = article;
  if (nameUses.length === 0) return;
  const defined = new Set(made);
  for (const { name, body } of article.refs) if (body && body.end > body.start) defined.add(name);
  let compared = 0;
  let intended: ReadonlySet<string> | undefined;
  for (const use of nameUses) {
    const { name, group } = use;
    if (defined.has(name) || /^\d+$/.test(name)) continue;
    intended ??= intendedNames(article);
    if (intended.has(name)) continue;
    const [near] = compared++ < MOST_COMPARED ? candidates(article, name, group ?? "") : [];
    const args = { name, near: near?.ref.name ?? "" };
    report(use, near?.isNear ? "usedSimilar" : "used", { args, severity: "info" });
  }
}

/** What can be done about a name that a template cites. */
export function fixUse(article: Article, use: NameUse): readonly Change[] {
  const near = candidates(article, use.name, use.group ?? "").filter(
    ({ ref, isNear }) => isNear && !/[|={}[\]<>]/.test(ref.name),
  );
  return near.slice(0, 3).map(({ ref: { name } }) => ({
    title: { texts: TITLES.near, args: { name } },
    safety: "review",
    edits: [replace(article.text, use, name)],
  }));
}

/** Names that damaged tags would define. */
function intendedNames(article: Article): ReadonlySet<string> {
  const names = new Set([...namesInSlips(article), ...hiddenlyUndefined(article)]);
  for (const ref of article.refs) {
    const name = ref.body === null ? undefined : intendedName(article.text, ref);
    if (name !== undefined) names.add(name);
  }
  return names;
}

export function fixTags(article: Article, marker: Marker): readonly Change[] {
  const { text } = article;
  const ref = refOf(article, marker);
  const changes: Change[] = [];
  for (const { ref: near } of candidates(article, ref.name, groupOf(article, ref)).slice(0, 3)) {
    const group = groupOf(article, near);
    const edits = [
      ...(near.name === ref.name ? [] : [setAttribute(text, ref, "name", near.name)]),
      ...(group === groupOf(article, ref) || (group === "" && !attributeOf(ref, "group"))
        ? []
        : [setAttribute(text, ref, "group", group)]),
    ];
    if (edits.length === 0) continue;
    const cite = () => (keepsTexts(article, edits) ? edits : []);
    const name = group === "" ? near.name : `${group} ${near.name}`;
    changes.push(farReaching({ title: { texts: TITLES.near, args: { name } }, safety: "review" }, cite));
  }
  if (ref.form === "tag") {
    const open = text.slice(ref.open.start, ref.open.end).replace(/\/?>$/, "").trimEnd();
    const source = `${open}>${CITATION_TEMPLATE}</ref>`;
    const edits = [replace(text, ref, source)];
    // Its end tag may close a footnote above that has none.
    changes.push(
      farReaching({ title: { texts: TITLES.define }, safety: "review" }, () =>
        keepsTexts(article, edits) ? edits : [],
      ),
    );
  }
  changes.push({ title: { texts: TITLES.remove }, safety: "review", edits: [removeTag(text, ref)] });
  return changes;
}

/** Of looking at one name, in characters compared. */
const COST = 10;

/** Defined footnotes whose name is like one that is not, best first; and those of that very name in another group. */
function candidates(article: Article, name: string, group: string): readonly Candidate[] {
  return candidatesOf(article, { name, group });
}

interface Candidate {
  readonly ref: RefTag;
  readonly isNear: boolean;
}

const candidatesOf = onceFor(({ name, group }: { name: string; group: string }) => `${name}\n${group}`, findCandidates);

function findCandidates(article: Article, { name, group }: { name: string; group: string }): readonly Candidate[] {
  if (!mayCompare(article, article.refs.length * COST)) return [];
  const found: { ref: RefTag; isNear: boolean; distance: number }[] = [];
  const seen = new Set<string>();
  for (const ref of article.refs) {
    const other = ref.name;
    if (other === "" || ref.body === null || ref.written === "") continue;
    const most = Math.max(1, Math.floor(name.length / 4));
    if (Math.abs(other.length - name.length) > most) continue;
    const otherGroup = groupOf(article, ref);
    const isSame = otherGroup === group;
    if ((!isSame && other !== name) || seen.has(`${otherGroup}/${other}`)) continue;
    // Names that differ by their numbers are different names: `p12`, `p13`.
    if (other !== name && digits(other) !== digits(name)) continue;
    if (other !== name && !mayCompare(article, other.length * name.length)) return [];
    const distance = other === name ? 0 : editDistance(folded(other), folded(name));
    if (distance > most) continue;
    // Of two Han characters one may well be mistaken.
    if (distance > 0 && name.length < (/^\p{Script=Han}+$/u.test(name) ? 2 : 3)) continue;
    seen.add(`${otherGroup}/${other}`);
    found.push({ ref, isNear: isSame && other !== name, distance });
  }
  if (found.length < 2) return found;
  // One that nothing cites is the likelier of two.
  const unused = new Set(article.footnoteFlaws.filter(({ kind }) => kind === "list-unused").map(({ name }) => name));
  const rank = ({ ref, distance }: (typeof found)[number]) => 2 * distance + (unused.has(ref.name) ? 0 : 1);
  return found.sort((one, other) => rank(one) - rank(other));
}

/** Without letter case, in one script: `盐场` and `鹽場` are alike. */
function folded(name: string): string {
  return foldTitle(name.toLowerCase());
}

function digits(name: string): string {
  return name.replace(/\D+/g, "");
}
