import type { FetchRequest, FetchResult } from "../core/workspace/host";
import { VERSION } from "./version";

/** What a wiki is given, and asked for. */
export interface WebLimits {
  /** How long it may take for a page, in milliseconds. */
  readonly patience: number;
  /** Between two requests, in milliseconds: wikis ask for no more than one at a time, and not too many. */
  readonly interval: number;
  /** The longest answer that is read, in bytes: rendered, the longest articles have some millions. */
  readonly largest: number;
}

const LIMITS: WebLimits = { patience: 20_000, interval: 1_000, largest: 16_000_000 };

const AGENT = `Redlink/${VERSION} (editor extension for wiki articles)`;

/** Gets pages of the web, one after the other and not in haste. The only place that speaks to a network. */
export class WebReader {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly limits: WebLimits = LIMITS) {}

  readonly get = (request: FetchRequest): Promise<FetchResult> => {
    const result = this.last.then(() => this.read(request));
    this.last = result.then(() => pause(this.limits.interval));
    return result;
  };

  private async read({ url, onCancel }: FetchRequest): Promise<FetchResult> {
    const { patience, largest } = this.limits;
    const control = new AbortController();
    let failure: "cancelled" | "slow" = "slow";
    onCancel(() => {
      failure = "cancelled";
      control.abort();
    });
    const timer = setTimeout(() => control.abort(), patience);
    try {
      // In a browser the agent's own header cannot be set: wikis read the other one.
      const headers = { "User-Agent": AGENT, "Api-User-Agent": AGENT, Accept: "application/json" };
      const response = await fetch(url, { headers, redirect: "manual", credentials: "omit", signal: control.signal });
      if (response.type === "opaqueredirect") return { failure: "redirect", detail: "" };
      const text = await bodyOf(response, largest);
      if (text === undefined) {
        control.abort();
        return { failure: "size", detail: `${largest / 1_000_000} MB` };
      }
      const header = (name: string) => response.headers.get(name) ?? undefined;
      return { status: response.status, text, retryAfter: header("retry-after"), location: header("location") };
    } catch (error) {
      if (control.signal.aborted) return { failure, detail: `${patience / 1000} s` };
      const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
      // A message may repeat the address, and with it a password.
      return { failure: "unreachable", detail: cause?.code ?? message.replaceAll(url, "") };
    } finally {
      clearTimeout(timer);
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}

/** The body as text; undefined when it is longer than any article. */
async function bodyOf(response: Response, largest: number): Promise<string | undefined> {
  if (!response.body) return "";
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = "";
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.length;
    if (length > largest) return undefined;
    text += decoder.decode(value, { stream: true });
  }
}
