import type { CancellationToken } from "vscode-jsonrpc";
import type { AnnotatedTextEdit, ChangeAnnotation, WorkspaceEdit } from "vscode-languageserver";
import type { Companion } from "../core/collation/companion";
import { loadCompanion } from "../core/collation/load";
import { proposalLabel, type Restoration, refusalMessage } from "../core/features/collation";
import { render, type Texts } from "../core/rules/texts";
import { readCompanion } from "../core/workspace/companions";
import { nameOf, placeKey, placeOf } from "../core/workspace/paths";
import { hostOf, type WikiProblem } from "../core/workspace/wiki-companion";
import { toRange } from "./convert";
import { ERROR_CODES, expectParams, expectUri, isRecord, RequestFailure } from "./guard";
import { type CompanionsResult, type RestoreResult, restoreAnnotations } from "./protocol";
import type { Page, Session } from "./session";

const NO_COMPANION: Texts = {
  en: "No companion lies beside this page: choose one.",
  "zh-hans": "本页旁边没有副本，请选择一个。",
  "zh-hant": "本頁旁邊沒有副本，請選擇一個。",
};
const NOTHING: Texts = {
  en: "{companion} tells nothing that this page has lost.",
  "zh-hans": "{companion} 中没有本页所缺的内容。",
  "zh-hant": "{companion} 中沒有本頁所缺的內容。",
};
const DOUBTFUL: Texts = { en: "Doubtful: {label}", "zh-hans": "存疑：{label}", "zh-hant": "存疑：{label}" };
const NO_FILE: Texts = {
  en: "{name} cannot be read.",
  "zh-hans": "无法读取 {name}。",
  "zh-hant": "無法讀取 {name}。",
};
const NO_WIKI: Texts = {
  en: "No wiki is named in the setting redlink.collation.wiki.",
  "zh-hans": "设置 redlink.collation.wiki 中没有填写维基。",
  "zh-hant": "設定 redlink.collation.wiki 中沒有填寫維基。",
};
const PROBLEMS: Readonly<Record<WikiProblem["reason"], Texts>> = {
  unreachable: {
    en: "{wiki} cannot be reached ({detail}). Check the network and the setting redlink.collation.wiki.",
    "zh-hans": "无法连接 {wiki}（{detail}）。请检查网络和设置 redlink.collation.wiki。",
    "zh-hant": "無法連線至 {wiki}（{detail}）。請檢查網路和設定 redlink.collation.wiki。",
  },
  slow: {
    en: "{wiki} did not answer within {detail}. Try again later.",
    "zh-hans": "{wiki} 在 {detail} 内没有回应，请稍后再试。",
    "zh-hant": "{wiki} 在 {detail} 內沒有回應，請稍後再試。",
  },
  cancelled: { en: "Cancelled.", "zh-hans": "已取消。", "zh-hant": "已取消。" },
  size: {
    en: "The answer of {wiki} is larger than {detail}; it was not read.",
    "zh-hans": "{wiki} 的回应超过 {detail}，未读取。",
    "zh-hant": "{wiki} 的回應超過 {detail}，未讀取。",
  },
  redirect: {
    en: "{wiki} leads elsewhere ({detail}). Put the final address into the setting redlink.collation.wiki.",
    "zh-hans": "{wiki} 重定向到别处（{detail}）。请在设置 redlink.collation.wiki 中填写最终地址。",
    "zh-hant": "{wiki} 重新導向他處（{detail}）。請在設定 redlink.collation.wiki 中填寫最終位址。",
  },
  missing: {
    en: "{wiki} has no page “{detail}”.",
    "zh-hans": "{wiki} 没有页面“{detail}”。",
    "zh-hant": "{wiki} 沒有頁面「{detail}」。",
  },
  busy: {
    en: "{wiki} asks to wait ({detail} s). Try again later.",
    "zh-hans": "{wiki} 要求等待（{detail} 秒），请稍后再试。",
    "zh-hant": "{wiki} 要求等待（{detail} 秒），請稍後再試。",
  },
  status: {
    en: "{wiki} answered with error {detail}.",
    "zh-hans": "{wiki} 返回错误 {detail}。",
    "zh-hant": "{wiki} 傳回錯誤 {detail}。",
  },
  answer: {
    en: "What {wiki} answered is no MediaWiki API's answer. Check the setting redlink.collation.wiki.",
    "zh-hans": "{wiki} 的回应不是 MediaWiki API 的格式。请检查设置 redlink.collation.wiki。",
    "zh-hant": "{wiki} 的回應不是 MediaWiki API 的格式。請檢查設定 redlink.collation.wiki。",
  },
  refused: { en: "{wiki}: {detail}", "zh-hans": "{wiki}：{detail}", "zh-hant": "{wiki}：{detail}" },
};

