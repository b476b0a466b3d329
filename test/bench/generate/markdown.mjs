import { fileName } from "./titles.mjs";

/** @typedef {import("./article.mjs").Part} Part @typedef {import("./article.mjs").Block} Block */

const wrapWidth = 72;

/** Writes a page the way pandoc wrote `mediawiki` → `gfm`. */
export class MarkdownWriter {
  languageId = "markdown";
  extension = ".md";
  #hardWrapped = false;
  #tableRow = 0;

  /** @param {Block} block @returns {string} without a line break at its end */
  block(block) {
    switch (block.kind) {
      case "heading":
        // Half of all pages are hard-wrapped; a long page mixes both, section by section.
        this.#hardWrapped = !this.#hardWrapped;
        return `${"#".repeat(block.level ?? 2)} ${this.#inline(block.parts)}`;
      case "paragraph":
        return this.#wrap(this.#inline(block.parts), "");
      case "bullets":
        return block.rows.map((row) => this.#wrap(`  - ${this.#inline(row[0] ?? [])}`, "    ")).join("\n");
      case "pipes":
        return this.#pipes(block.rows);
      case "table":
        return this.#table(block.rows);
      case "image": {
        const address = `https://zh.wikipedia.org/wiki/File:${block.file}`;
        const caption = this.#inline(block.parts);
        return `[缩略图](${address} "fig:缩略图")${caption}${block.leftover ? "\\]\\]" : ""}`;
      }
      default:
        return block.markdown;
    }
  }

  /**
   * @param {string[]} categories
   * @param {import("./article.mjs").Reference[]} references
   */
  ending(categories, references) {
    const line = categories
      .map((name) => `[Category:${name}](https://zh.wikipedia.org/wiki/Category:${name} "wikilink")`)
      .join(" ");
    return `## 參考\n\n${line}\n\n${references.map((reference) => this.entry(reference)).join("")}`;
  }

  /** @param {import("./article.mjs").Reference} reference @returns {string} with its line break */
  entry(reference) {
    const number = `${reference.number}.`;
    if (reference.bare) return `${number}\n`;
    const address = `http://www.example.org/${reference.year}/${reference.number}.html`;
    const issue = `${reference.source} ${reference.number}`;
    return `${`${number} `.padEnd(4)}[${reference.subject}](${address}), ${issue}, ${reference.year}\n`;
  }

  /** @param {Part[]} parts */
  #inline(parts) {
    let text = "";
    let swallowed = 0;
    for (const [index, part] of parts.entries()) {
      if (part.kind === "text") text += part.text.slice(swallowed);
      else if (part.kind === "marker") text += `\\[${part.number}\\]`;
      else if (part.kind === "raw") text += part.markdown;
      else text += this.#link(part, parts[index + 1]);
      swallowed = part.kind === "link" ? part.swallow : 0;
    }
    return text;
  }

  /** @param {Extract<Part, { kind: "link" }>} link @param {Part | undefined} next */
  #link(link, next) {
    const rest = next?.kind === "text" ? next.text.slice(0, link.swallow) : "";
    const label = (link.label ?? link.title) + rest;
    const target =
      link.place === "local"
        ? `../Page/${fileName(link.title)}`
        : `https://zh.wikipedia.org/wiki/${link.title.replaceAll(" ", "_")}`;
    return `[${label}](${target.replace(/[()]/g, "\\$&")} "wikilink")`;
  }

  /** Breaks at spaces, as pandoc does; Han text has few, so most lines stay longer. */
  #wrap(text, indent) {
    if (!this.#hardWrapped) return text;
    let line = "";
    const lines = [];
    for (const word of text.split(/(?<!^ *-?) (?! *-)/)) {
      if (line !== "" && columnsOf(line) + 1 + columnsOf(word) > wrapWidth) {
        lines.push(line);
        line = indent + word;
      } else {
        line = line === "" ? word : `${line} ${word}`;
      }
    }
    lines.push(line);
    return lines.join("\n");
  }

  /** @param {Part[][][]} rows */
  #pipes(rows) {
    const lines = rows.map((row) => `| ${row.map((cell) => this.#inline(cell)).join(" | ")} |`);
    lines.splice(1, 0, `|${rows[0]?.map(() => " --- ").join("|")}|`);
    return lines.join("\n");
  }

  /** Tables with anything inside became raw HTML, where markers stay unescaped and links are `<a>`. */
  #table(rows) {
    const lines = ["<table>", "<thead>"];
    for (const [index, row] of rows.entries()) {
      const cell = index === 0 ? "th" : "td";
      this.#tableRow++;
      lines.push(`<tr class="${index === 0 ? "header" : this.#tableRow % 2 === 0 ? "even" : "odd"}">`);
      for (const parts of row) lines.push(`<${cell}><p>${this.#html(parts)}</p></${cell}>`);
      lines.push("</tr>");
      if (index === 0) lines.push("</thead>", "<tbody>");
    }
    lines.push("</tbody>", "</table>");
    return lines.join("\n");
  }

  /** @param {Part[]} parts */
  #html(parts) {
    return parts
      .map((part) => {
        if (part.kind === "text") return part.text;
        if (part.kind === "marker") return `[${part.number}]`;
        if (part.kind === "raw") return part.markdown;
        const target =
          part.place === "local"
            ? `../Page/${fileName(part.title)}`
            : `https://zh.wikipedia.org/wiki/${part.title.replaceAll(" ", "_")}`;
        return `<a href="${target}" title="wikilink">${part.label ?? part.title}</a>`;
      })
      .join("");
  }
}

/** Width in terminal columns: a Han character takes two. */
function columnsOf(text) {
  let width = 0;
  for (const character of text) width += /** @type {number} */ (character.codePointAt(0)) >= 0x2e80 ? 2 : 1;
  return width;
}
