import type { CodeAction, Command, WorkspaceEdit } from "vscode-languageserver";
import {
  fixesAt,
  fixesOf,
  isAtFootnotes,
  isFormAction,
  isIndivisible,
  offers,
  PAGE_ACTIONS,
  type PageAction,
  type PageOutcome,
  pageOutcome,
  reachesFar,
  titleOf,
} from "../core/features/actions";
import { citableEntries, citationTitle, citeHere, isUncited } from "../core/features/cite";
import { proposalsAt, restorationsOf } from "../core/features/collation";
import type { Change } from "../core/rules/rule";
import { type Message, render, type Texts } from "../core/rules/texts";
import { joined } from "../core/text/edit";
import { overlaps, type Span } from "../core/text/span";
import { conversionEdit, conversionTitle, MAIN_TARGETS, OTHER_TARGETS } from "./conversion";
import { fromRange, toDiagnostic } from "./convert";
import { ERROR_CODES, expectParams, expectPosition, expectRange, isRecord, type Point, RequestFailure } from "./guard";
import {
  type ConversionTarget,
  conversionTargets,
  convertCommand,
  serverCommands,
  showProblemsNotification,
} from "./protocol";
import type { Page, Session } from "./session";

const QUICK_FIX = "quickfix";

const PAGE_KINDS: Readonly<Record<PageAction, string>> = {
  fixAll: "source.fixAll.redlink",
  organizeFootnotes: "source.organizeFootnotes.redlink",
  insertFootnote: "refactor.rewrite.redlink.insertFootnote",
  removeFootnote: "refactor.rewrite.redlink.removeFootnote",
  mergeDuplicateEntries: "refactor.rewrite.redlink.mergeDuplicateEntries",
  nameFootnote: "refactor.rewrite.redlink.nameFootnote",
  defineInList: "refactor.rewrite.redlink.defineInList",
  defineInline: "refactor.rewrite.redlink.defineInline",
  numberedFootnotes: "refactor.rewrite.redlink.numberedFootnotes",
  markdownFootnotes: "refactor.rewrite.redlink.markdownFootnotes",
  refFootnotes: "refactor.rewrite.redlink.refFootnotes",
  fixOverruns: "refactor.rewrite.redlink.fixOverruns",
};

const CITE_KIND = "refactor.rewrite.redlink.citeEntry";

const CONVERT_KIND = "refactor.rewrite.redlink.convert";
const OTHER_KIND = `${CONVERT_KIND}.other`;

export const ACTION_KINDS: readonly string[] = [
  QUICK_FIX,
  ...Object.values(PAGE_KINDS),
  CITE_KIND,
  ...conversionTargets.map((target) => `${CONVERT_KIND}.${target}`),
  OTHER_KIND,
];

/** Findings of which a light bulb shows the repairs: a selection of the whole page may touch thousands. */
const MAX_FINDINGS = 50;

/** Entries that can be cited at the cursor: unused ones among all actions, any when only these were asked for. */
const MAX_UNUSED = 5;
const MAX_ENTRIES = 200;

/** What the server's own commands begin with, before the name of an action. */
const SERVER = "redlink.server.";

const INVOKED = 1;
const AUTOMATIC = 2;
const MESSAGE_INFO = 3;

const NOTHING: Texts = {
  en: "There is nothing to change here.",
  "zh-hans": "此处没有需要修改的内容。",
  "zh-hant": "此處沒有需要修改的內容。",
};
const SHOW_PROBLEMS: Texts = { en: "Show Problems", "zh-hans": "显示问题", "zh-hant": "顯示問題" };
const NO_ARTICLE: Texts = {
  en: "This document is not a wiki article.",
  "zh-hans": "此文档不是维基条目。",
  "zh-hant": "此文件不是維基條目。",
};

const NO_EDITS: Texts = {
  en: "This editor does not apply edits that the server sends. Use its code actions instead.",
  "zh-hans": "此编辑器不支持由服务器发起的编辑。请改用其代码操作。",
  "zh-hant": "此編輯器不支援由伺服器發起的編輯。請改用其程式碼動作。",
};

/** What an action is worked out from when it is chosen; it comes back from the client, and is not trusted. */
type ActionData = { readonly uri: string; readonly version: number } & (
  | {
      readonly type: "fix";
      readonly rule: string;
      readonly start: number;
      readonly end: number;
      readonly index: number;
    }
  | {
      readonly type: "page";
      readonly action: PageAction;
      readonly offset: number;
      /** A person asked for it: on saving a page nothing is said. */
      readonly invoked: boolean;
    }
  | { readonly type: "restore"; readonly start: number; readonly index: number }
  | { readonly type: "cite"; readonly index: number; readonly offset: number }
  | {
      readonly type: "convert";
      readonly target: ConversionTarget;
      readonly start: number;
      readonly end: number;
    }
);

