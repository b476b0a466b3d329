import type { Heading } from "../../model/article";
import type { Sink } from "./sink";
import { behindComments, lastOfHeading } from "./structure";
import { trimmed } from "./templates";

/**
 * The heading a line is: `== 標題 ==`. Its level is the number of signs on the side that has fewer.
 * @param sink the text read of it
 */
export function headingOf(text: string, sink: Sink): Heading {
  const start = behindComments(text, 0, text.length);
  const end = lastOfHeading(text, start, text.length) + 1;
  let open = 0;
  while (open < 6 && text.charCodeAt(start + open) === 61) open++;
  let close = 0;
  while (close < open && text.charCodeAt(end - 1 - close) === 61) close++;
  let level = Math.min(open, close);
  // A line of nothing but signs is a heading of what the outer ones leave.
  if (start + 2 * level > end - 1) level = Math.max(1, Math.min(6, Math.floor((end - start - 1) / 2)));
  const content = trimmed(text, start + level, end - level);
  return { start, end, level, content, text: sink.textFrom(text, 0) };
}
