import assert from "node:assert/strict";

/** What the SARIF 2.1.0 specification says of a value: an object's properties (`!` behind those it must have), a list, a check. */
type Shape = { readonly [property: string]: Shape } | readonly [Shape] | ((value: unknown) => boolean);

const text: Shape = (value) => typeof value === "string" && value !== "";
const anyText: Shape = (value) => typeof value === "string";
const from = (least: number) => (value: unknown) => Number.isInteger(value) && (value as number) >= least;
const oneOf =
  (...values: unknown[]) =>
  (value: unknown) =>
    values.includes(value);
// RFC 3986: what a URI reference consists of; percent signs only before two hexadecimal digits.
const uri = (value: unknown): boolean =>
  typeof value === "string" && /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\dA-Fa-f]{2})+$/.test(value);

const message: Shape = { "text!": text };
// 3.30: a region of text lines from 1, of characters from 0.
const region: Shape = {
  "startLine!": from(1),
  startColumn: from(1),
  endLine: from(1),
  endColumn: from(1),
  charOffset: from(0),
  charLength: from(0),
};
// 3.4.4: with a base the URI is a relative reference, here one without `.`, `..` and empty parts.
const artifactLocation: Shape = (value) => {
  const { uri: place, uriBaseId, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0 || !uri(place)) return false;
  if (uriBaseId === undefined) return String(place).startsWith("file:///");
  return (
    uriBaseId === "%SRCROOT%" &&
    String(place)
      .split("/")
      .every((part) => !/^(?:\.{0,2}|.*:.*)$/.test(part))
  );
};
const physicalLocation: Shape = { "artifactLocation!": artifactLocation, region };
const level = oneOf("none", "note", "warning", "error");

const result: Shape = {
  ruleId: text,
  ruleIndex: from(0),
  level,
  "message!": message,
  locations: [{ "physicalLocation!": physicalLocation }],
  partialFingerprints: { "redlink/v1": (value) => typeof value === "string" && /^[\da-f]{12}$/.test(value) },
  relatedLocations: [{ id: from(0), message, "physicalLocation!": physicalLocation }],
  fixes: [
    {
      description: message,
      "artifactChanges!": [
        {
          "artifactLocation!": artifactLocation,
          "replacements!": [{ "deletedRegion!": region, insertedContent: { "text!": anyText } }],
        },
      ],
    },
  ],
};

const language: Shape = (value) => typeof value === "string" && /^[a-z]{2}(?:-[A-Z]{2})?$/.test(value);

const log: Shape = {
  $schema: uri,
  "version!": oneOf("2.1.0"),
  "runs!": [
    {
      "tool!": {
        "driver!": {
          "name!": text,
          version: text,
          language,
          rules: [
            {
              "id!": text,
              shortDescription: message,
              fullDescription: message,
              "help!": { "text!": text, markdown: text },
              defaultConfiguration: { level },
            },
          ],
        },
      },
      language,
      columnKind: oneOf("utf16CodeUnits", "unicodeCodePoints"),
      newlineSequences: [text],
      results: [result],
    },
  ],
};

/** Fails unless a value is a SARIF 2.1.0 log, made of those parts of the format that Redlink uses and nothing else. */
export function assertSarif(value: unknown): void {
  check(value, log, "log");
}

function check(value: unknown, shape: Shape, path: string): void {
  if (typeof shape === "function") {
    assert.ok(shape(value), `${path}: ${JSON.stringify(value)}`);
  } else if (Array.isArray(shape)) {
    assert.ok(Array.isArray(value), `${path} is no list`);
    for (const [index, item] of value.entries()) check(item, shape[0], `${path}[${index}]`);
    // A list of locations, changes or rules has every member once (uniqueItems).
    if (!path.endsWith("results"))
      assert.equal(new Set(value.map((item) => JSON.stringify(item))).size, value.length, path);
  } else {
    assert.ok(typeof value === "object" && value !== null && !Array.isArray(value), `${path} is no object`);
    const properties = new Map(Object.entries(shape).map(([name, of]) => [name.replace("!", ""), of]));
    for (const name of Object.keys(shape)) {
      if (name.endsWith("!")) assert.ok(Object.hasOwn(value, name.slice(0, -1)), `${path} has no ${name.slice(0, -1)}`);
    }
    for (const [name, inner] of Object.entries(value)) {
      const of = properties.get(name);
      assert.ok(of, `${path} has ${name}, which the format does not know there`);
      check(inner, of, `${path}.${name}`);
    }
  }
}
