import fc from "fast-check";
import { HAN, type Original, type Piece, type Source } from "./article";

const sentence = fc
  .array(fc.constantFrom(...HAN), { minLength: 8, maxLength: 30 })
  .map((characters) => characters.join(""));

const LATIN = "harbour bridge survey report minutes of the council annual valley river times gazette".split(" ");
const source = (index: number): fc.Arbitrary<Source> =>
  fc.record({
    title: fc
      .array(fc.constantFrom(...LATIN), { minLength: 2, maxLength: 5 })
      .map((words) => `${words.join(" ")} ${index}`),
    url: fc.constant(`http://s${index}.example/a?b=${index}`),
    work: fc.constantFrom("河谷日報", "River Times", "工程"),
    date: fc.constantFrom("1931", "1988-05", "2008-08-21"),
  });

const SOURCES = 40;

/** Articles of some paragraphs in which sources are cited, some of them again, some at one place. */
export const original: fc.Arbitrary<Original> = fc
  .record({
    paragraphs: fc.array(
      fc.array(fc.tuple(sentence, fc.array(fc.nat(99), { maxLength: 3 }), fc.constantFrom("，", "。", "、", "；")), {
        minLength: 1,
        maxLength: 4,
      }),
      { minLength: 2, maxLength: 7 },
    ),
    sources: fc.tuple(...Array.from({ length: SOURCES }, (_, index) => source(index))),
  })
  .map(({ paragraphs, sources }) => {
    let next = 0;
    return {
      title: "清河老橋",
      sources,
      paragraphs: paragraphs.map((sentences) =>
        sentences.flatMap(([text, citations, mark]): Piece[] => {
          const here = new Set<number>();
          for (const choice of citations) {
            // One in four is a source that was cited before.
            if (choice < 25 && next > 0) here.add(choice % next);
            else if (next < SOURCES) here.add(next++);
          }
          return [text, ...here, mark];
        }),
      ),
    };
  });
