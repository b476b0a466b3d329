import type { Dialect } from "../../model/article";
import { guarded, isProse, markdownOf, unwrapped, wikitextOf } from "./body";
import { type FootnoteForm, type Footnotes, hasToken, type Note, Refused } from "./notes";

/** What may not stand in a definition's label, white space aside. */
const NO_LABEL = /[\][^\\]/;
/** What may not stand in the name of a `<ref>` that Markdown and wikitext are to read alike. */
const NO_NAME = /["'<>&=/\\]/;
const LONGEST_LABEL = 64;

/**
 * The entries as they shall be read back in another form.
 * @param content what the entries are written in; `page`: what they are to be written in
 * @throws Refused when an entry cannot be written so
 */
export function prepared(
  { form, notes, uses }: Footnotes,
  target: FootnoteForm,
  content: Dialect,
  page: Dialect,
): Note[] {
  const taken = new Set<string>();
  return notes.map((note, index) => {
    const label = note.name || String(index + 1);
    const refuse = (reason: "nested" | "blocks" | "markup" | "name"): never => {
      throw new Refused(reason, uses.find((use) => use.note === index)?.start ?? null, label);
    };
    const name = target === "ordered" ? "" : nameIn(target, note.name);
    if (name === null || (name !== "" && taken.has(name.toLowerCase()))) return refuse("name");
    taken.add(name.toLowerCase());
    if (form !== "tag" && target !== "tag") return { name, lines: note.lines };
    if (note.lines.some(hasToken)) return refuse("nested");
    if (note.lines.some((line) => /<\/?ref/i.test(line))) return refuse("markup");
    if (content === "markdown" && form !== "tag" && !isProse(note.lines)) return refuse("blocks");
    const lines = unwrapped(note.lines);
    if (target !== "tag") {
      const written = lines.length === 0 ? [] : guarded(lines.map(markdownOf));
      return isProse(written) ? { name, lines: written } : refuse("blocks");
    }
    if (page !== "wikitext" || content === "wikitext") return { name, lines };
    return { name, lines: lines.map((line) => wikitextOf(line) ?? refuse("markup")) };
  });
}

/** A name as a form has it; null when it cannot have it. */
function nameIn(target: FootnoteForm, name: string): string | null {
  if (target === "tag") return NO_NAME.test(name) ? null : name;
  const label = name.replace(/\s+/g, "_");
  return NO_LABEL.test(label) || label.length > LONGEST_LABEL ? null : label;
}
