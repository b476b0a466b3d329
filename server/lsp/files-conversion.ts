import type { CancellationToken } from "vscode-jsonrpc";
import { reviewConversion } from "../core/features/conversion-review";
import type { Texts } from "../core/rules/texts";
import { LineIndex } from "../core/text/lines";
import { expectTarget } from "./conversion";
import { ConversionEdits } from "./conversion-edit";
import { ERROR_CODES, expectParams, isRecord, RequestFailure } from "./guard";
import { Progress } from "./progress";
import type { ConvertFilesResult } from "./protocol";
import type { Session } from "./session";

/** What an editor can still show for review: so many pages, so many edits. It holds the text of all of them. */
const MAX_PAGES = 500;
const MAX_EDITS = 30_000;

const REASONS: Readonly<Record<"unreadable" | "undecodable", Texts>> = {
  unreadable: { en: "cannot be read", "zh-hans": "无法读取", "zh-hant": "無法讀取" },
  undecodable: {
    en: "holds characters that are not valid UTF-8",
    "zh-hans": "含有不是有效 UTF-8 的字符",
    "zh-hant": "含有不是有效 UTF-8 的字元",
  },
};

/** Answers `redlink/convertFiles`: looks at one file after the other; of a page no more is kept than its edits. */
export async function filesConversion(
  session: Session,
  params: unknown,
  token: CancellationToken,
): Promise<ConvertFilesResult> {
  expectParams(isRecord(params), "redlink/convertFiles needs parameters");
  const { uris } = params;
  expectParams(Array.isArray(uris) && uris.every((uri) => typeof uri === "string"), "uris must be a list of URIs");
  const { target, phrases } = expectTarget(params);
  const { client, workspace } = session;
  const progress = new Progress(session, params.workDoneToken);
  try {
    const files = await workspace.articleFiles(uris);
    const all = new ConversionEdits(client, true);
    const failed: { uri: string; reason: string }[] = [];
    let articles = 0;
    let changed = 0;
    let looked = 0;
    for (const uri of files) {
      if (token.isCancellationRequested) {
        throw new RequestFailure(ERROR_CODES.requestCancelled, "the conversion was cancelled");
      }
      if (changed >= MAX_PAGES || all.count >= MAX_EDITS) break;
      progress.report(++looked, files.length);
      const file = await workspace.fileAt(uri);
      if (file === "other") continue;
      if (typeof file === "string") {
        failed.push({ uri, reason: REASONS[file][client.language] });
        continue;
      }
      articles++;
      const { snapshot } = file;
      const version = workspace.document(uri) ? snapshot.version : null;
      const { text } = snapshot.article;
      const lines = new LineIndex(text); // not those of an open document, which may change while this one is converted
      const edits = await reviewConversion(snapshot, target, { phrases });
      if (all.add({ uri: snapshot.uri, version, text, lines, edits })) changed++;
    }
    return { edit: all.finish() ?? null, articles, changed, failed, left: files.length - looked };
  } finally {
    progress.end();
  }
}
