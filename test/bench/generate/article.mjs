import { clauses, columns, headings, people, sources, subjects } from "./words.mjs";

/**
 * What a page is made of, before any dialect writes it down.
 * @typedef {{ kind: "text", text: string }
 *   | { kind: "link", title: string, label: string | null, place: "local" | "remote", swallow: number }
 *   | { kind: "marker", number: number }
 *   | { kind: "raw", markdown: string, wikitext: string }} Part
 * @typedef {{ number: number, bare: boolean, source: string, subject: string, year: number }} Reference
 * @typedef {{ kind: "paragraph" | "heading", level?: number, parts: Part[] }
 *   | { kind: "bullets" | "table" | "pipes", rows: Part[][][] }
 *   | { kind: "image", file: string, parts: Part[], leftover: boolean }
 *   | { kind: "raw", markdown: string, wikitext: string }} Block
 *
 * How often something goes wrong in a generated page, as probabilities.
 * @typedef {{ overrun: number, bare: number, missing: number, stray: number }} Faults
 *
 * Where link targets come from.
 * @typedef {{ local: readonly string[], remote: readonly string[], missing: readonly string[] }} Titles
 */

/** A page as converters leave it: some links ran on, a part of the citations was lost. */
export const converted = { overrun: 0.06, bare: 0.35, missing: 0.02, stray: 0.3 };

/** A page without a fault. */
export const clean = { overrun: 0, bare: 0, missing: 0, stray: 0 };

const markup = [
  { markdown: "，其中\\(a^2 + b^2 = c^2\\)成立", wikitext: "，其中<math>a^2 + b^2 = c^2</math>成立" },
  { markdown: "，即**霧季**", wikitext: "，即'''霧季'''" },
  { markdown: "，舊稱*Nebelhafen*", wikitext: "，舊稱''Nebelhafen''" },
  { markdown: "，記作`fog = dew - 2`", wikitext: "，記作<code>fog = dew - 2</code>" },
  { markdown: "，面積約3<sup>2</sup>里", wikitext: "，面積約3<sup>2</sup>里" },
];

const formula = "\\operatorname{flow}(t) = \\sum_{i=1}^{n} a_i t^i";

/** Composes the blocks of one page and counts every fault it plants, by the id of the rule that should find it. */
export class Composer {
  /** @type {Reference[]} */
  references = [];
  /** @type {Record<string, number>} */
  planted = {};

  /**
   * @param {import("./random.mjs").Random} random
   * @param {string} title
   * @param {Titles} titles
   * @param {Faults} faults
   */
  constructor(random, title, titles, faults) {
    this.random = random;
    this.title = title;
    this.titles = titles;
    this.faults = faults;
  }

  /** @param {string} rule */
  plant(rule) {
    this.planted[rule] = (this.planted[rule] ?? 0) + 1;
  }

  /** @returns {Part} */
  link() {
    const { random, titles, faults } = this;
    if (random.chance(faults.missing)) {
      this.plant("link/missing-page");
      return { kind: "link", title: random.pick(titles.missing), label: null, place: "local", swallow: 0 };
    }
    const local = titles.remote.length === 0 || random.chance(0.55);
    const title = random.pick(local ? titles.local : titles.remote);
    const bracket = title.indexOf(" (");
    const label = bracket > 0 ? title.slice(0, bracket) : random.chance(0.12) ? "當地" : null;
    return { kind: "link", title, label, place: local ? "local" : "remote", swallow: 0 };
  }

  /** @returns {Part} a new reference's marker */
  marker() {
    const { random } = this;
    const bare = random.chance(this.faults.bare);
    if (bare) this.plant("footnote/empty-entry");
    const number = this.references.length + 1;
    this.references.push({
      number,
      bare,
      source: random.pick(sources),
      subject: random.pick(subjects),
      year: random.integer(1950, 2020),
    });
    return { kind: "marker", number };
  }

  /** One clause as parts, its slots filled. @returns {Part[]} */
  clause() {
    const { random } = this;
    const parts = /** @type {Part[]} */ ([]);
    for (const piece of random.pick(clauses).split(/(\{[LYNP]\})/)) {
      if (piece === "{L}") parts.push(this.link());
      else if (piece !== "") parts.push({ kind: "text", text: this.slot(piece) });
    }
    return parts;
  }

  /** @param {string} piece */
  slot(piece) {
    if (piece === "{Y}") return String(this.random.integer(1650, 2019));
    if (piece === "{N}") return String(this.random.integer(12, 9800));
    if (piece === "{P}") return this.random.pick(people);
    return piece;
  }