/** Findings that a companion may repair. */
const RESTORABLE: ReadonlySet<string> = new Set(["footnote/empty-entry", "residue/dropped-template"]);

/** A repair from the companion, where it begins, and which of the repairs there it is. */
interface Restored {
  readonly change: Change;
  readonly start: number;
  readonly index: number;
}

/** What an action does: a change, and what to ask before it is made. */
interface Outcome {
  readonly change: Pick<Change, "edits" | "create">;
  readonly confirm: Message | undefined;
}

/** What an action on the page does, and what is to be said of it. */
type PageActionOutcome = Pick<PageOutcome, "remark" | "waiting"> & { readonly outcome: Outcome | undefined };

/** Answers `textDocument/codeAction`. */
export async function actions(page: Page, session: Session, params: Record<string, unknown>): Promise<CodeAction[]> {
  const context = isRecord(params.context) ? params.context : {};
  const only = Array.isArray(context.only) ? context.only.filter((kind) => typeof kind === "string") : undefined;
  const span = fromRange(page.lines, expectRange(params.range));
  const wanted = (kind: string) =>
    only?.some((asked) => asked === "" || kind === asked || kind.startsWith(`${asked}.`));
  const { document, snapshot } = page;
  const { client, diagnostics } = session;
  const findings = diagnostics.findings(document);
  const found: CodeAction[] = [];
  const add = async (
    action: CodeAction,
    data: ActionData,
    workOut: () => WorkspaceEdit | undefined | Promise<WorkspaceEdit | undefined>,
  ) => {
    if (client.resolvesEdits) {
      found.push({ ...action, data });
      return;
    }
    const edit = await workOut();
    if (edit) found.push({ ...action, edit });
  };
  const identity = { uri: document.uri, version: snapshot.version };

  if (wanted(QUICK_FIX) ?? true) {
    const touched = findings.filter(({ start, end }) => start <= span.end && span.start <= end).slice(0, MAX_FINDINGS);
    const { uri, lines } = document;
    for (const { finding, index, change } of fixesAt(snapshot, touched, span)) {
      if (change.create?.length && !client.createsFiles) continue;
      const diagnostic = toDiagnostic(finding, { uri, lines, client, documentation: session.documentation });
      const action: CodeAction = {
        title: render(change.title, client.language),
        kind: QUICK_FIX,
        diagnostics: [diagnostic],
      };
      if (change.preferred && client.prefersActions) action.isPreferred = true;
      const { rule, start, end } = finding;
      await add(action, { ...identity, type: "fix", rule, start, end, index }, () =>
        editOf(page, session, outcomeOfFix(page, change)),
      );
    }
  }
  if (wanted(QUICK_FIX) ?? true) {
    for (const { change, start, index } of await restorations(page, session, span)) {
      const data: ActionData = { ...identity, type: "restore", start, index };
      const title = render(change.title, client.language);
      const action: CodeAction = {
        title,
        kind: QUICK_FIX,
        ...(change.preferred && client.prefersActions && { isPreferred: true }),
      };
      await add(action, data, () => editOf(page, session, outcomeOfFix(page, change)));
    }
  }
  // What concerns the whole page is offered when somebody asked for it, not whenever the cursor moves.
  const invoked = context.triggerKind === INVOKED && only === undefined;
  const isAutomatic = context.triggerKind === AUTOMATIC;
  for (const action of PAGE_ACTIONS) {
    const kind = PAGE_KINDS[action];
    const isHere = action === "removeFootnote" || (isFormAction(action) && isAtFootnotes(snapshot, span.end));
    if (!(wanted(kind) ?? (invoked || isHere))) continue;
    if (!offers(snapshot, findings, action, span.end)) continue;
    const title = render(titleOf(snapshot, action, span.end), client.language);
    const data: ActionData = { ...identity, type: "page", action, offset: span.end, invoked: !isAutomatic };
    const workOut = () => editOf(page, session, outcomeOfPageAction(page, session, action, span.end).outcome);
    await add({ title, kind }, data, workOut);
  }
  if (wanted(CITE_KIND) ?? invoked) {
    const entries = citableEntries(snapshot, span.end);
    const unused = () => entries.filter((index) => isUncited(snapshot.article.references[index]!));
    for (const index of invoked ? unused().slice(0, MAX_UNUSED) : entries.slice(0, MAX_ENTRIES)) {
      const title = render(citationTitle(snapshot.article.references[index]!), client.language);
      const data: ActionData = { ...identity, type: "cite", index, offset: span.end };
      await add({ title, kind: CITE_KIND }, data, () => editOf(page, session, outcomeOfCitation(page, data)));
    }
  }
  const isSelection = span.end > span.start;
  const area = isSelection ? span : { start: 0, end: document.text.length };
  const asked = only?.some((kind) => kind === CONVERT_KIND || kind.startsWith(`${CONVERT_KIND}.`));
  for (const target of asked ? conversionTargets : MAIN_TARGETS) {
    const kind = `${CONVERT_KIND}.${target}`;
    if (!(wanted(kind) ?? (invoked || isSelection))) continue;
    const title = conversionTitle(target, isSelection, client.language);
    const data: ActionData = { ...identity, type: "convert", target, ...area };
    await add({ title, kind }, data, () => conversionEdit(page, session, { target, phrases: false, area }));
  }
  if (client.convertsByList && (wanted(OTHER_KIND) ?? (invoked || isSelection))) {
    const title = OTHER_TARGETS[client.language];
    found.push({ title, kind: OTHER_KIND, command: { title, command: convertCommand } });
  }
  return found;
}

