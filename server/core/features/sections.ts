import { anchorsSetIn } from "../model/anchors";
import type { Article, Heading } from "../model/article";
import { anchorKey } from "../rules/link/anchors";
import { foldTitle } from "../text/script";
import type { Span } from "../text/span";
import { spacedTitle } from "../workspace/paths";

/** Whether an anchor leads to the heading of a name: wikis and Markdown hosts write the same anchor in several ways. */
export function sameSection(anchor: string, heading: string): boolean {
  if (anchor === heading) return true;
  const key = foldTitle(anchorKey(anchor));
  return key !== "" && key === foldTitle(anchorKey(heading));
}

/** The headings of a name; of several equal ones the second for `name 2`, as MediaWiki calls its anchor. */
export function headingsNamed({ headings }: Article, anchor: string): readonly Heading[] {
  const wanted = spacedTitle(anchor);
  const named = headings.filter(({ text }) => spacedTitle(text) === wanted);
  const numbered = named.length > 0 ? null : / (\d{1,4})$/.exec(wanted);
  if (!numbered) return named;
  const name = wanted.slice(0, numbered.index);
  return headings.filter(({ text }) => spacedTitle(text) === name).slice(Number(numbered[1]) - 1, Number(numbered[1]));
}

/** The places an anchor leads to: headings, else what a tag or `{#id}` sets. */
export function sectionsAt(article: Article, anchor: string): readonly Span[] {
  const headings = headingsNamed(article, anchor);
  if (headings.length > 0) return headings;
  const wanted = spacedTitle(anchor);
  return article.blocks.flatMap((block) =>
    anchorsSetIn(block, article.dialect)
      .filter(({ name }) => spacedTitle(name) === wanted)
      .map(({ start, end }) => ({ start: block.start + start, end: block.start + end })),
  );
}
