import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Article } from "../../server/core/model/article";
import { openPage } from "../support/wiki";
import { type Beside, beside } from "./beside";

// A sentence in the forms of the page and of its companions. `⟦shown|wikitext⟧`: words that the conversion dropped.

interface Forms {
  readonly markdown: string;
  readonly wikitext: string;
  readonly rendered: string;
  readonly html: string;
  /** What a reader of the whole article sees. */
  readonly shown: string;
}

const LOST = /⟦([^|⟧]*)\|([^⟧]*)⟧/g;
const REST =
  "，全長四十八公里，一九一一年通車，一九七四年停辦\\[1\\]。鐵道由當地的木材商出資興建，戰後劃歸省營，沿線的車站如今改為展覽室。";

/** @param sentence bold words in `**`, links as `[[page|label]]` */
function formsOf(sentence: string): Forms {
  const whole = sentence + REST;
  const plain = whole.replace(/\*\*/g, "").replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, "$1");
  const shown = plain.replace(LOST, "$1");
  const rendered = shown.replace("\\[1\\]", "[1]");
  const html = whole
    .replace(LOST, "$1")
    .replace(/\*\*([^*]*)\*\*/g, "<b>$1</b>")
    .replace(/\[\[(?:([^\]|]*)\|)?([^\]]*)\]\]/g, '<a href="/wiki/$1">$2</a>')
    .replace("\\[1\\]", '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">&#91;1&#93;</a></sup>');
  return {
    markdown: `${whole
      .replace(LOST, "")
      .replace(
        /\[\[(?:([^\]|]*)\|)?([^\]]*)\]\]/g,
        (_, page, label) => `[${label}](../Page/${page ?? label}.md "wikilink")`,
      )}\n\n[Category:鐵道](https://zh.wikipedia.org/wiki/Category:鐵道 "wikilink")\n\n1.  年鑑，第8頁。\n`,
    wikitext: `{{Infobox rail|name=碧溪鐵道|image=A.jpg}}\n${whole
      .replace(LOST, "$2")
      .replace(/\*\*/g, "'''")
      .replace("\\[1\\]", "<ref>年鑑，第8頁。</ref>")}\n`,
    rendered: `${rendered}\n\n  1. ^ 年鑑，第8頁。\u00a0 \n`,
    html: `<div class="mw-parser-output"><p>${html}</p><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><a href="#cite_ref-1">^</a></span> <span class="reference-text">年鑑，第8頁。</span></li></ol></div>`,
    shown: shown.replace("\\[1\\]", ""),
  };
}

function visible({ text, passages }: Article): string {
  const first = passages.find(({ kind }) => kind === "paragraph")!;
  return first.runs.map((run) => run.map(({ start, end }) => text.slice(start, end)).join("")).join("");
}

const COMPANIONS = ["wikitext", "rendered", "html"] as const;
const NAMES = { wikitext: "碧溪鐵道.wikitext", rendered: "碧溪鐵道.rendered.txt", html: "碧溪鐵道.html" } as const;

function lay(forms: Forms, form: (typeof COMPANIONS)[number]): Promise<Beside> {
  return beside(forms.markdown, NAMES[form], forms[form], "Page/碧溪鐵道.md");
}