/** Answers `redlink/companions`. */
export async function companions({ document }: Page, { workspace }: Session): Promise<CompanionsResult> {
  const files = await workspace.companions(document.uri);
  const { wiki } = workspace.configurationOf(document.uri);
  return {
    files: files.map(({ uri }) => ({ uri, name: nameOf(placeOf(uri).path) })),
    wiki: wiki === "" ? null : wiki,
  };
}

/** Answers `redlink/restore`. */
export async function restoration(session: Session, params: unknown, token: CancellationToken): Promise<RestoreResult> {
  const uri = expectUri(params);
  const page = session.page(uri);
  if (!page) return { edit: null, message: null };
  const say = (texts: Texts, args: Record<string, string> = {}) => render({ texts, args }, session.client.language);
  const from = (params as { readonly from?: unknown }).from;
  const companion = await companionOf(page, session, from, token);
  if (companion === undefined) return { edit: null, message: say(NO_COMPANION) };
  if ("texts" in companion) return { edit: null, message: render(companion, session.client.language) };
  const restored = await session.companions.beside(page, companion);
  if (session.page(uri)?.snapshot.version !== page.snapshot.version) {
    throw new RequestFailure(ERROR_CODES.contentModified, `${uri} has changed meanwhile`);
  }
  const refusal = refusalMessage(page.snapshot, restored);
  if (refusal) return { edit: null, message: render(refusal, session.client.language) };
  if (from !== undefined) session.companions.choose(page, companion);
  const edit = restorationEdit(page, session, restored);
  return edit ? { edit, message: null } : { edit: null, message: say(NOTHING, { companion: companion.name }) };
}

/** The companion that is asked for; a message when it cannot be had. */
async function companionOf(
  page: Page,
  session: Session,
  from: unknown,
  token: CancellationToken,
): Promise<Companion | { readonly texts: Texts; readonly args: Record<string, string> } | undefined> {
  if (from === undefined || from === null) return session.companions.of(page);
  expectParams(isRecord(from), "from must be an object");
  if (typeof from.text === "string") {
    const name = typeof from.name === "string" ? from.name : "";
    return loadCompanion(name, undefined, from.text);
  }
  const { uri } = page.document;
  if (from.wiki === true) {
    const asked = session.workspace.wikiCompanion(uri, (cancel) => token.onCancellationRequested(cancel));
    if (!asked) return { texts: NO_WIKI, args: {} };
    const answer = await asked;
    if (!("reason" in answer)) return answer;
    const wiki = hostOf(session.workspace.configurationOf(uri).wiki);
    return { texts: PROBLEMS[answer.reason], args: { wiki, detail: answer.detail || "?" } };
  }
  const wanted = from.uri;
  expectParams(typeof wanted === "string", "from needs uri, text or wiki");
  // Only what was offered is read: a companion's place is no way to any other file.
  const files = await session.workspace.companions(uri);
  const file = files.find((one) => placeKey(one.uri) === placeKey(wanted));
  const path = placeOf(wanted).path;
  return file ? readCompanion(path, file.text) : { texts: NO_FILE, args: { name: nameOf(path) } };
}

/** Every restoration as a part of one edit, each saying what it is and where it comes from. */
function restorationEdit(
  { document, snapshot, lines }: Page,
  { client }: Session,
  { proposals, companion }: Restoration,
): WorkspaceEdit | undefined {
  const shown = proposals.filter(({ edits, doubtful }) => edits.length > 0 && (client.annotatesChanges || !doubtful));
  if (shown.length === 0) return undefined;
  const annotations: Record<string, ChangeAnnotation> = {};
  const edits = shown.flatMap((proposal) =>
    proposal.edits.map((edit): AnnotatedTextEdit => {
      const label = render(proposalLabel(proposal, companion), client.language);
      const prefix = proposal.doubtful ? restoreAnnotations.doubtful : restoreAnnotations.certain;
      const annotationId = `${prefix}${proposal.kind}${proposal.entry ?? ""}`;
      annotations[annotationId] ??= {
        label: proposal.doubtful ? render({ texts: DOUBTFUL, args: { label } }, client.language) : label,
        needsConfirmation: true,
        ...(proposal.entry !== undefined && { description: proposal.text }),
      };
      return { range: toRange(lines, edit), newText: edit.newText, annotationId };
    }),
  );
  const plain = edits.map(({ range, newText }) => ({ range, newText }));
  if (!client.versionedEdits) return { changes: { [document.uri]: plain } };
  const textDocument = { uri: document.uri, version: snapshot.version };
  if (!client.annotatesChanges) return { documentChanges: [{ textDocument, edits: plain }] };
  return { documentChanges: [{ textDocument, edits }], changeAnnotations: annotations };
}
