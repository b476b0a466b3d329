import type { CompletionItem, CompletionItemKind, CompletionList } from "vscode-languageserver";
import { type Completion, type Completions, complete } from "../core/features/completion";
import { firstParagraph } from "../core/features/visible";
import { render } from "../core/rules/texts";
import type { Client } from "./client";
import { toRange } from "./convert";
import { expectParams, expectPosition, isRecord } from "./guard";
import { type Page, type Session, surroundings } from "./session";
import { escaped } from "./show";

/** What begins a link, a target, a path or an anchor in it, a note's name, a category's. */
export const COMPLETION_TRIGGERS: readonly string[] = ["[", "(", "/", "#", "^", ":", "{", "|", '"', "="];

const KINDS: Readonly<Record<Completion["kind"], CompletionItemKind>> = {
  page: 17, // File
  anchor: 18, // Reference
  footnote: 12, // Value
  category: 19, // Folder
  template: 3, // Function
  parameter: 5, // Field
};

/** Stands for kinds of items that a client does not know: text. */
const COMMON_KIND: CompletionItemKind = 1;

/** What an answer may weigh, in bytes: an editor waits for it with every letter. */
const MAX_BYTES = 48_000;
const PARAGRAPH_LIMIT = 300;

/** Answers `textDocument/completion`. */
export async function completion(
  page: Page,
  session: Session,
  params: Record<string, unknown>,
): Promise<CompletionList | null> {
  const offset = page.lines.offsetAt(expectPosition(params.position));
  const found = await complete(page.snapshot, offset, surroundings(page, session));
  return found ? toCompletionList(found, page, offset, session.client) : null;
}

function toCompletionList(
  { span, items }: Completions,
  { document, lines, snapshot }: Page,
  offset: number,
  client: Client,
): CompletionList {
  const range = toRange(lines, span);
  // The editor sifts what it was given by what is typed, letter by letter: a title in the other script would not pass, nor
  // one that holds the letters further behind. What is found here fits; the next letter is asked about again.
  const filterText = snapshot.article.text.slice(span.start, offset);
  const list: CompletionItem[] = [];
  let bytes = 0;
  for (const [index, { kind, name, note, insert, path }] of items.entries()) {
    const detail = note === undefined || typeof note === "string" ? note : render(note, client.language);
    const item: CompletionItem = {
      label: name,
      kind: client.completionKinds(KINDS[kind]) ? KINDS[kind] : COMMON_KIND,
      filterText,
      sortText: String(index).padStart(3, "0"),
      textEdit: { range, newText: insert },
    };
    if (detail !== undefined) {
      if (client.completionDetails) item.labelDetails = { description: detail };
      else item.detail = detail;
    }
    if (path !== undefined && client.resolvesCompletions) item.data = { uri: document.uri, path };
    bytes += new TextEncoder().encode(JSON.stringify(item)).length;
    if (bytes > MAX_BYTES) break;
    list.push(item);
  }
  return { isIncomplete: true, items: list };
}

/** Answers `completionItem/resolve`: what the page begins with. */
export async function resolveCompletion(session: Session, params: unknown): Promise<CompletionItem> {
  expectParams(isRecord(params), "completionItem/resolve needs an item");
  const item = params as unknown as CompletionItem;
  const data: unknown = item.data;
  if (!isRecord(data) || typeof data.uri !== "string" || typeof data.path !== "string") return item;
  const page = session.page(data.uri);
  const other = page && (await session.workspace.page(page.document, data.path));
  const paragraph = other ? firstParagraph(other.article, PARAGRAPH_LIMIT) : "";
  if (paragraph === "") return item;
  const { documentation } = session.client;
  if (documentation === "string") return { ...item, documentation: paragraph };
  const value = documentation === "markdown" ? escaped(paragraph) : paragraph;
  return { ...item, documentation: { kind: documentation, value } };
}
