// A conversion as the editor shows it: what is certain, what somebody should look at, and why.
import type { ChangeAnnotation, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver";
import { joinedPhrases, type ReviewedEdit } from "../core/features/conversion-review";
import { type Message, render, type Texts } from "../core/rules/texts";
import type { LineIndex } from "../core/text/lines";
import type { Client } from "./client";
import { toRange } from "./convert";
import { conversionAnnotations } from "./protocol";

/** A page and what its conversion changes. */
export interface ConvertedPage {
  readonly uri: string;
  /** `null` for a page that is not open. */
  readonly version: number | null;
  readonly text: string;
  readonly lines: LineIndex;
  readonly edits: readonly ReviewedEdit[];
}

const CERTAIN: Texts = { en: "Certain", "zh-hans": "确定的转换", "zh-hant": "確定的轉換" };
const WORD: Texts = {
  en: "Regional word: {from} → {to}",
  "zh-hans": "地区用词：{from} → {to}",
  "zh-hant": "地區用詞：{from} → {to}",
};
const DOUBT: Texts = { en: "{from} → {to}?", "zh-hans": "{from} → {to}？", "zh-hant": "{from} → {to}？" };
const REASONS: Readonly<Record<"choice" | "overlap", Texts>> = {
  choice: {
    en: "no word around it tells",
    "zh-hans": "前后文的词语无法判断",
    "zh-hant": "前後文的詞語無法判斷",
  },
  overlap: {
    en: "the words here can be divided in two ways",
    "zh-hans": "此处有两种分词方式",
    "zh-hant": "此處有兩種斷詞方式",
  },
};
const OTHERS: Texts = {
  en: "{reason}; could also be {others}",
  "zh-hans": "{reason}；也可能是：{others}",
  "zh-hant": "{reason}；也可能是：{others}",
};
const STAYS: Texts = {
  en: "{reason}; stays {from} unless chosen",
  "zh-hans": "{reason}；不勾选则保持“{from}”",
  "zh-hant": "{reason}；不勾選則維持「{from}」",
};

/** Puts the conversions of pages together to one edit of the editor. */
export class ConversionEdits {
  private readonly documents: TextDocumentEdit[] = [];
  private readonly annotations: Record<string, ChangeAnnotation> = {};
  /** Edits so far, as they will be shown. */
  count = 0;

  /** @param previewed whether the editor shows even what is certain before it is done */
  constructor(
    private readonly client: Client,
    private readonly previewed: boolean,
  ) {}

  /** Adds a page; returns whether anything changes there, or could. */
  add({ uri, version, text, lines, edits }: ConvertedPage): boolean {
    const isAnnotated =
      this.client.annotatesChanges && (this.previewed || edits.some(({ kind }) => kind !== "certain"));
    const shown = isAnnotated ? joinedPhrases(text, edits) : edits.filter(({ kind }) => kind !== "open");
    if (shown.length === 0) return false;
    this.count += shown.length;
    this.documents.push({
      textDocument: { uri, version },
      edits: shown.map((edit) => {
        const { newText } = edit;
        const range = toRange(lines, edit);
        return isAnnotated ? { range, newText, annotationId: this.annotate(edit) } : { range, newText };
      }),
    });
    return true;
  }

  /** Undefined when nothing changes. */
  finish(): WorkspaceEdit | undefined {
    const { annotations, client, documents } = this;
    if (documents.length === 0) return undefined;
    if (!client.versionedEdits) {
      const changes = documents.map(({ textDocument, edits }) => [textDocument.uri, edits] as const);
      return { changes: Object.fromEntries(changes) as NonNullable<WorkspaceEdit["changes"]> };
    }
    if (Object.keys(annotations).length === 0) return { documentChanges: documents };
    return { documentChanges: documents, changeAnnotations: annotations };
  }

  /** The id of the annotation that says what an edit is; edits of which the same is to be said share it. */
  private annotate(edit: ReviewedEdit): string {
    const { kind, expected: from, newText: to, doubt } = edit;
    const isAbout = kind === "certain" ? "" : [from, to, ...edit.alternatives, doubt ?? ""].join("/");
    const id = conversionAnnotations[kind] + isAbout;
    this.annotations[id] ??= annotationOf(edit, (message) => render(message, this.client.language));
    return id;
  }
}

function annotationOf(edit: ReviewedEdit, say: (message: Message) => string): ChangeAnnotation {
  const { kind, expected: from, newText: to, alternatives, doubt } = edit;
  if (kind === "certain") return { label: say({ texts: CERTAIN }), needsConfirmation: false };
  if (doubt === undefined) return { label: say({ texts: WORD, args: { from, to } }), needsConfirmation: true };
  let reason = say({ texts: REASONS[doubt] });
  if (alternatives.length > 0) {
    reason = say({ texts: OTHERS, args: { reason, others: alternatives.join(", ") } });
  }
  return {
    label: say({ texts: DOUBT, args: { from, to } }),
    needsConfirmation: true,
    description: kind === "open" ? say({ texts: STAYS, args: { reason, from } }) : reason,
  };
}