/** Sentences of which every companion tells all that was lost. */
const RESTORED: readonly (readonly [name: string, sentence: string])[] = [
  ["one language", "**碧溪鐵道**（⟦英語：Pixi Railway|{{lang-en|Pixi Railway}}⟧）是一條窄軌鐵道"],
  ["no bold words", "碧溪鐵道（⟦英語：Pixi Railway|{{lang-en|Pixi Railway}}⟧）是一條窄軌鐵道"],
  ["a short name", "**碧**（⟦法語：Pixi|{{lang-fr|Pixi}}⟧）是一條窄軌鐵道"],
  ["brackets in half width", "**碧溪鐵道**(⟦英語：Pixi Railway|{{lang-en|Pixi Railway}}⟧)是一條窄軌鐵道"],
  ["two languages", "**碧溪鐵道**（⟦英語：Pixi|{{lang-en|Pixi}}⟧，⟦德語：Pichi|{{lang-de|Pichi}}⟧）是一條窄軌鐵道"],
  [
    "two languages with a semicolon",
    "**碧溪鐵道**（⟦英語：Pixi|{{lang-en|Pixi}}⟧；⟦日語：へきけい|{{lang-ja|へきけい}}⟧）是一條窄軌鐵道",
  ],
  [
    "three languages",
    "**碧溪鐵道**（⟦英語：Pixi|{{lang-en|Pixi}}⟧、⟦德語：Pichi|{{lang-de|Pichi}}⟧、⟦俄語：Писи|{{lang-ru|Писи}}⟧）是一條窄軌鐵道",
  ],
  ["the language is not named", "**碧溪鐵道**（⟦Pixi Railway|{{lang|en|Pixi Railway}}⟧）是一條窄軌鐵道"],
  [
    "capital letters, emphasis within",
    "**碧溪鐵道**（⟦英語：Pixi Railway|{{Lang-en|'''Pixi''' Railway}}⟧）是一條窄軌鐵道",
  ],
  [
    "a date behind the words",
    "**王文**（⟦英語：Wang Wen|{{lang-en|Wang Wen}}⟧，1901年1月2日—1980年3月4日），碧溪鐵道的創辦人",
  ],
  [
    "a date before the words",
    "**王文**（1901年1月2日—1980年3月4日，⟦英語：Wang Wen|{{lang-en|Wang Wen}}⟧），碧溪鐵道的創辦人",
  ],
  [
    "two holes",
    "**碧溪鐵道**（⟦英語：Pixi|{{lang-en|Pixi}}⟧），舊稱**湖雲鐵道**（⟦德語：Huyun|{{lang-de|Huyun}}⟧），是一條窄軌鐵道",
  ],
  ["behind a link", "[[碧溪|碧溪]]（⟦英語：Pixi|{{lang-en|Pixi}}⟧）流域的一條窄軌鐵道"],
  ["behind a link that ran on", "碧湖通往[[雲坪|雲坪一帶]]（⟦英語：Yunping|{{lang-en|Yunping}}⟧）的一條窄軌鐵道"],
  ["within book-title marks", "碧溪鐵道見於遊記《⟦Pixi Notes|{{lang|en|Pixi Notes}}⟧》的第三章"],
  [
    "the words begin as those behind the brackets do",
    "**碧溪鐵道**（⟦英語：Pixi|{{lang-en|Pixi}}⟧）英語文獻中又稱森林鐵道",
  ],
  ["the words end as those before the brackets do", "碧溪鐵道連接PX（⟦Pixi PX|{{lang|en|Pixi PX}}⟧）與雲坪的木材場"],
  ["bold words hold the brackets", "**碧溪鐵道（⟦英語：Pixi|{{lang-en|Pixi}}⟧）**是一條窄軌鐵道"],
  ["several names in one bracket", "**碧溪鐵道**（⟦英語：Pixi|{{lang-en|Pixi}}⟧，簡稱**碧鐵**）是一條窄軌鐵道"],
  ["two templates touch", "**碧溪鐵道**（⟦Pixi 碧溪|{{lang|en|Pixi}} {{lang|ja|碧溪}}⟧）是一條窄軌鐵道"],
  ["the newer template of languages", "**碧溪鐵道**（⟦英語：Pixi|{{langx|en|Pixi}}⟧）是一條窄軌鐵道"],
  [
    "a template within the template",
    "**碧溪鐵道**（⟦英語：Pixi Railway|{{lang-en|{{nowrap|Pixi Railway}}}}⟧）是一條窄軌鐵道",
  ],
  [
    "a link within the template",
    "**碧溪鐵道**（⟦英語：Pixi Railway|{{lang-en|[[Pixi|Pixi Railway]]}}⟧）是一條窄軌鐵道",
  ],
  ["a footnote behind the brackets", "**碧溪鐵道**（⟦英語：Pixi|{{lang-en|Pixi}}⟧）"],
  ["numbers in the name", "**碧溪2號線**（⟦英語：Pixi Line 2|{{lang-en|Pixi Line 2}}⟧）是2號線"],
  ["punctuation in the words", "**碧溪鐵道**（⟦英語：Pixi & Co., Ltd.|{{lang-en|Pixi & Co., Ltd.}}⟧）是一條窄軌鐵道"],
  ["brackets in the words", "**碧溪鐵道**（⟦英語：Pixi (PX)|{{lang-en|Pixi (PX)}}⟧）是一條窄軌鐵道"],
  [
    "in the middle of a sentence",
    "此處的鐵道由木材商與測量員共同勘定路線，稱為「碧溪鐵道」（⟦英語：Pixi|{{lang-en|Pixi}}⟧），後來通車",
  ],
];

describe("words of templates", () => {
  for (const [name, sentence] of RESTORED)
    for (const form of COMPANIONS)
      test(`${name}, from ${form}`, async () => {
        const forms = formsOf(sentence);
        const { restored } = await lay(forms, form);
        assert.equal(visible(openPage(restored).article), forms.shown);
        const again = await beside(restored, NAMES[form], forms[form], "Page/碧溪鐵道.md");
        assert.deepEqual(again.restoration.proposals, []);
      });
});

/** Beside these nothing is written: it is not known what belongs there, or the words are new. */
const OPEN: readonly (readonly [name: string, page: string, companion: string, form: (typeof COMPANIONS)[number]])[] = [
  ["a template that is not known", "（）", "（{{座標框|25|N}}）", "wikitext"],
  ["a template with more than it is known to show", "（）", "（{{lang-ja|碧渓|へきけい}}）", "wikitext"],
  ["a language whose name is not known", "（）", "（{{lang-xx|Pixi}}）", "wikitext"],
  ["one template of two is not known", "（；）", "（{{lang-en|Pixi}}；{{座標框|25|N}}）", "wikitext"],
  ["a template that says something else in part", "（）", "（{{lang-en|Pixi {{未知}}}}）", "wikitext"],
  ["brackets that the page never had", "", "（{{lang-en|Pixi}}）", "wikitext"],
  ["brackets that the page never had", "", "（英語：Pixi）", "rendered"],
  ["brackets that the page never had", "", "（英語：Pixi）", "html"],
  ["another template came since", "（）", "（{{lang-en|Pixi}}，{{lang-de|Pichi}}）", "wikitext"],
  ["a clause came since", "，", "，俗稱碧鐵，", "rendered"],
  ["another bracket came since", "（）", "（英語：Pixi）（已廢止）", "rendered"],
];

