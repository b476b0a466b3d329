import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { align } from "../../server/core/collation/align";
import { original } from "./arbitraries";
import { citationsOf, htmlOf, markdownOf, type Original, type Piece, renderedOf, shown, wikitextOf } from "./article";
import { type Beside, beside } from "./beside";
import { acceptable, changes, citedIn, type Draft, draft, isCopy, isTold, originalOf, rewritten } from "./revisions";

const RUNS = { numRuns: 120 };

const FORMS = {
  "清河老橋.rendered.txt": renderedOf,
  "清河老橋.html": htmlOf,
  "清河老橋.wikitext": wikitextOf,
} as const;

/** Every certain proposal gives its entry the citation it had; yields how many entries got theirs. */
function assertRight(page: Original, { restoration }: Beside): number {
  const citations = citationsOf(page);
  let right = 0;
  for (const { kind, entry, sameAs, text, doubtful } of restoration.proposals) {
    if (doubtful || kind === "difference") continue;
    assert.ok(kind === "citation" || kind === "reuse", `nothing else was lost: ${kind} ${text}`);
    const source = citations[Number(entry) - 1]!;
    assert.equal(text, shown(page.sources[source]!), `entry ${entry}`);
    if (sameAs !== undefined) assert.equal(citations[Number(sameAs) - 1], source);
    right++;
  }
  return right;
}

/** The same of a draft beside its revision; yields how many entries got a citation. */
function assertAcceptable(page: Draft, there: Draft, { restoration }: Beside): number {
  const sources = acceptable(page, there);
  const proposals = restoration.proposals.filter(({ doubtful, kind }) => !doubtful && kind !== "difference");
  for (const { kind, entry, text } of proposals) {
    assert.ok(kind === "citation" || kind === "reuse", `nothing else was lost: ${kind} ${text}`);
    const own = sources[Number(entry) - 1];
    // A citation that was edited since comes as it is now.
    const texts = own?.flatMap((source) => [shown(page.sources[source]!), shown(there.sources[source]!)]);
    assert.ok(texts?.includes(text) ?? true, `entry ${entry}: ${text} instead of ${texts}`);
  }
  return proposals.length;
}

/** Any of the entries, lost or not. */
const losses = fc.infiniteStream(fc.boolean());

function lostBy(page: Original, stream: Iterator<boolean>): boolean[] {
  return citationsOf(page).map(() => stream.next().value as boolean);
}

/** A later revision: two citations more, one with a sentence of its own. */
function revised({ paragraphs, sources, title }: Original, [first, second]: readonly [number, number]): Original {
  const added = [1, 2].map((n) => ({ title: `added ${n}`, url: `http://n${n}.example/`, work: "W", date: "2020" }));
  const pieces: Piece[][] = paragraphs.map((paragraph) => [...paragraph]);
  const one = pieces[first % pieces.length]!;
  one.splice(first % (one.length + 1), 0, sources.length);
  const other = pieces[second % pieces.length]!;
  other.splice(second % (other.length + 1), 0, "後來補寫的一句話在此處", sources.length + 1, "。");
  return { title, paragraphs: pieces, sources: [...sources, ...added] };
}

describe("collation", () => {
  for (const [name, render] of Object.entries(FORMS)) {
    test(`${name}: entries that were dropped come back, exactly they`, async () => {
      await fc.assert(
        fc.asyncProperty(original, losses, async (page, stream) => {
          const lost = lostBy(page, stream[Symbol.iterator]());
          const result = await beside(
            markdownOf(page, (index) => lost[index]!),
            name,
            render(page),
          );
          assert.equal(assertRight(page, result), lost.filter(Boolean).length);
          assert.equal(result.page.article.references.filter(({ empty }) => empty).length, lost.filter(Boolean).length);
        }),
        RUNS,
      );
    });

    test(`${name}: with paragraphs missing what comes back is right`, async () => {
      await fc.assert(
        fc.asyncProperty(original, losses, losses, async (page, stream, kept) => {
          const lost = lostBy(page, stream[Symbol.iterator]());
          const keep = kept[Symbol.iterator]();
          const keeps = page.paragraphs.map(() => keep.next().value as boolean);
          const text = render(page, (index) => keeps[index]!);
          assertRight(
            page,
            await beside(
              markdownOf(page, (index) => lost[index]!),
              name,
              text,
            ),
          );
        }),
        RUNS,
      );
    });

    test(`${name}: where texts repeat themselves and a revision does what revisions do, what comes back is right`, async () => {
      await fc.assert(
        fc.asyncProperty(draft, changes, losses, losses, async (page, steps, stream, kept) => {
          const later = rewritten(page, steps);
          const lost = lostBy(originalOf(page), stream[Symbol.iterator]());
          const own = await beside(
            markdownOf(originalOf(page), (index) => lost[index]!),
            name,
            render(originalOf(page)),
          );
          assert.equal(assertAcceptable(page, page, own), lost.filter(Boolean).length);
          // What was said in a paragraph of a word or two may as well have been said in the text that came or went beside it.
          if (!isTold(page)) return;
          for (const [here, there] of [
            [page, later],
            [later, page],
          ] as const) {
            const text = markdownOf(originalOf(here), (index) => lost[index] ?? true);
            assertAcceptable(here, there, await beside(text, name, render(originalOf(there))));
          }
          // Where text is missing nobody notices that one citation went and another came, that a copy is what is left, or
          // that a new word stands where a paragraph of one word stood.
          const cut = rewritten(
            page,
            steps.filter((step) => !isCopy(step)),
          );
          if (citedIn(page).length === citedIn(cut).length) return;
          const keep = kept[Symbol.iterator]();
          const keeps = cut.paragraphs.map(() => keep.next().value as boolean);
          const part = render(originalOf(cut), (index) => keeps[index]!);
          const text = markdownOf(originalOf(page), (index) => lost[index]!);
          assertAcceptable(page, cut, await beside(text, name, part));
        }),
        RUNS,
      );
    });

    test(`${name}: of a later revision, or an earlier one, what comes back is right`, async () => {
      await fc.assert(
        fc.asyncProperty(original, losses, fc.tuple(fc.nat(99), fc.nat(99)), async (page, stream, places) => {
          const lost = lostBy(page, stream[Symbol.iterator]());
          const later = revised(page, places);
          assertRight(
            page,
            await beside(
              markdownOf(page, (index) => lost[index]!),
              name,
              render(later),
            ),
          );
          assertRight(
            later,
            await beside(
              markdownOf(later, (index) => lost[index] ?? true),
              name,
              render(page),
            ),
          );
        }),
        RUNS,
      );
    });
  }

  test("what is said to be common is common, in the order of both", () => {
    const units = fc
      .array(fc.integer({ min: 65, max: 70 }), { maxLength: 300 })
      .map((codes) => Uint16Array.from(codes));
    fc.assert(
      fc.property(units, units, (a, b) => {
        let [endA, endB] = [0, 0];
        for (const segment of align(a, b)) {
          assert.ok(segment.a >= endA && segment.b >= endB && segment.length > 0);
          for (let index = 0; index < segment.length; index++) assert.equal(a[segment.a + index], b[segment.b + index]);
          [endA, endB] = [segment.a + segment.length, segment.b + segment.length];
        }
        assert.ok(endA <= a.length && endB <= b.length);
      }),
    );
  });
});
