// A client of the MediaWiki that `npm test -- wiki` starts (scripts/mediawiki.mjs). Its address is in REDLINK_WIKI.

/** Where its api.php is, without a slash at the end. */
export function wikiAddress(): string {
  const address = process.env.REDLINK_WIKI;
  if (address) return address;
  throw new Error(
    "REDLINK_WIKI is not set: run `npm test -- wiki`, or `node scripts/mediawiki.mjs` and export what it says",
  );
}

/** The versions that scripts/mediawiki.mjs starts: Debian 12's and Debian 13's. */
export type WikiVersion = "1.39" | "1.43";

/** Which of them answers. */
export async function wikiVersion(): Promise<WikiVersion> {
  const { query } = await ask<{ query: { general: { generator: string } } }>({ action: "query", meta: "siteinfo" });
  const found = (["1.39", "1.43"] as const).find((version) =>
    query.general.generator.startsWith(`MediaWiki ${version}.`),
  );
  if (found) return found;
  throw new Error(`${query.general.generator}: nothing is known of what it answers`);
}

/** A variant of Chinese that MediaWiki can show a page in; `zh` is the page as it is written. */
export type ShownVariant = "zh" | "zh-hans" | "zh-hant" | "zh-cn" | "zh-sg" | "zh-my" | "zh-tw" | "zh-hk" | "zh-mo";

export interface RenderOptions {
  /** By default `zh`. */
  readonly variant?: ShownVariant;
  /** The page the text is rendered as. */
  readonly title?: string;
}

/**
 * Renders wikitext to HTML. The interface's messages come as their names, `(cite_error_ref_no_input)`, so that nothing
 * depends on their wording.
 */
export async function render(wikitext: string, { variant = "zh", title = "甲" }: RenderOptions = {}): Promise<string> {
  const { parse } = await ask<{ parse: { text: string } }>({
    action: "parse",
    prop: "text",
    contentmodel: "wikitext",
    disablelimitreport: "1",
    disableeditsection: "1",
    disabletoc: "1",
    wrapoutputclass: "",
    uselang: "qqx",
    text: wikitext,
    variant,
    title,
  });
  return parse.text;
}

/** What a text becomes when it is saved as a page: pipe tricks written out, signatures, substituted templates. */
export async function saved(wikitext: string, title = "甲"): Promise<string> {
  const { parse } = await ask<{ parse: { text: string } }>({
    action: "parse",
    onlypst: "1",
    contentmodel: "wikitext",
    text: wikitext,
    title,
  });
  return parse.text;
}

/** What `titles` (at most 50) lead to: the title of the page that answers, undefined when there is none. */
export async function resolveTitles(titles: readonly string[]): Promise<ReadonlyMap<string, string | undefined>> {
  type Step = { from: string; to: string };
  const { query } = await ask<{
    query: {
      normalized?: Step[];
      converted?: Step[];
      redirects?: Step[];
      pages: { title: string; missing?: boolean; invalid?: boolean }[];
    };
  }>({ action: "query", titles: titles.join("|"), redirects: "1", converttitles: "1" });
  const steps = [query.normalized, query.converted, query.redirects].map(
    (list) => new Map((list ?? []).map(({ from, to }) => [from, to])),
  );
  const existing = new Set(
    query.pages.filter(({ missing, invalid }) => !missing && !invalid).map(({ title }) => title),
  );
  return new Map(
    titles.map((title) => {
      const end = steps.reduce((reached, step) => step.get(reached) ?? reached, title);
      return [title, existing.has(end) ? end : undefined];
    }),
  );
}

/** Writes a page of the wiki, which lives as long as this run of the tests. */
export async function writePage(title: string, text: string): Promise<void> {
  // The token of those who are not logged in is a constant.
  await ask({ action: "edit", title, text, token: "+\\", contentmodel: "wikitext" });
}

async function ask<Answer>(parameters: Record<string, string>): Promise<Answer> {
  const response = await fetch(`${wikiAddress()}/api.php`, {
    method: "POST",
    body: new URLSearchParams({ format: "json", formatversion: "2", ...parameters }),
  });
  const text = await response.text();
  let answer: { error?: { code: string; info: string } };
  try {
    answer = JSON.parse(text);
  } catch {
    throw new Error(`MediaWiki's answer to ${parameters.action} is no JSON: ${text.slice(0, 1000)}`);
  }
  if (answer.error)
    throw new Error(`MediaWiki's answer to ${parameters.action}: ${answer.error.code}, ${answer.error.info}`);
  return answer as Answer;
}
