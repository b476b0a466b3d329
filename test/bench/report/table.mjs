/**
 * What one row came to.
 * @typedef {object} Line
 * @property {import("../rows.mjs").Row} row
 * @property {Record<string, Cell>} cells by contestant
 * @property {number} attempt which measurement of Redlink the figures are of
 * @property {boolean | null} must null: the row has no bound
 * @property {boolean | null} aim
 *
 * @typedef {{ figures: (number | null)[] } | { error: string }} Cell
 *
 * One table: a group of rows and those who take part.
 * @typedef {{ title: string, contestants: { id: string, name: string, version: string }[], lines: Line[] }} Table
 */

/**
 * Whether figures stay within their bounds.
 * @param {Cell | undefined} cell
 * @param {number[] | undefined} most one for each figure
 * @param {number} [least] for the first
 * @returns {boolean | null} null without bounds
 */
export function within(cell, most, least = 0) {
  if (most === undefined) return null;
  if (cell === undefined || "error" in cell) return false;
  return most.every((bound, index) => {
    const figure = cell.figures[index] ?? Number.POSITIVE_INFINITY;
    return figure <= bound && (index > 0 || figure >= least);
  });
}

/** @param {number | null} figure */
function round(figure) {
  if (figure === null) return "–";
  if (Number.isInteger(figure)) return figure.toLocaleString("en");
  if (figure >= 1000) return Math.round(figure).toLocaleString("en");
  return figure >= 20 ? figure.toFixed(0) : figure.toFixed(figure >= 10 ? 1 : 2);
}

/** @param {Cell | undefined} cell */
function figuresOf(cell) {
  if (cell === undefined) return "";
  return "error" in cell ? "failed" : cell.figures.map(round).join(" / ");
}

/** @param {number[] | undefined} bounds @param {number} [least] */
function boundsOf(bounds, least) {
  return bounds === undefined
    ? ""
    : `${least === undefined ? "≤" : `${least} to`} ${bounds.map((bound) => Number(bound.toFixed(1))).join(" / ")}`;
}

/** @param {Line} line */
function verdict(line) {
  if (line.must === null) return "";
  if (!line.must) return "**no**";
  return `yes${line.aim ? ", aim reached" : ""}${line.attempt > 1 ? ` (attempt ${line.attempt})` : ""}`;
}

/** @param {Table} table @returns {string[][]} heading first */
function cellsOf({ contestants, lines }) {
  const head = ["work", "unit", ...contestants.map(({ name }) => name), "must", "aim", "ok"];
  const body = lines.map((line) => [
    line.row.title,
    line.row.unit,
    ...contestants.map(({ id }) => figuresOf(line.cells[id])),
    boundsOf(line.row.must, line.row.least),
    boundsOf(line.row.aim),
    verdict(line),
  ]);
  return [head, ...body];
}

/** A table for the terminal. @param {Table} table */
export function plainTable(table) {
  const rows = cellsOf(table).map((row) => row.map((cell) => cell.replaceAll("*", "")));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
  lines.splice(1, 0, widths.map((width) => "─".repeat(width)).join("  "));
  return `${table.title}\n\n${lines.join("\n")}\n`;
}

/** A table in Markdown. @param {Table} table */
export function markdownTable(table) {
  const [head = [], ...body] = cellsOf(table);
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, column) => (column === 0 ? "---" : "--:"));
  return [line(head), line(rule), ...body.map(line)].join("\n");
}

/** Why figures are missing, one sentence for each contestant and reason. @param {Table[]} tables */
export function failures(tables) {
  const rows = /** @type {Map<string, string[]>} */ (new Map());
  for (const { contestants, lines } of tables) {
    for (const { row, cells } of lines) {
      for (const { id, name } of contestants) {
        const cell = cells[id];
        if (cell === undefined || !("error" in cell)) continue;
        const reason = `${name} failed: ${cell.error}`;
        rows.set(reason, [...(rows.get(reason) ?? []), row.id]);
      }
    }
  }
  return [...rows].map(([reason, ids]) => `${reason} (${ids.join(", ")})`);
}
