// Everything that is said and offered on every example of every rule and on every sample: messages are complete in each
// language, and the edits of a change go together.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import {
  fixesOf,
  offers,
  PAGE_ACTIONS,
  type PageAction,
  pageEdits,
  pageOutcome,
  titleOf,
} from "../../server/core/features/actions";
import { citableEntries, citationTitle, citeHere } from "../../server/core/features/cite";
import { hover } from "../../server/core/features/hover";
import { ruleById } from "../../server/core/rules/registry";
import type { Change, Finding } from "../../server/core/rules/rule";
import { check } from "../../server/core/rules/run";
import { LANGUAGES, type Language, type Message } from "../../server/core/rules/texts";
import { conflictIn, inOrder, type TextEdit } from "../../server/core/text/edit";
import { type Lexicon, loadLexicon } from "../../server/core/variants/lexicon";
import type { Snapshot } from "../../server/core/workspace/snapshot";
import { allPages, placesOf } from "../support/all-pages";
import { openPage } from "../support/wiki";
import { fixture } from "./fixture";

let lexicon: Lexicon;
before(async () => {
  lexicon = await loadLexicon();
});

/** Actions whose outcome depends on the place. */
const LOCAL: ReadonlySet<PageAction> = new Set([
  "insertFootnote",
  "removeFootnote",
  "nameFootnote",
  "defineInList",
  "defineInline",
]);

/** Entries that are tried at a place: how a title is made does not depend on the entry's number. */
const FEW_ENTRIES = 5;

/** Every action that is offered somewhere on a page, with a place of it. */
function* actionsOn(snapshot: Snapshot, findings: readonly Finding[]): Generator<readonly [PageAction, number]> {
  const places = placesOf(snapshot);
  for (const action of PAGE_ACTIONS) {
    for (const offset of LOCAL.has(action) ? places : [0]) {
      if (offers(snapshot, findings, action, offset)) yield [action, offset];
    }
  }
}

/** Every message of a page: of findings, fixes, actions, citations and hovers. */
async function* messagesOn(snapshot: Snapshot): AsyncGenerator<Message> {
  const findings = check(snapshot);
  for (const finding of findings) {
    yield finding.message;
    for (const { message } of finding.related ?? []) yield message;
    for (const { title } of fixesOf(snapshot, finding)) yield title;
  }
  for (const [action, offset] of actionsOn(snapshot, findings)) {
    yield titleOf(snapshot, action, offset);
    if (LOCAL.has(action)) continue;
    const { remark } = pageOutcome(snapshot, findings, action, offset);
    if (remark) yield remark;
  }
  const { around } = fixture("");
  for (const offset of placesOf(snapshot)) {
    for (const index of citableEntries(snapshot, offset).slice(0, FEW_ENTRIES)) {
      yield citationTitle(snapshot.article.references[index]!);
    }
    const { title, note } = (await hover(snapshot, offset, around)) ?? {};
    for (const message of [title, note]) if (typeof message === "object") yield message;
  }
}

/** A piece of a rendered message: the message's own words, or a word of the page. */
interface Piece {
  readonly text: string;
  readonly isArgument: boolean;
}

/** @throws when an argument is missing */
function piecesOf({ texts, args = {} }: Message, language: Language): Piece[] {
  return texts[language].split(/(\{\w+\})/).flatMap((text, index): Piece[] => {
    if (index % 2 === 0) return [{ text, isArgument: false }];
    const value = args[text.slice(1, -1)];
    assert.notEqual(value, undefined, `“${texts[language]}” lacks ${text}`);
    return typeof value === "object" ? piecesOf(value, language) : [{ text: String(value), isArgument: true }];
  });
}

/** A word may begin with a dot: `.NET`, `../images/a.png`. */
const DOUBLED =
  /[。．.](?:[。．]|\.(?!\w|\/))|[，,、](?:[，,、。]|\.(?=\s|$))|[：:；;](?:[：:；;。]|\.(?=\s|$))|[？！?!](?:。|\.(?=\s|$))/gu;