describe("words that are not certain", () => {
  for (const [name, page, companion, form] of OPEN)
    test(`${name}: ${page} beside ${companion} (${form})`, async () => {
      const forms = formsOf("**碧溪鐵道**$是一條窄軌鐵道");
      const of = (text: string, words: string) => text.replace("$", words);
      const here = of(forms.markdown, page);
      const there = of(forms[form], companion);
      const { restored } = await beside(here, NAMES[form], there, "Page/碧溪鐵道.md");
      assert.equal(restored, here);
    });

  test("they are proposed as doubtful, within the brackets", async () => {
    const forms = formsOf("**碧溪鐵道**（）是一條窄軌鐵道");
    const there = forms.wikitext.replace("（）", "（{{lang-en|Pixi}}，{{lang-de|Pichi}}）");
    const { restoration } = await beside(forms.markdown, NAMES.wikitext, there, "Page/碧溪鐵道.md");
    assert.deepEqual(
      restoration.proposals.map(({ kind, doubtful, text, start, end }) => [
        kind,
        doubtful,
        text,
        forms.markdown.slice(start - 1, end + 1),
      ]),
      [["phrase", true, "英語：Pixi，德語：Pichi", "（）"]],
    );
  });
});

describe("holes at the edges of paragraphs", () => {
  const markdown =
    "碧溪鐵道是一條窄軌鐵道，沿線多隧道，戰後劃歸省營，舊稱為**湖雲鐵道**（）。\n\n  - 起點為山腳的湖口車站（）\n  - 終點為高地的雲坪車站\n\n全長四十八公里，一九一一年通車\\[1\\]。\n\n1.  年鑑\n";
  const companions = {
    wikitext:
      "碧溪鐵道是一條窄軌鐵道，沿線多隧道，戰後劃歸省營，舊稱為'''湖雲鐵道'''（{{lang-de|Huyun}}）。\n\n* 起點為山腳的湖口車站（{{lang-en|Lake Mouth}}）\n* 終點為高地的雲坪車站\n\n全長四十八公里，一九一一年通車<ref>年鑑</ref>。\n",
    rendered:
      "碧溪鐵道是一條窄軌鐵道，沿線多隧道，戰後劃歸省營，舊稱為湖雲鐵道（德語：Huyun）。\n\n起點為山腳的湖口車站（英語：Lake Mouth）\n終點為高地的雲坪車站\n\n全長四十八公里，一九一一年通車[1]。\n\n  1. ^ 年鑑\n",
    html: '<p>碧溪鐵道是一條窄軌鐵道，沿線多隧道，戰後劃歸省營，舊稱為<b>湖雲鐵道</b>（德語：<span lang="de">Huyun</span>）。</p><ul><li>起點為山腳的湖口車站（英語：Lake Mouth）</li><li>終點為高地的雲坪車站</li></ul><p>全長四十八公里，一九一一年通車<sup class="reference"><a href="#cite_note-1">[1]</a></sup>。</p><ol class="references"><li id="cite_note-1">年鑑</li></ol>',
  };
  const added = "另起的一段與此頁無關，說的是後來的事。";
  for (const form of COMPANIONS)
    test(`are filled from ${form}, also where the companion goes on otherwise`, async () => {
      const there = companions[form];
      const filled = markdown.replace("**（）", "**（德語：Huyun）").replace("車站（）", "車站（英語：Lake Mouth）");
      const more =
        form === "html"
          ? there.replace("<p>全長", `<p>${added}</p><p>全長`)
          : there.replace("全長", `${added}\n\n全長`);
      for (const companion of [there, more])
        assert.equal((await beside(markdown, NAMES[form], companion, "Page/碧溪鐵道.md")).restored, filled);
    });
});

test("a link to another language in plain text ends before the comma behind it", async () => {
  const markdown = `碧溪與雲坪兩地簽署了 ，約定共同管理鐵道${REST}\n\n1.  年鑑，第8頁。\n`;
  const name = "共同管理協定英語Pixi, Yunping and Huyun Agreement ,";
  const rendered = `碧溪與雲坪兩地簽署了${name}約定共同管理鐵道${REST.replace("\\[1\\]", "[1]")}\n\n  1. ^ 年鑑，第8頁。\u00a0 \n`;
  const { restored } = await beside(markdown, NAMES.rendered, rendered, "Page/碧溪鐵道.md");
  assert.ok(restored.startsWith("碧溪與雲坪兩地簽署了共同管理協定，約定"), restored.slice(0, 40));
});
