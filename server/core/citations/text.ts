import type { Citation } from "../model/citation";
import { trimmedEnd } from "../text/trim";

// What pages show of a citation: `作者. 標題. 地點: 出版者. 2008-08-21 [2008-09-09]. （原始內容存檔於2013-05-12）.`

const DATE = "\\d{4}(?:-\\d{1,2}(?:-\\d{1,2})?|年(?:\\d{1,2}月(?:\\d{1,2}日)?)?)?";
const ARCHIVED = new RegExp(`[（(][^（()）]{0,12}[存归歸]档?檔?[^（()）]{0,12}?(${DATE})[）)]`, "u");
const ACCESSED = new RegExp(`\\[(${DATE})\\]`, "u");
const PUBLISHED = new RegExp(`(?:^|[\\s.。，,])(${DATE})[\\s.。，,]*$`, "u");
/** What stands for the link to a copy, which plain text has lost: nothing is left to read. */
const COPY_NOTE = /\s{0,9}[（(]?(?:页面|頁面)存[档檔][备備]份[，,]存[于於]互[联聯][网網]?[档檔]案[馆館][）)]/gu;

/** Reads an entry of a page that is known as plain text. Its parts are the text; what it consists of is told as far as it is certain. */
export function readCitationText(entry: string): Citation {
  const text = entry
    .replace(COPY_NOTE, "")
    .replace(/[\s\u00a0]+/gu, " ")
    .trim();
  const archived = ARCHIVED.exec(text);
  const accessed = ACCESSED.exec(text);
  const ends = [archived, accessed].flatMap((match) => (match ? [match.index] : []));
  // Without either this is free text: nobody knows where its title ends.
  const head = ends.length > 0 ? text.slice(0, Math.min(...ends)).trim() : "";
  const published = PUBLISHED.exec(head);
  const named = trimmedEnd(published ? head.slice(0, published.index + 1) : head, /[\s.]/);
  const sentences = named.split(/\. (?=\S)/);
  const work = sentences.length > 1 ? sentences.at(-1)! : undefined;
  const title = work === undefined ? named : sentences.at(-2)!;
  const authors = sentences.length > 2 ? sentences.slice(0, -2).join(". ") : undefined;
  return {
    ...(title === "" ? {} : { title }),
    ...(authors === undefined ? {} : { authors }),
    ...(work === undefined ? {} : { work }),
    ...(published ? { date: published[1]! } : {}),
    ...(accessed ? { accessDate: accessed[1]! } : {}),
    ...(archived ? { archiveDate: archived[1]! } : {}),
    parts: [{ text }],
  };
}
