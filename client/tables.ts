/** A list that is exported. */
export interface Table {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Writes a table in Markdown; titles of pages are text in it, whatever they hold. */
export function markdownTable({ heads, rows }: Table): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => oneLine(cell).replace(/[\\|[\]<>*_`]/g, "\\$&")).join(" | ")} |`;
  return `${[line(heads), `|${" --- |".repeat(heads.length)}`, ...rows.map(line)].join("\n")}\n`;
}

/** Writes a table as tab-separated values. */
export function tsvTable({ heads, rows }: Table): string {
  return `${[heads, ...rows].map((cells) => cells.map(tsvCell).join("\t")).join("\n")}\n`;
}

/** A cell that begins with one of these signs is a formula to spreadsheets; an apostrophe in front makes it text. */
function tsvCell(text: string): string {
  const cell = oneLine(text);
  return /^[=+\-@]/.test(cell) ? `'${cell}` : cell;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
