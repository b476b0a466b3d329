import type { NameUse, RefTag, Template, TemplateParameter } from "../../model/article";
import { NOTHING } from "../../text/nothing";
import type { Span } from "../../text/span";
import { withoutComments } from "../../text/trim";
import { attributeValue } from "./attributes";
import type { Note } from "./notes";
import { parameterOf } from "./templates";

// Footnotes that templates cite and make by name: `{{r|甲|乙}}`, `{{efn|name=丙|…}}`.

const CITES = /^r$/i;

/** Templates that make a footnote under the name they are given, with the group they make it in. */
const NOTES: ReadonlyMap<string, string> = new Map([
  ["efn", "lower-alpha"],
  ["efn-la", "lower-alpha"],
  ["efn-ua", "upper-alpha"],
  ["efn-ur", "upper-roman"],
  ["efn-lr", "lower-roman"],
  ["efn-lg", "lower-greek"],
  ["notetag", "註"],
  ["refn", ""],
]);

/** Parameters of `{{r}}` that are names: those without a name of their own, `name2=`, `n2=`. */
const CITED = /^(?:name|n)?([1-9]\d?)?$/;
const GROUP = /^(?:group|grp|g)(\d*)$/;

/** The names a template cites or makes, as they are written in its parameters; empty for most. */
export function namesIn(text: string, template: Template): readonly NameUse[] {
  if (template.kind !== "template" || template.parameters.length === 0) return NOTHING;
  if (CITES.test(template.name)) return citedNames(text, template);
  const group = NOTES.get(template.name.toLowerCase());
  const name = group === undefined ? undefined : parameterOf(template, "name");
  if (group === undefined || !name) return NOTHING;
  const written = valueIn(text, name);
  const given = parameterOf(template, "group");
  return use(name.value, written, given ? (valueIn(text, given) ?? null) : group, false);
}

function citedNames(text: string, { parameters }: Template): NameUse[] {
  const groups = parameters.filter(({ name }) => GROUP.test(name));
  return parameters.flatMap((parameter): NameUse[] => {
    const cited = parameter.name === "" ? null : CITED.exec(parameter.name);
    // Which of several names a group is for depends on the template.
    const group = groups.length === 0 ? "" : parameters.length === 2 ? (valueIn(text, groups[0]!) ?? null) : null;
    return cited ? use(parameter.value, valueIn(text, parameter), group, true) : [];
  });
}

function use({ start, end }: Span, name: string | undefined, group: string | null, isCitation: boolean): NameUse[] {
  return name ? [{ start, end, name, group, isCitation }] : [];
}

/** The value as the template hands it on, without quotation marks; undefined where templates or markup make it. */
function valueIn(text: string, { value }: TemplateParameter): string | undefined {
  const written = text.slice(value.start, value.end);
  const bare = written.includes("<") ? withoutComments(written) : written;
  return /[{}<>[\]\r\n]/.test(bare) ? undefined : attributeValue(bare.trim().replace(/^(["'])(.*)\1$/, "$2"));
}

/**
 * The citations that take part in the numbering, by their places in a list of uses: not those in a footnote or list, which
 * MediaWiki reads when it shows them.
 * @param uses and the tags around them in text order
 */
export function countedUses(uses: readonly NameUse[], around: readonly Span[]): number[] {
  const counted: number[] = [];
  let next = 0;
  let end = 0;
  uses.forEach(({ start, group, isCitation, name }, index) => {
    for (; next < around.length && around[next]!.start <= start; next++) end = Math.max(end, around[next]!.end);
    if (start >= end && isCitation && group !== null && !/^\d+$/.test(name)) counted.push(index);
  });
  return counted;
}

/** A citation by a template as the footnote that it makes. */
export function noteOfUse({ start, end, name, group }: NameUse): Note {
  const ref: RefTag = {
    start,
    end,
    form: "function",
    open: { start, end },
    body: null,
    text: "",
    written: "",
    attributes: [],
    name,
    group,
    follow: "",
    extends: "",
    details: null,
    place: "text",
    list: null,
    nested: false,
  };
  return { ref, content: null, isSound: true };
}
