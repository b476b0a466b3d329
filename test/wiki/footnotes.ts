// The footnotes of a page as a reader sees them, told from MediaWiki's HTML and from our model in the same words.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ChildNode, isTag, isText } from "domhandler";
import { parseDocument } from "htmlparser2";
import type { Article, FootnoteFlawKind } from "../../server/core/model/article";

export interface ShownFootnotes {
  /** The markers of the text, in order: `label → list.entry`, both counted from 1; `label → none` where nothing answers. */
  readonly markers: readonly string[];
  /** Those inside entries, sorted: which of them is read first depends on the list's place. */
  readonly inner: readonly string[];
  /** Lists in order, those without entries left out; the beginnings of the entries' texts in order. */
  readonly lists: readonly (readonly string[])[];
  /** MediaWiki's errors by our names, sorted. */
  readonly errors: readonly string[];
}

export interface Fixture {
  readonly title: string;
  readonly text: string;
}

/** Reads fixtures: `=== title`, then the text. */
export function readFixtures(name: string): Fixture[] {
  return readFileSync(join("test", "wiki", name), "utf8")
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      return { title: part.slice(0, end), text: part.slice(end + 1).replace(/\n$/, "") };
    });
}

/** Templates the fixtures use. */
export const TEMPLATES: Readonly<Record<string, string>> = {
  "Template:空": "{{{1|}}}",
  "Template:書目": "{{{標題|}}}",
};

/** MediaWiki's names of errors, ours. */
const ERRORS: Readonly<Record<string, string>> = {
  ref_numeric_key: "numeric-name",
  ref_too_many_keys: "attribute or conflict",
  ref_follow_conflicts: "attribute or conflict", // its name in 1.43
  ref_invalid_dir: "direction",
  ref_no_key: "empty",
  ref_no_input: "empty",
  included_ref: "nested",
  references_no_text: "no-text",
  references_duplicate_key: "duplicate",
  group_refs_without_references: "no-list",
  references_invalid_parameters: "list-attribute",
  included_references: "nested-list",
  references_group_mismatch: "list-group",
  references_no_key: "list-nameless",
  empty_references_define: "list-empty",
  references_missing_key: "list-unused",
  references_missing_group: "list-unused",
  ref_nested_extends: "nested-extends",
};

const OURS: { readonly [K in FootnoteFlawKind]?: string | undefined } = {
  attribute: "attribute or conflict",
  conflict: "attribute or conflict",
  // MediaWiki shows these as they are written.
  unclosed: undefined,
  "stray-close": undefined,
};

const LONGEST_BEGINNING = 24;
const beginning = (text: string) => Array.from(text.replace(/\s+/g, "")).slice(0, LONGEST_BEGINNING).join("");

/** What MediaWiki's HTML shows, rendered with the names of messages for messages. */
export function shownByMediaWiki(html: string): ShownFootnotes {
  const { children } = parseDocument(html);
  const lists: string[][] = [];
  const places = new Map<string, string>();
  const markers: { label: string; key: string; inner: boolean }[] = [];

  const visit = (node: ChildNode, list: string[] | undefined) => {
    if (!isTag(node)) return;
    let entries = list;
    if (hasClass(node, "references")) lists.push((entries = []));
    else if (entries && node.attribs.id?.startsWith("cite_note-")) {
      entries.push(
        beginning(textOf(node.children.filter((child) => !isTag(child) || hasClass(child, "reference-text")))),
      );
      places.set(keyOf(node.attribs.id), `${lists.length}.${entries.length}`);
    } else if (node.attribs.href?.startsWith("#cite_note-")) {
      // The link, for inside another link it is all that is left of a marker.
      const label = textOf(node.children).replace(/^\[|\]$/g, "");
      markers.push({ label, key: keyOf(node.attribs.href), inner: entries !== undefined });
    }
    for (const child of node.children) visit(child, entries);
  };
  for (const child of children) visit(child, undefined);

  const show = ({ label, key }: (typeof markers)[number]) => `${label} → ${places.get(key) ?? "none"}`;
  const names = Array.from(html.matchAll(/\(cite_error: \(cite_error_(\w+)/g), ([, name]) => ERRORS[name!] ?? name!);
  return {
    markers: markers.filter(({ inner }) => !inner).map(show),
    inner: markers
      .filter(({ inner }) => inner)
      .map(show)
      .sort(),
    lists: lists.filter((entries) => entries.length > 0),
    errors: names.sort(),
  };
}

/** What marker and entry have in common: the number at the end of their ids (the name before it is spelt in two ways). */
const keyOf = (id: string): string => /\d+$/.exec(id)?.[0] ?? id;

function hasClass(node: ChildNode, name: string): boolean {
  return isTag(node) && (node.attribs.class ?? "").split(" ").includes(name);
}

/** Text without errors and markers, unless it is of a marker. */
function textOf(nodes: readonly ChildNode[]): string {
  return nodes
    .map((node) => {
      if (isText(node)) return node.data;
      if (!isTag(node) || hasClass(node, "error") || hasClass(node, "reference")) return "";
      return textOf(node.children);
    })
    .join("");
}

/** A footnote in the text of an entry that a function makes: its text is told as it is written. */
const INNER = /<ref|\{\{#tag:ref/;

/** What our model says is shown. */
export function shownByModel({ markers, references, lists, refs, footnoteFlaws }: Article): ShownFootnotes {
  const full = lists.filter(({ entries }) => entries!.length > 0);
  const placeOf = (reference: number | null) => {
    for (const [index, { entries }] of full.entries()) {
      const entry = reference === null ? -1 : entries!.indexOf(reference);
      if (entry >= 0) return `${index + 1}.${entry + 1}`;
    }
    return "none";
  };
  const functions = new Set(refs.filter(({ form }) => form === "function").map(({ start }) => start));
  const said = ({ text, start }: Article["references"][number]) =>
    functions.has(start) ? text.split(INNER)[0]! : text;
  const bodies = refs.map(({ body }) => body).filter((body) => body !== null);
  const isInner = (offset: number) => bodies.some(({ start, end }) => start <= offset && offset < end);
  const show = ({ label, reference }: Article["markers"][number]) => `${label} → ${placeOf(reference)}`;
  return {
    markers: markers.filter(({ start }) => !isInner(start)).map(show),
    inner: markers
      .filter(({ start }) => isInner(start))
      .map(show)
      .sort(),
    lists: full.map(({ entries }) => entries!.map((entry) => beginning(said(references[entry]!)))),
    errors: footnoteFlaws.flatMap(({ kind }) => (kind in OURS ? (OURS[kind] ?? []) : kind)).sort(),
  };
}
