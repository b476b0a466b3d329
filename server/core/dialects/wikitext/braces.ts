/** What a run of brackets closes with; "" when it opens nothing. */
export type Closing = "}" | "]" | "}-" | "";

const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const DASH = 45;

/**
 * A run of opening brackets that waits for its closing ones: `{{` (a template), `{{{` (an argument), `[[` (a link), `-{`
 * (variants). Runs are used up from the right, at most three braces at a time, as MediaWiki's preprocessor does.
 */
export class Opener {
  constructor(
    /** Where the run begins, a dash in front of it left out. */
    readonly start: number,
    /** Behind the run. */
    readonly end: number,
    private count: number,
    public close: Closing,
    /** A dash stands in front of the braces: the last of them may turn out to open variants. */
    private readonly hasDash: boolean,
  ) {}

  /** How many of the characters at `at` close (a part of) this run: 0 when they do not. */
  closes(text: string, at: number, limit: number): number {
    const unit = text.charCodeAt(at);
    if (this.close === "}-") return unit === CLOSE_BRACE && at + 1 < limit && text.charCodeAt(at + 1) === DASH ? 2 : 0;
    const wanted = this.close === "}" ? CLOSE_BRACE : CLOSE_BRACKET;
    if (unit !== wanted) return 0;
    const most = Math.min(this.count, this.close === "}" ? 3 : 2);
    let run = 1;
    while (run < most && at + run < limit && text.charCodeAt(at + run) === wanted) run++;
    return run < 2 ? 0 : run;
  }

  /** Uses up the brackets that `closes` found; returns where what they enclose begins. */
  take(closed: number): number {
    if (this.close === "}-") {
      this.count = 0;
      return this.start - 1;
    }
    this.count -= closed;
    const start = this.start + this.count;
    if (this.count === 1 && this.hasDash) this.close = "}-";
    return start;
  }

  /** Whether nothing is left of it that could be closed. */
  get isSpent(): boolean {
    return this.close === "}-" ? this.count < 1 : this.count < 2;
  }
}

/** The run of brackets at `at`, where `{`, `[` or `-` stands. */
export function openCount(text: string, at: number, limit: number): Opener {
  const unit = text.charCodeAt(at);
  const hasDash = unit === DASH;
  const start = hasDash ? at + 1 : at;
  const bracket = hasDash ? OPEN_BRACE : unit;
  let end = start;
  while (end < limit && text.charCodeAt(end) === bracket) end++;
  const count = end - start;
  if (bracket === OPEN_BRACKET) return new Opener(start, end, count, count >= 2 ? "]" : "", false);
  if (hasDash && count === 1) return new Opener(start, end, 1, "}-", true);
  if (count >= 2) return new Opener(start, end, count, "}", hasDash);
  return new Opener(start, Math.max(end, at + 1), count, "", false);
}