/** Answers `textDocument/codeAction` of a client that knows commands only: those that change the page by an edit of the server's. */
export function actionCommands(page: Page, session: Session, params: Record<string, unknown>): Command[] {
  const range = expectRange(params.range);
  const { client, diagnostics } = session;
  if (!client.appliesEdits) return [];
  const { document, lines, snapshot } = page;
  const offset = fromRange(lines, range).end;
  const findings = diagnostics.findings(document);
  return PAGE_ACTIONS.filter((action) => offers(snapshot, findings, action, offset)).map((action) => ({
    title: render(titleOf(snapshot, action, offset), client.language),
    command: `${SERVER}${action}`,
    arguments: [document.uri, range],
  }));
}

/** Answers `codeAction/resolve`. */
export async function resolveAction(session: Session, params: unknown): Promise<CodeAction> {
  // Editors also ask about an action that is no more than a command of theirs, or complete.
  if (
    isRecord(params) &&
    (params.data ?? undefined) === undefined &&
    (isRecord(params.command) || isRecord(params.edit))
  ) {
    return params as unknown as CodeAction;
  }
  expectParams(isRecord(params) && isActionData(params.data), "codeAction/resolve needs an action of this server");
  const action = params as unknown as CodeAction & { data: ActionData };
  const { data } = action;
  const page = session.page(data.uri);
  if (!page || page.snapshot.version !== data.version) {
    throw new RequestFailure(ERROR_CODES.contentModified, "the document has changed since the action was offered");
  }
  if (data.type === "page") {
    const { outcome, ...said } = outcomeOfPageAction(page, session, data.action, data.offset);
    if (data.invoked || data.action !== "fixAll") remark(session, said);
    return withEdit(action, editOf(page, session, outcome));
  }
  const edit =
    data.type === "convert"
      ? await conversionEdit(page, session, { target: data.target, phrases: false, area: data })
      : editOf(page, session, await outcomeOf(page, session, data));
  return withEdit(action, edit);
}

function withEdit(action: CodeAction, edit: WorkspaceEdit | undefined): CodeAction {
  return edit ? { ...action, edit } : action;
}

async function outcomeOf(
  page: Page,
  session: Session,
  data: Exclude<ActionData, { type: "convert" | "page" }>,
): Promise<Outcome | undefined> {
  switch (data.type) {
    case "fix": {
      const finding = session.diagnostics
        .findings(page.document)
        .find(({ rule, start, end }) => rule === data.rule && start === data.start && end === data.end);
      const change = finding && fixesOf(page.snapshot, finding)[data.index];
      return change && outcomeOfFix(page, change);
    }
    case "cite":
      return outcomeOfCitation(page, data);
    case "restore": {
      const all = await restorations(page, session, { start: data.start, end: data.start });
      const chosen = all.find(({ start, index }) => start === data.start && index === data.index);
      return chosen && outcomeOfFix(page, chosen.change);
    }
  }
}

/** What the companion restores at a place where something is known to be lost; looked for there only. */
async function restorations(page: Page, session: Session, span: Span): Promise<Restored[]> {
  const findings = session.diagnostics.findings(page.document);
  if (!findings.some((finding) => RESTORABLE.has(finding.rule) && overlaps(finding, span))) return [];
  const restoration = await session.companions.restoration(page);
  if (!restoration) return [];
  return proposalsAt(restoration, span).flatMap((proposal) =>
    restorationsOf(page.snapshot, proposal, restoration.companion).map((change, index) => ({
      change,
      start: proposal.start,
      index,
    })),
  );
}

function outcomeOfFix({ snapshot }: Page, change: Change): Outcome {
  // Who picks a repair of one place by its title has chosen already.
  const confirm = change.safety === "review" && reachesFar(snapshot, change) ? change.title : undefined;
  return { change, confirm };
}