  /** @returns {Part[]} */
  sentence() {
    const { random } = this;
    const parts = /** @type {Part[]} */ ([]);
    const count = random.integer(2, 4);
    for (let index = 0; index < count; index++) {
      if (index > 0) parts.push({ kind: "text", text: random.chance(0.06) ? "， " : "，" });
      parts.push(...this.clause());
    }
    if (random.chance(0.05)) parts.push({ kind: "raw", ...random.pick(markup) });
    if (random.chance(0.34)) parts.push(this.marker());
    if (random.chance(0.08)) parts.push(this.marker());
    parts.push({ kind: "text", text: "。" });
    return this.overrun(parts);
  }

  /**
   * Lets some links run on: the letters that follow a link whose text is its title are drawn into the link's text, up
   * to the next digit, mark or link, as the converter did.
   * @param {Part[]} parts
   */
  overrun(parts) {
    for (const [index, part] of parts.entries()) {
      const next = parts[index + 1];
      if (part.kind !== "link" || part.label !== null || next?.kind !== "text") continue;
      const letters = /^\p{L}+/u.exec(next.text)?.[0].length ?? 0;
      if (letters === 0 || !this.random.chance(this.faults.overrun)) continue;
      part.swallow = letters;
      this.plant("link/overrun");
    }
    return parts;
  }

  /** @returns {Block} */
  paragraph() {
    const parts = /** @type {Part[]} */ ([]);
    const count = this.random.integer(2, 5);
    for (let index = 0; index < count; index++) parts.push(...this.sentence());
    return { kind: "paragraph", parts };
  }

  /** @returns {Block} */
  intro() {
    const opening = /** @type {Part} */ ({
      kind: "raw",
      markdown: `**${this.title}**，`,
      wikitext: `'''${this.title}'''，`,
    });
    return { kind: "paragraph", parts: [opening, ...this.sentence(), ...this.sentence()] };
  }

  /** One section: its heading and what stands below it. @returns {Generator<Block>} */
  *section() {
    const { random } = this;
    const level = random.chance(0.3) ? 3 : 2;
    yield { kind: "heading", level, parts: [{ kind: "text", text: random.pick(headings) }] };
    const count = random.integer(2, 5);
    for (let index = 0; index < count; index++) yield this.paragraph();
    if (random.chance(0.25)) yield this.bullets();
    if (random.chance(0.12)) yield this.table("table");
    if (random.chance(0.05)) yield this.table("pipes");
    if (random.chance(0.15)) yield this.image();
    if (random.chance(0.05)) yield { kind: "raw", markdown: `\\[${formula}\\]`, wikitext: `:<math>${formula}</math>` };
    if (random.chance(0.03)) {
      const code = "for tide in tides:\n    print(tide[1] + tide[0])";
      yield { kind: "raw", markdown: `\`\`\` python\n${code}\n\`\`\``, wikitext: `<pre>\n${code}\n</pre>` };
    }
    if (this.faults.stray > 0 && random.chance(0.04)) {
      this.plant("residue/template");
      yield { kind: "raw", markdown: "{{-}}", wikitext: "{{-}}" };
    }
  }

  /** @returns {Block} */
  bullets() {
    const rows = Array.from({ length: this.random.integer(3, 8) }, () => [this.overrun(this.clause())]);
    return { kind: "bullets", rows };
  }

  /** @param {"table" | "pipes"} kind @returns {Block} */
  table(kind) {
    const { random } = this;
    const width = random.integer(3, 5);
    const first = random.integer(0, columns.length - width);
    const head = columns.slice(first, first + width).map((text) => [/** @type {Part} */ ({ kind: "text", text })]);
    const body = Array.from({ length: random.integer(4, 12) }, () =>
      Array.from({ length: width }, (_, index) => this.cell(index)),
    );
    return { kind, rows: [head, ...body] };
  }

  /** @param {number} column @returns {Part[]} */
  cell(column) {
    const { random } = this;
    if (column === 0) return [{ kind: "text", text: `${random.integer(1700, 2019)}年` }];
    const parts = [column === 1 ? this.link() : /** @type {Part} */ ({ kind: "text", text: random.pick(people) })];
    if (random.chance(0.08)) parts.push(this.marker());
    return parts;
  }

  /** @returns {Block} */
  image() {
    this.plant("link/image-as-link");
    const leftover = this.random.chance(this.faults.stray);
    if (leftover) this.plant("link/stray-close");
    const file = `${this.random.pick(subjects).replaceAll(" ", "_")}_${this.random.integer(1, 999)}.jpg`;
    return { kind: "image", file, parts: this.overrun(this.clause()), leftover };
  }

  /** @returns {string[]} */
  categories() {
    const count = this.random.integer(1, 4);
    return Array.from({ length: count }, () => `${this.random.pick(people).slice(0, 2)}${this.random.pick(headings)}`);
  }
}
