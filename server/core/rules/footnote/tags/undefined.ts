import { CITATION_TEMPLATE } from "../../../footnotes/skeleton";
import { attributeOf, groupOf, refOf, removeTag, setAttribute } from "../../../footnotes/tags";
import type { Article, Marker, RefTag } from "../../../model/article";
import { replace } from "../../../text/edit";
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
    title: "wikitext: defined later, in the list, by a function",
    dialect: "wikitext",
    source:
      '此橋<ref name="a" /><ref name="b" /><ref name="c" /><ref name="d" />建於<ref name="a">一</ref>{{#tag:ref|三|name=c}}。\n{{reflist|refs=\n<ref name="b">二</ref>\n{{#tag:ref|四|name=d}}\n}}\n',
  },
];

export function checkTags(article: Article, report: Report): void {
  const { markers, references, hasHiddenFootnotes } = article;
  let intended: ReadonlySet<string> | undefined;
  for (let index = 0; index < markers.length; index++) {
    const marker = markers[index]!;
    const reference = marker.reference === null ? undefined : references[marker.reference];
    if (!reference?.empty || reference.name === "" || reference.name.includes("{{")) continue;
    const ref = refOf(article, marker);
    if (ref.form === "tag" && isQuoteFault(article.text, ref)) continue; // that is the fault
    intended ??= intendedNames(article);
    if (intended.has(reference.name)) continue; // another rule finds it: its definition's tag is damaged
    const [near] = candidates(article, reference.name, reference.group);
    const options = hasHiddenFootnotes ? { severity: "hint" as const } : {};
    if (near?.isNear) report(marker, "similar", { args: { name: reference.name, near: near.ref.name }, ...options });
    else report(marker, "name", { args: { name: reference.name }, ...options });
  }
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
    const name = group === "" ? near.name : `${group} ${near.name}`;
    changes.push({ title: { texts: TITLES.near, args: { name } }, safety: "review", edits });
  }
  if (ref.form === "tag") {
    const open = text.slice(ref.open.start, ref.open.end).replace(/\s*\/?>$/, "");
    const source = `${open}>${CITATION_TEMPLATE}</ref>`;
    changes.push({ title: { texts: TITLES.define }, safety: "review", edits: [replace(text, ref, source)] });
  }
  changes.push({ title: { texts: TITLES.remove }, safety: "review", edits: [removeTag(text, ref)] });
  return changes;
}

/** Defined footnotes whose name is like one that is not, best first; and those of that very name in another group. */
function candidates(article: Article, name: string, group: string): { ref: RefTag; isNear: boolean }[] {
  const found: { ref: RefTag; isNear: boolean; distance: number }[] = [];
  const seen = new Set<string>();
  for (const { name: other, group: otherGroup, empty, start } of article.references) {
    if (empty || other === "" || seen.has(`${otherGroup}/${other}`)) continue;
    const isSame = otherGroup === group;
    if (!isSame && other !== name) continue;
    // Names that differ by their numbers are different names: `p12`, `p13`.
    if (other !== name && digits(other) !== digits(name)) continue;
    const distance = other === name ? 0 : editDistance(other.toLowerCase(), name.toLowerCase());
    if (distance > Math.max(1, Math.floor(name.length / 4))) continue;
    if (name.length < 3 && distance > 0) continue;
    seen.add(`${otherGroup}/${other}`);
    const ref = article.refs.find((candidate) => candidate.start === start);
    if (ref) found.push({ ref, isNear: isSame && distance > 0, distance });
  }
  return found.sort((a, b) => a.distance - b.distance);
}

function digits(name: string): string {
  return name.replace(/\D+/g, "");
}
