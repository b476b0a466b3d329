import type { TagAttribute } from "../../model/article";
import { decodeEntities } from "../strings";

// By HTML's rules for a tag's attributes, which MediaWiki follows for the tags of its extensions too. The second group is the
// equals sign, the others are the value in double quotes, in single quotes, and bare.
const ATTRIBUTE = /([^\s/>=]|=)[^\s/>=]*(\s*=\s*(?:"([^"]*)(?:"|$)|'([^']*)(?:'|$)|([^\s>]*)))?/g;
const NAME = /^[:_\p{L}\p{N}][:_.\-\p{L}\p{N}]*$/u;

/**
 * Reads the attributes of a tag; what is no attribute name is passed over.
 * @param start offset of the attributes, behind the tag's name
 */
export function readAttributes(source: string, start: number, end: number): TagAttribute[] {
  const text = source.slice(start, end);
  if (text.trim() === "") return [];
  const attributes: TagAttribute[] = [];
  for (const match of text.matchAll(ATTRIBUTE)) {
    const [all, , assignment, double, single, bare] = match;
    const name = all.slice(0, all.length - (assignment?.length ?? 0)).toLowerCase();
    if (!NAME.test(name)) continue;
    const written = double ?? single ?? bare ?? "";
    const quote = double !== undefined ? '"' : single !== undefined ? "'" : "";
    const from = start + match.index;
    const isClosed =
      quote !== "" && all.length > 1 && all.endsWith(quote) && valueLength(assignment!) > written.length + 1;
    const contentEnd = from + all.length - (isClosed ? 1 : 0);
    attributes.push({
      start: from,
      end: from + all.length,
      name,
      value: attributeValue(written),
      content: { start: contentEnd - written.length, end: contentEnd },
      quote,
    });
  }
  return attributes;
}

/** How long a value is with its quotes. */
function valueLength(assignment: string): number {
  return assignment.length - /^\s*=\s*/.exec(assignment)![0].length;
}

/** A value as MediaWiki reads it. */
export function attributeValue(written: string): string {
  return decodeEntities(written.replace(/[\t\r\n ]+/g, " ").trim());
}

/** The attribute that counts: the last of its name. */
export function attributeNamed(attributes: readonly TagAttribute[], name: string): TagAttribute | undefined {
  let found: TagAttribute | undefined;
  for (const attribute of attributes) if (attribute.name === name) found = attribute;
  return found;
}

/** The value of the attribute that counts. */
export function attributeIn(attributes: readonly TagAttribute[], name: string): string | undefined {
  return attributeNamed(attributes, name)?.value;
}
