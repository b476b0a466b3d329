import type { ListTag, MarkerPlace, RefTag, TagAttribute, Template, TemplateParameter } from "../../model/article";
import type { Span } from "../../text/span";
import { attributeIn, attributeValue, readAttributes } from "./attributes";
import { seekString } from "./seek";
import type { ExtensionTag } from "./tags";
import { listedGroup, moved, parameterOf, templateName, trimmed } from "./templates";

const REF = /<ref[\s>/]|\{\{#tag:ref[|\s]/iy;

/** White space that is more than one space. */
const UNEVEN = /[^\S ]|[ ]{2}/;

/** `<ref …>…</ref>` or `<ref … />`, which begins at `start`. */
export function refOfTag(text: string, start: number, tag: ExtensionTag, place: MarkerPlace, visible: string): RefTag {
  const body = tag.close < 0 ? null : { start: tag.openEnd, end: tag.close };
  return ref(text, {
    start,
    end: tag.end,
    form: "tag",
    open: { start, end: tag.openEnd },
    body,
    text: visible,
    attributes: readAttributes(text, tag.attributesStart, tag.attributesEnd),
    place,
    nested: body !== null && includesRef(text, body.start, body.end),
  });
}

/** `{{#tag:ref|…|name=…}}`; undefined for any other template. */
export function refOfFunction(text: string, template: Template, place: MarkerPlace): RefTag | undefined {
  if (template.kind !== "function" || !/^#tag\s*:\s*ref$/i.test(template.name)) return undefined;
  const { start, end, label, parameters } = template;
  const body = parameters[0] ? { start: parameters[0].start, end: parameters[0].end } : null;
  return ref(text, {
    start,
    end,
    form: "function",
    open: { start, end: body?.start ?? label.end },
    body,
    text: body ? text.slice(body.start, body.end).trim() : "",
    attributes: attributesOf(text, template, 1),
    place,
    nested: false,
  });
}

/** `<references …>…</references>` or `<references … />`. */
export function listOfTag(text: string, start: number, tag: ExtensionTag): ListTag {
  const attributes = readAttributes(text, tag.attributesStart, tag.attributesEnd);
  const body = tag.close < 0 ? null : { start: tag.openEnd, end: tag.close };
  return { start, end: tag.end, form: "tag", group: attributeIn(attributes, "group") ?? "", attributes, body };
}

/** `{{#tag:references|…}}`, `{{reflist|group=…|refs=…}}`; undefined for any other template. */
export function listOfTemplate(text: string, template: Template): ListTag | undefined {
  const { start, end, parameters } = template;
  if (template.kind === "function") {
    if (!/^#tag\s*:\s*references$/i.test(template.name)) return undefined;
    const attributes = attributesOf(text, template, 1);
    const body = parameters[0] ? { start: parameters[0].start, end: parameters[0].end } : null;
    return { start, end, form: "function", group: attributeIn(attributes, "group") ?? "", attributes, body };
  }
  const listed = listedGroup(template);
  if (listed === undefined) return undefined;
  const group = parameterOf(template, "group");
  // Quotation marks are gone when the template hands it on.
  const named = group
    ? attributeValue(text.slice(group.value.start, group.value.end).replace(/^(["'])(.*)\1$/s, "$2"))
    : "";
  const body = (parameterOf(template, "refs") ?? positionalRefs(text, template))?.value ?? null;
  return { start, end, form: "template", group: named === "" ? listed : named, attributes: [], body };
}

/** Footnotes in a nameless parameter, where `refs=` was meant: `{{reflist|2|<ref name=a>…</ref>}}`. */
export function positionalRefs(text: string, { parameters }: Template): TemplateParameter | undefined {
  return parameters.find(({ name, value }) => {
    if (!/^[1-9]$/.test(name)) return false;
    REF.lastIndex = behindComments(text, value);
    return REF.test(text);
  });
}

function behindComments(text: string, { start, end }: Span): number {
  let at = start;
  while (text.startsWith("<!--", at)) {
    const close = text.indexOf("-->", at + 4);
    if (close < 0 || close >= end) return at;
    at = trimmed(text, close + 3, end).start;
  }
  return at;
}

/** @param source the text the tag stands in */
function ref(
  source: string,
  tag: Pick<RefTag, "start" | "end" | "form" | "open" | "body" | "text" | "attributes" | "place" | "nested">,
): RefTag {
  const { attributes } = tag;
  const { start, end, form, open, body, text, place, nested } = tag;
  return {
    start,
    end,
    form,
    open,
    body,
    text,
    // Functions nest: reading all of each again and again would take its square.
    written: body === null ? "" : form === "tag" ? collapsed(source, body) : source.slice(body.start, body.end),
    attributes,
    name: attributeIn(attributes, "name") ?? "",
    group: attributeIn(attributes, "group") ?? null,
    follow: attributeIn(attributes, "follow") ?? "",
    extends: attributeIn(attributes, "extends") ?? "",
    details: attributeIn(attributes, "details") ?? null,
    place,
    list: null,
    nested,
  };
}

/** Moves a footnote by a number of characters. */
export function moveRef(ref: RefTag, by: number): RefTag {
  return {
    ...moved(ref, by),
    open: moved(ref.open, by),
    body: ref.body && moved(ref.body, by),
    attributes: moveAttributes(ref.attributes, by),
  };
}

/** Moves the attributes of a tag by a number of characters. */
export function moveAttributes(attributes: readonly TagAttribute[], by: number): readonly TagAttribute[] {
  return attributes.map((attribute) => ({ ...moved(attribute, by), content: moved(attribute.content, by) }));
}

/** The named parameters of a function from one on, as the attributes they become. */
function attributesOf(text: string, { parameters }: Template, from: number): TagAttribute[] {
  return parameters.slice(from).flatMap((parameter): TagAttribute[] => {
    if (!parameter.label) return [];
    const { start, end } = parameter.value;
    const written = text.slice(start, end);
    const quote = /^(["'])[\s\S]*\1$/.test(written) && written.length > 1 ? (written[0] as '"' | "'") : "";
    const content = quote === "" ? { start, end } : { start: start + 1, end: end - 1 };
    return [
      {
        start: parameter.start,
        end: parameter.end,
        name: templateName(parameter.name).toLowerCase(),
        value: text.slice(content.start, content.end).trim(),
        content,
        quote,
      },
    ];
  });
}

/**
 * Whether another footnote or list of footnotes begins in a footnote. What stands between a tag and its end tag, or in a
 * comment, is passed over, as MediaWiki does it: `<nowiki><ref></nowiki>` is none.
 */
function includesRef(text: string, start: number, end: number): boolean {
  if (text.indexOf("<", start) >= end) return false; // its end tag stands there: most footnotes are looked through once
  const inner = text.slice(start, end);
  if (!/<ref/i.test(inner)) return false;
  const greaters = seekString(inner, ">");
  const nowhere = new Set<string>();
  for (let at = inner.indexOf("<"); at >= 0; at = inner.indexOf("<", at)) {
    if (inner.startsWith("<!--", at)) {
      const close = inner.indexOf("-->", at + 4);
      at = close < 0 ? at + 4 : close + 3;
      continue;
    }
    const name = /^\w{1,40}/.exec(inner.slice(at + 1, at + 42))?.[0];
    if (name === undefined) {
      at++;
      continue;
    }
    const greater = greaters.next(at);
    if (greater === inner.length) return false;
    // So many names are no article's; each costs a search.
    const isNowhere = nowhere.size > 40 || nowhere.has(name);
    const close = isNowhere ? -1 : inner.indexOf(`</${name}`, greater + 1);
    if (close >= 0) {
      at = greaters.next(close);
      continue;
    }
    nowhere.add(name);
    if (/^ref(?:erences)?$/i.test(name)) return true;
    at++;
  }
  return false;
}

/** What a footnote says that templates make: the values of their parameters. */
export function valuesOf(text: string, templates: readonly Template[], first: number): string {
  const values: string[] = [];
  for (let index = first; index < templates.length; index++) {
    for (const { name, value } of templates[index]!.parameters) {
      if (/url|archive|access|dead|status/i.test(name)) continue;
      const written = text.slice(value.start, value.end);
      if (/[{}<]|:\/\//.test(written) || !/[\p{L}\p{N}]/u.test(written)) continue;
      values.push(written.includes("[[") ? written.replace(/\[\[(?:[^[\]|]*\|)?([^[\]]*)\]\]/g, "$1") : written);
    }
  }
  return values.join("，");
}

/** What a footnote says that is nothing but an address; "" when it is more, or less. */
export function addressAlone(body: string): string {
  const written = body.trim();
  return /^[a-z]{1,10}:\/\/\S+$/i.test(written) ? written : "";
}

/** What a footnote says, as it is written; null when it says nothing. */
export function contentOf(ref: RefTag, text: string): string | null {
  if (!ref.body) return null;
  const content = text.slice(ref.body.start, ref.body.end);
  return content.trim() === "" ? null : content;
}

function collapsed(text: string, { start, end }: Span): string {
  const written = text.slice(start, end).trim();
  return UNEVEN.test(written) ? written.replace(/\s+/g, " ") : written;
}
