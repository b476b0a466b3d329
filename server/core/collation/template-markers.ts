import { countedUses } from "../dialects/wikitext/name-uses";
import type { Article, Marker } from "../model/article";

// Wikitext cites footnotes by templates, too: `{{r|name}}`. A page that was made from it has a marker there.

/** What the markers of a companion cite. */
export interface Citing {
  /** The markers of the text in text order, with those that templates make. */
  readonly markers: readonly Marker[];
  /** How often each entry is cited; null where the group of a name that a template cites is not known. */
  readonly uses: readonly (number | null)[];
}

export function citingInWikitext({ markers, references, nameUses, refs, listTags }: Article): Citing {
  const uses = references.map(({ citedBy }): number | null => citedBy.length);
  if (nameUses.length === 0) return { markers, uses };
  const named = new Map<string, number[]>();
  references.forEach(({ name, partOf }, index) => {
    if (name === "" || partOf != null) return;
    const same = named.get(name);
    if (same) same.push(index);
    else named.set(name, [index]);
  });
  const around = [...refs, ...listTags].sort((one, other) => one.start - other.start);
  const inText = new Set(countedUses(nameUses, around));
  const made = nameUses.flatMap(({ start, end, name, group, isCitation }, at): Marker[] => {
    if (!isCitation) return [];
    const same = (named.get(name) ?? []).filter((index) => group === null || references[index]!.group === group);
    const isCertain = group !== null && same.length === 1;
    for (const index of same) uses[index] = isCertain && uses[index] !== null ? uses[index]! + 1 : null;
    const reference = isCertain ? same[0]! : null;
    const marker = { start, end, label: "", number: null, group: group ?? "", reference, suspect: false };
    return inText.has(at) ? [{ ...marker, form: "ref", place: "text" }] : [];
  });
  return { markers: [...markers, ...made].sort((one, other) => one.start - other.start), uses };
}
