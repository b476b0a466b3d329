import { Atom, type Atoms } from "./atoms";
import type { Collector } from "./collector";

// A parameter of a citation template: `|accessdate=`, `\|url =`, `|language=`.
const PARAMETER = /\\?\|\s{0,4}[\p{L}][\p{L}\d _-]{0,30}\s{0,4}=/uy;
// What a template's name may begin with; TeX's double braces begin otherwise.
const TEMPLATE_NAME = /\{\{\s{0,4}(?:\\?#|\\!(?:\\!|[-()])?\}|[\p{L}\d:!(-])/uy;
const QUOTES = /'{3,}/y;
// `{|`, `|}` and their escaped forms: the edges of a table that was not read as one.
const TABLE_EDGE = /\{\\?\||\\?\|\}(?!\})/y;
const LONGEST_CONVERSION = 4_000;
/** How much around braces is looked at to tell formulas from templates, in UTF-16 units. */
const LOOK = 60;
/** What formulas are written with: a command, or a brace behind `_` or `^`. */
const TEX = /\\[a-zA-Z]{2,}|[_^]\{/;
/** What a formula has before its double braces: a command, `_`, `^`, `&` or another brace. */
const TEX_BEFORE = /(?:\\[a-zA-Z]+|[_^&}])$/;
/** So much may stand before what begins a line: the marks and indentation of lists and quotes. */
const LONGEST_INDENT = 40;

/** Finds what the conversion left behind, one character at a time, called by the scanner where one of `{}-|'` stands. */
export class ResidueScanner {
  /** Double braces that stand open; `atom` is -1 where they begin no template: TeX, `{{< figure >}}`. */
  private readonly templates: { readonly start: number; readonly atom: number }[] = [];
  /** How many of them begin templates. */
  private openTemplates = 0;
  /** The first template parameter since the last complete template; -1 when there is none. */
  private parameter = -1;
  private conversionClose = 0;

  private source = "";

  constructor(
    private readonly atoms: Atoms,
    private readonly out: Collector,
  ) {}

  /** Takes up a block. @param source see `Scanner.open` */
  open(source: string): void {
    this.source = source;
  }

  begin(): void {
    if (this.templates.length > 0) this.templates.length = 0;
    this.openTemplates = 0;
    this.parameter = -1;
    this.conversionClose = 0;
  }

  /** Reads what begins at `position`; returns where to go on. */
  read(unit: number, position: number, to: number, atoms: Atoms): number {
    const { source } = this;
    const next = position + 1 < to ? source.charCodeAt(position + 1) : -1;
    if (unit === 123 && next === 123) return this.openTemplate(position);
    if ((unit === 123 && (next === 124 || next === 92)) || (unit === 124 && next === 125)) {
      const end = this.tableEdge(position);
      if (end > position) return end;
    }
    if (unit === 125 && next === 125) return this.closeTemplate(position);
    if (unit === 45 && next === 123 && source.charCodeAt(position + 2) !== 123) return this.conversion(position, to);
    if (unit === 39 && next === 39) {
      QUOTES.lastIndex = position;
      const quotes = QUOTES.exec(source);
      if (!quotes) return position + 2;
      this.out.residues.push({ start: position, end: position + quotes[0].length, kind: "quotes" });
      atoms.add(Atom.MARKUP, position, position + quotes[0].length);
      return position + quotes[0].length;
    }
    if (unit === 124 && this.parameter < 0 && this.openTemplates === 0) {
      const start = source.charCodeAt(position - 1) === 92 ? position - 1 : position;
      PARAMETER.lastIndex = start;
      if (PARAMETER.test(source)) this.parameter = start;
    }
    return position + 1;
  }

  /** `{|` or `|}` at a line's start; returns where to go on. @param position of the first character, a backslash perhaps */
  tableEdge(position: number): number {
    TABLE_EDGE.lastIndex = position;
    const edge = TABLE_EDGE.exec(this.source);
    if (!edge || !/^[ \t>]*$/.test(this.source.slice(Math.max(0, this.lineStart(position)), position))) return position;
    const end = position + edge[0].length;
    this.out.residues.push({ start: position, end, kind: "table" });
    this.atoms.add(Atom.OBJECT, position, end);
    return end;
  }

  private lineStart(position: number): number {
    const start = position > LONGEST_INDENT ? position - LONGEST_INDENT : 0;
    return start + this.source.slice(start, position).lastIndexOf("\n") + 1;
  }

  /** `{{` that is never closed in this stretch is a residue of its own; what it might have covered is text. */
  finish(): void {
    const open = this.templates.find(({ atom }) => atom >= 0);
    if (!open || this.isFormula(open.start, open.start + LOOK)) return;
    this.insert({ start: open.start, end: open.start + 2, kind: "template-open" });
  }

  /** `\]\]`, `]]` and their mixtures that close nothing. One alone is ordinary text. */
  strayClose(position: number, to: number): number {
    const first = this.closeAt(position, to);
    const second = this.closeAt(first, to);
    if (second === first) {
      if (first - position === 2) this.atoms.add(Atom.MARKUP, position, position + 1);
      return first;
    }
    this.out.residues.push({ start: position, end: second, kind: "link-close" });
    this.atoms.add(Atom.MARKUP, position, second);
    return second;
  }

  private closeAt(position: number, to: number): number {
    if (position >= to) return position;
    const unit = this.source.charCodeAt(position);
    if (unit === 93) return position + 1;
    return unit === 92 && position + 1 < to && this.source.charCodeAt(position + 1) === 93 ? position + 2 : position;
  }

  private openTemplate(position: number): number {
    TEMPLATE_NAME.lastIndex = position;
    const isTemplate =
      TEMPLATE_NAME.test(this.source) && !TEX_BEFORE.test(this.source.slice(Math.max(0, position - 20), position));
    if (isTemplate) this.openTemplates++;
    this.templates.push({
      start: position,
      atom: isTemplate ? this.atoms.add(Atom.LITERAL, position, position + 2) : -1,
    });
    return position + 2;
  }

  private closeTemplate(position: number): number {
    const end = position + 2;
    const open = this.templates.pop();
    if (open) {
      if (open.atom >= 0 && --this.openTemplates === 0) {
        this.atoms.settle(open.atom, Atom.OBJECT, end);
        if (!this.isFormula(open.start, end)) this.insert({ start: open.start, end, kind: "template" });
      }
      return end;
    }
    if (this.parameter < 0 && this.closesFormula(position)) return end;
    const start = this.parameter < 0 ? position : this.parameter;
    this.insert({ start, end, kind: this.parameter < 0 ? "template-close" : "parameter" });
    if (this.parameter < 0) this.atoms.add(Atom.OBJECT, position, end);
    this.parameter = -1;
    return end;
  }

  /** Whether braces close what TeX opened: `{\ddots}}`, `{\text{若}}}`. */
  private closesFormula(offset: number): boolean {
    const before = this.source.slice(Math.max(0, offset - LOOK), offset);
    return TEX.test(/[^\n\u2e80-\uffff]*$/.exec(before)![0]) || /\\[a-zA-Z]{2,}\{[^{}\n]*$/.test(before);
  }

  /** Whether double braces hold TeX, and no parameter. */
  private isFormula(start: number, end: number): boolean {
    const content = /^[^\n\u2e80-\uffff]*/.exec(this.source.slice(start + 2, Math.min(end, start + LOOK)))![0];
    return TEX.test(content) && !content.includes("|");
  }

  /** `-{…}-`, its dash perhaps escaped. @param position of the dash, or of the backslash before it */
  conversion(position: number, to: number): number {
    const content = position + (this.source.charCodeAt(position) === 92 ? 3 : 2);
    if (this.conversionClose >= 0 && this.conversionClose < content) {
      this.conversionClose = this.source.indexOf("}-", content);
    }
    const end = this.conversionClose + 2;
    if (this.conversionClose < 0 || end > to || end - position > LONGEST_CONVERSION) return position + 1;
    const around = [this.source.charAt(position - 1), this.source.charAt(end)] as const;
    if (!isConversion(this.source.slice(content, this.conversionClose), ...around)) return position + 1;
    this.out.residues.push({ start: position, end, kind: "conversion" });
    this.atoms.add(Atom.OBJECT, position, end);
    return end;
  }

  /** Keeps the list in text order although the construct began before others that are already in it. */
  private insert(residue: Collector["residues"][number]): void {
    const { residues } = this.out;
    let index = residues.length;
    while (index > 0 && residues[index - 1]!.start > residue.start) index--;
    residues.splice(index, 0, residue);
  }
}

/** Flags, or words for variants: `H|…`, `zh-hans:…`. */
const RULES = /^[A-Za-z;\s-]*\||\bzh(?:-[a-z]+)?\s*[:：]/i;
/** How a substituent in a chemical name begins: `[(4-氯苯基)…`, `4-[2-…`, `N-…`. */
const SUBSTITUENT = /^(?:[[(\\]|(?:\d|[NOSP]|[RSEZ]|[αβγδ])[\d,'′]*-)/;
/** Signs of a formula, or a single symbol. */
const SYMBOLS = /^[\w\\^{}().,+*/=<>&\s-]*$/;
const IN_NAME = /[A-Za-z\d()[\]'′\\]/;

/**
 * Whether what stands between `-{` and `}-` is conversion markup: no empty groups of TeX (`{}-{}-`, `-{}S^{}-`), no
 * substituent of a chemical name (`1-{4-[…]苯基}-2-…`), no exponent (`e^{-{a}-b}`).
 */
function isConversion(content: string, before: string, after: string): boolean {
  if (content === "") return before !== "}";
  if (content.startsWith("}")) return false;
  if (RULES.test(content)) return true;
  const isInName = IN_NAME.test(before) || IN_NAME.test(after);
  if (SUBSTITUENT.test(content) && (isInName || /^[\dN].*[[(]/.test(content))) return false;
  const isSymbol = content.length <= 2 || /[\\^_]/.test(content);
  return !(isSymbol && SYMBOLS.test(content) && (isInName || /[{}^_]/.test(before)));
}
