/** @typedef {import("./article.mjs").Part} Part @typedef {import("./article.mjs").Block} Block */

/** Writes the same page as MediaWiki source, its references inline. */
export class WikitextWriter {
  languageId = "wikitext";
  extension = ".wikitext";

  /** @param {import("./article.mjs").Reference[]} references the composer's list, read when a marker is written */
  constructor(references) {
    this.references = references;
  }

  /** @param {Block} block @returns {string} without a line break at its end */
  block(block) {
    switch (block.kind) {
      case "heading": {
        const signs = "=".repeat(block.level ?? 2);
        return `${signs} ${this.#inline(block.parts)} ${signs}`;
      }
      case "paragraph":
        return this.#inline(block.parts);
      case "bullets":
        return block.rows.map((row) => `* ${this.#inline(row[0] ?? [])}`).join("\n");
      case "pipes":
      case "table":
        return this.#table(block.rows);
      case "image":
        return `[[File:${block.file}|thumb|${this.#inline(block.parts)}]]${block.leftover ? "]]" : ""}`;
      default:
        return block.wikitext;
    }
  }

  /** @param {string[]} categories */
  ending(categories) {
    return `== 參考 ==\n{{reflist}}\n\n${categories.map((name) => `[[Category:${name}]]`).join("\n")}\n`;
  }

  /** References stand where they are used: nothing is kept for the end. */
  entry() {
    return "";
  }

  /** @param {Part[]} parts */
  #inline(parts) {
    return parts
      .map((part) => {
        if (part.kind === "text") return part.text;
        if (part.kind === "raw") return part.wikitext;
        if (part.kind === "marker") return this.#reference(part.number);
        return part.label === null ? `[[${part.title}]]` : `[[${part.title}|${part.label}]]`;
      })
      .join("");
  }

  /** @param {number} number */
  #reference(number) {
    const reference = this.references[number - 1];
    if (reference === undefined) return `<ref name="note${number}" />`;
    const name = number % 3 === 0 ? ` name="note${number}"` : "";
    const address = `http://www.example.org/${reference.year}/${number}.html`;
    return (
      `<ref${name}>{{Cite web |url=${address} |title=${reference.subject} ` +
      `|work=${reference.source} ${number} |date=${reference.year} |accessdate=2014-07-10}}</ref>`
    );
  }

  /** @param {Part[][][]} rows */
  #table(rows) {
    const [head = [], ...body] = rows;
    const lines = ['{| class="wikitable"', `! ${head.map((cell) => this.#inline(cell)).join(" !! ")}`];
    for (const row of body) lines.push("|-", `| ${row.map((cell) => this.#inline(cell)).join(" || ")}`);
    lines.push("|}");
    return lines.join("\n");
  }
}
