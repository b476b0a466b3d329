import type { Companion } from "../collation/companion";
import { loadCompanion } from "../collation/load";
import { trimmedEnd } from "../text/trim";
import type { FetchFailure, FetchRequest, FetchResult } from "./host";

/** Why a page could not be had from the wiki; `detail` is a status, an address or what the wiki said. */
export interface WikiProblem {
  readonly reason: FetchFailure["failure"] | "missing" | "busy" | "status" | "answer" | "refused";
  readonly detail: string;
}

/** The address of the API, whether it was given whole or as the folder it lies in. */
export function apiAddress(base: string): string {
  return /\/api\.php$/.test(base) ? base : `${trimmedEnd(base, /\//)}/api.php`;
}

/** Asks a wiki for a page as it shows it, unconverted. */
function pageRequest(api: string, title: string): string {
  const parameters = {
    action: "parse",
    format: "json",
    formatversion: "2",
    prop: "text",
    redirects: "1",
    disableeditsection: "1",
    disablelimitreport: "1",
    variant: "zh",
    maxlag: "5",
    origin: "*",
    page: title,
  };
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${apiAddress(api)}?${query.join("&")}`;
}

/**
 * Fetches a page as companion.
 * @param get the host's
 * @param api the address of the wiki's API
 */
export async function fetchCompanion(
  get: (request: FetchRequest) => Promise<FetchResult>,
  api: string,
  title: string,
  onCancel: FetchRequest["onCancel"],
): Promise<Companion | WikiProblem> {
  const result = await get({ url: pageRequest(api, title), onCancel });
  if ("failure" in result) return { reason: result.failure, detail: result.detail };
  const { status, text, retryAfter } = result;
  if (status === 429 || status === 503) return { reason: "busy", detail: retryAfter ?? "" };
  if (status >= 300 && status < 400) return { reason: "redirect", detail: withoutCredentials(result.location ?? "") };
  const answer = readJson(text);
  if (status !== 200) return { reason: "status", detail: String(status) };
  if (answer === undefined) return { reason: "answer", detail: "" };
  const { error, parse } = answer;
  if (isRecord(error)) {
    if (error.code === "missingtitle" || error.code === "invalidtitle") return { reason: "missing", detail: title };
    if (error.code === "maxlag" || error.code === "ratelimited") return { reason: "busy", detail: retryAfter ?? "" };
    return { reason: "refused", detail: oneLine(error.info ?? error.code) };
  }
  if (!isRecord(parse) || typeof parse.text !== "string") return { reason: "answer", detail: "" };
  const found = typeof parse.title === "string" ? parse.title : title;
  return loadCompanion(`${hostOf(api)}.html`, found, parse.text);
}

function readJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // an error page, say
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function oneLine(said: unknown): string {
  return String(said).replace(/\s+/g, " ").slice(0, 200);
}

/** An address without the user name and password that may stand in front of its host. */
function withoutCredentials(address: string): string {
  return address.replace(/(?<=^(?:https?:)?\/\/)[^/?#]*@/i, "");
}

/** The wiki's name in messages. */
export function hostOf(api: string): string {
  return /^https?:\/\/(?:[^/?#]*@)?([^/?#@]+)/i.exec(api)?.[1] ?? api;
}