function outcomeOfPageAction(
  { document, snapshot }: Page,
  session: Session,
  action: PageAction,
  offset: number,
): PageActionOutcome {
  const { change, ...said } = pageOutcome(snapshot, session.diagnostics.findings(document), action, offset);
  return { ...said, outcome: change && { change, confirm: change.safety === "review" ? change.title : undefined } };
}

function outcomeOfCitation(
  { snapshot }: Page,
  { offset, index }: { readonly offset: number; readonly index: number },
): Outcome | undefined {
  const change = citeHere(snapshot, offset, index);
  return change && { change, confirm: undefined }; // who picks an entry by its text has chosen already
}

function editOf(page: Page, session: Session, outcome: Outcome | undefined): WorkspaceEdit | undefined {
  if (!outcome) return undefined;
  const { change, confirm } = outcome;
  // A preview lets each edit be ticked by itself; half a renumbering would move citations.
  const isOne = confirm !== undefined && session.client.annotatesChanges && isIndivisible(page.snapshot, change);
  const edits = isOne ? [joined(page.snapshot.article.text, change.edits)] : change.edits;
  return session.workspaceEdit(page, { ...change, edits }, confirm);
}

/** Answers `workspace/executeCommand`: applies the command's edit through the client. */
export async function executeCommand(session: Session, params: unknown): Promise<null> {
  const { command, arguments: given } = isRecord(params) ? (params as unknown as Command) : ({} as Partial<Command>);
  const known = serverCommands.find((name) => name === command);
  expectParams(known !== undefined, `there is no command ${String(command)}`);
  const [uri, where] = Array.isArray(given) ? (given as unknown[]) : [];
  expectParams(typeof uri === "string", "the first argument must be a document's URI");
  const page = session.page(uri);
  const { appliesEdits, language } = session.client;
  if (!appliesEdits) throw new RequestFailure(ERROR_CODES.requestFailed, NO_EDITS[language]);
  if (!page) return tell(session, NO_ARTICLE[language]);
  const action = known.slice(SERVER.length) as PageAction;
  const offset = (where ?? undefined) === undefined ? 0 : page.lines.offsetAt(pointOf(where));
  const { outcome, ...said } = outcomeOfPageAction(page, session, action, offset);
  const edit = editOf(page, session, outcome);
  if (!edit) {
    remark(session, said.remark ? said : { remark: { texts: NOTHING } });
    return null;
  }
  const label = render(titleOf(page.snapshot, action, offset), language);
  const answer = await session.request<{ readonly applied?: boolean } | null>("workspace/applyEdit", { label, edit });
  if (answer?.applied) remark(session, said);
  return null;
}

/** The cursor: a position, or where a selection ends. */
function pointOf(where: unknown): Point {
  return isRecord(where) && "end" in where ? expectRange(where).end : expectPosition(where);
}

/** Says what is to be said of an action. Where findings are left, clients that can show the list of problems offer it. */
function remark(session: Session, { remark, waiting = 0 }: Pick<PageOutcome, "remark" | "waiting">): void {
  if (!remark) return;
  const { asksPerson, answers, language } = session.client;
  const message = render(remark, language);
  if (waiting === 0 || !asksPerson || !answers.includes(showProblemsNotification)) {
    tell(session, message);
    return;
  }
  const title = SHOW_PROBLEMS[language];
  const question = { type: MESSAGE_INFO, message, actions: [{ title }] };
  // Not awaited: the message may stay on the screen for ever.
  session.request<{ readonly title: string } | null>("window/showMessageRequest", question).then(
    (chosen) => chosen?.title === title && session.notify(showProblemsNotification, {}),
    () => {}, // a client that is gone has nothing to choose
  );
}

function tell(session: Session, message: string): null {
  session.notify("window/showMessage", { type: MESSAGE_INFO, message });
  return null;
}

function isActionData(data: unknown): data is ActionData {
  if (!isRecord(data) || typeof data.uri !== "string" || typeof data.version !== "number") return false;
  const numbers = (...keys: string[]) => keys.every((key) => Number.isInteger(data[key]) && (data[key] as number) >= 0);
  switch (data.type) {
    case "fix":
      return typeof data.rule === "string" && numbers("start", "end", "index");
    case "page":
      return (
        PAGE_ACTIONS.some((action) => action === data.action) && numbers("offset") && typeof data.invoked === "boolean"
      );
    case "cite":
      return numbers("index", "offset");
    case "restore":
      return numbers("start", "index");
    case "convert":
      return conversionTargets.some((target) => target === data.target) && numbers("start", "end");
    default:
      return false;
  }
}
