import type { Link } from "../../model/article";
import type { LinkFrame } from "./frames";
import type { Sink } from "./sink";
import { readTarget } from "./targets";
import { trimmed } from "./templates";

/** What says how a file is shown; anything else in last place is its caption. */
const OPTION =
  /^(?:thumb|thumbnail|縮圖|缩略图|縮略圖|frame|framed|enframed|有框|frameless|无框|無框|border|边框|邊框|left|right|center|centre|none|左|右|居中|置中|无|無|baseline|sub|super|sup|top|text-top|middle|bottom|text-bottom|基线|顶部|中间|底部|子|超|下標|上標|垂直置頂|垂直置中|垂直置底|upright|竖直|豎直|右上|muted|loop)$|^(?:(?:thumb|thumbnail|縮圖|缩略图|縮略圖|upright|竖直|豎直|右上|alt|替代文本|替代文字|替代|link|链接|連結|page|页面|页数|页|頁|lang|语言|語言|class|类|類別|thumbtime|start|end|manualthumb)\s*=|(?:\d+(?:x\d*)?|x\d+)\s*(?:px|像素)$)/i;

/** The caption among a file's options: the last that is none. */
export function captionIn(
  text: string,
  { pipes, options }: LinkFrame,
  close: number,
): { readonly start: number; readonly sink: Sink | null } | undefined {
  const last = pipes.length - 1;
  const start = pipes[last]! + 1;
  const written = text.slice(start, Math.min(close, start + 60)).trim();
  return OPTION.test(written) ? undefined : { start, sink: options[last] ?? null };
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
