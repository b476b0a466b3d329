import type { Link } from "../../model/article";
import type { LinkFrame } from "./frames";
import type { Sink } from "./sink";
import { readTarget } from "./targets";
import { trimmed } from "./templates";

/** What says how a file is shown; anything else in last place is its caption. */
const OPTION =
  /^(?:thumb|thumbnail|縮圖|缩略图|縮略圖|frame|framed|enframed|有框|frameless|无框|無框|border|边框|邊框|left|right|center|centre|none|左|右|居中|置中|无|無|baseline|sub|super|sup|top|text-top|middle|bottom|text-bottom|基线|顶部|中间|底部|子|超|下標|上標|垂直置頂|垂直置中|垂直置底|upright|竖直|豎直|右上|muted|loop)$|^(?:(?:thumb|thumbnail|縮圖|缩略图|縮略圖|upright|竖直|豎直|右上|alt|替代文本|替代文字|替代|link|链接|連結|page|页面|页数|页|頁|lang|语言|語言|class|类|類別|thumbtime|start|end|manualthumb)\s*=|(?:\d+(?:x\d*)?|x\d+)\s*(?:px|像素)$)/i;

/** Tells whether a part of a file's link says how it is shown. @param written without white space around it */
export function isOption(written: string): boolean {
  return OPTION.test(written);
}

/** The caption among a file's options: the last that is none. */
export function captionIn(
  text: string,
  { pipes, options }: LinkFrame,
  close: number,
): { readonly start: number; readonly sink: Sink | null } | undefined {
  const last = pipes.length - 1;
  const start = pipes[last]! + 1;
  const written = text.slice(start, Math.min(close, start + 60)).trim();
  return isOption(written) ? undefined : { start, sink: options[last] ?? null };
}

/** A picture's option that names where it leads, in the spellings of the wiki. MediaWiki minds their letter case. */
const LINK_OPTION = /^(?:link|链接|連結)=/;
/** In UTF-16 units. A title has at most 255 bytes. */
const LONGEST_OPTION = 400;
const ADDRESS = /^(?:(?:https?|ftps?|ircs?|git|svn):)?\/\/|^(?:mailto|news|tel|sms|magnet|urn|geo):/i;

/**
 * Reads `link=甲` among a picture's options: `` `[[File:a.jpg|link=甲]]` ``.
 * @param from behind the option's bar
 * @param to before the next bar or the end
 * @returns a link without a label whose span is the title; undefined when the option is another one
 */
export function pictureLink(text: string, from: number, to: number): Link | undefined {
  const option = trimmed(text, from, to);
  if (option.end - option.start > LONGEST_OPTION) return undefined;
  const written = text.slice(option.start, option.end);
  const sign = LINK_OPTION.exec(written);
  if (!sign || /[[\]{}<>|\n]/.test(written)) return undefined;
  const span = trimmed(text, option.start + sign[0].length, option.end);
  const leadsTo = text.slice(span.start, span.end);
  // An address is found as a bare link.
  if (ADDRESS.test(leadsTo)) return undefined;
  // `link=Category:甲` leads to the category's page and puts the article into no category.
  const target = readTarget(/^[:#]/.test(leadsTo) ? leadsTo : `:${leadsTo}`);
  if (!target) return undefined;
  const { kind, title, anchor } = target;
  return {
    start: span.start,
    end: span.end,
    kind,
    form: "wikitext",
    label: { start: span.end, end: span.end },
    labelText: "",
    target: span,
    destination: leadsTo,
    title,
    anchor,
    attribute: "link",
    image: false,
  };
}

/** A line of a gallery: `File:X.jpg|caption`. The namespace may be left out. */
export function galleryLink(
  text: string,
  start: number,
  caption: number,
  end: number,
  sink: Sink | null,
): Link | undefined {
  const target = trimmed(text, start, caption < 0 ? end : caption - 1);
  const written = text.slice(target.start, target.end);
  if (written === "" || written.length > 400 || /[[\]{}<>]/.test(written)) return undefined;
  const read = readTarget(written);
  if (!read) return undefined;
  return {
    start: target.start,
    end: Math.max(target.end, trimmed(text, start, end).end),
    kind: "file",
    form: "wikitext",
    label: caption < 0 ? { start: target.end, end: target.end } : trimmed(text, caption, end),
    labelText: sink?.textFrom(text, 0) ?? "",
    target,
    destination: read.destination,
    title: read.title,
    anchor: "",
    attribute: "",
    image: true,
  };
}