function assertWellPut(message: Message, name: string): void {
  for (const language of LANGUAGES) {
    const pieces = piecesOf(message, language);
    const rendered = pieces.map(({ text }) => text).join("");
    for (const { index } of rendered.matchAll(DOUBLED)) {
      let start = 0;
      const holder = pieces.find(({ text }) => (start += text.length) > index)!;
      const isOfPage = holder.isArgument && index + 1 < start;
      const isEllipsis = /\.\.\./.test(rendered.slice(Math.max(0, index - 1), index + 3));
      assert.ok(isOfPage || isEllipsis, `${name}: doubled punctuation in “${rendered}”`);
    }
  }
}

function assertTogether(snapshot: Snapshot, edits: readonly TextEdit[], what: string): void {
  assert.equal(conflictIn(snapshot.article.text, inOrder(edits)), undefined, what);
}

/** Pages whose fixes and actions once had edits that overlapped or were inverted. */
const TEXTS = [
  "\\[1\\]\n\n1.",
  "甲\\[1\\]\n\n1.  一。\n\n\\[2\\]\n\n2.",
  "[^1]\n\n[^1]:",
  "甲[^a]\n\n[^a]: 一\n[^a]:]二\n",
  "甲[^1][^2]\n\n[^1]: 一\n\n文。\n\n[^2]: 二 ",
  "[^1]: 一\n\n[^2]: 二\n\n文。[^1][^2][^3]\n\n[^3]: 三\n",
  '<ref name="a">一</ref><ref name="a"><ref name="a" />二</ref><ref name="a">三</ref>\n<references />\n',
  "<ref name=a>一</ref>{{#tag:ref|二<ref name=a />|name=a}}\n{{reflist|refs=\n<ref name=a>三</ref>\n}}\n",
];

function* pagesWithTexts(): Generator<{ readonly name: string; readonly snapshot: Snapshot }> {
  yield* allPages(lexicon);
  for (const text of TEXTS) {
    for (const dialect of ["markdown", "wikitext"] as const) {
      yield { name: `${JSON.stringify(text)} (${dialect})`, snapshot: openPage(text, { dialect, lexicon }) };
    }
  }
}

describe("on every page", () => {
  test("messages have all their arguments, and no doubled punctuation", async () => {
    let count = 0;
    for (const { name, snapshot } of pagesWithTexts()) {
      for await (const message of messagesOn(snapshot)) {
        count++;
        assertWellPut(message, name);
      }
    }
    assert.ok(count > 5000, `${count} messages`);
  });

  test("the edits of each change are in bounds, expect what is there and do not overlap", () => {
    let count = 0;
    for (const { name, snapshot } of pagesWithTexts()) {
      const findings = check(snapshot);
      const changes: readonly (readonly [string, Pick<Change, "edits">])[] = [
        ...findings.flatMap((finding) =>
          // As the rule makes them: what cannot be made is left out behind it.
          (ruleById(finding.rule)?.fixes?.(finding, snapshot) ?? []).map((fix) => [fix.title.texts.en, fix] as const),
        ),
        ...[...actionsOn(snapshot, findings)].map(
          ([action, offset]) =>
            [`${action} at ${offset}`, { edits: pageEdits(snapshot, findings, action, offset).edits }] as const,
        ),
        ...placesOf(snapshot).flatMap((offset) => {
          const change = citeHere(snapshot, offset, 0);
          return change ? [[`citing at ${offset}`, change] as const] : [];
        }),
      ];
      for (const [what, { edits }] of changes) {
        count++;
        assertTogether(snapshot, edits, `${name}: ${what}`);
      }
    }
    assert.ok(count > 5000, `${count} changes`);
  });

  test("the edits of a change come in text order", () => {
    for (const { name, snapshot } of pagesWithTexts()) {
      const findings = check(snapshot);
      const offered = findings.flatMap((finding) => fixesOf(snapshot, finding));
      for (const { title, edits } of offered) {
        assert.deepEqual(edits, inOrder(edits), `${name}: ${title.texts.en}`);
      }
    }
  });
});
