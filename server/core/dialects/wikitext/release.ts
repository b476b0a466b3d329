/** N of MediaWiki 1.N, the newest release: what a page is read by when no other one is set. */
export const NEWEST_RELEASE = 46;

/** From here on two directions of one footnote are an error. */
export const ONE_DIRECTION = 42;
/** From here on `details=` cites a part of a footnote; before, `extends=` did. */
export const SUB_REFERENCES = 44;
/** From here on most errors stand beside a footnote that is shown, and equal parts of a footnote are one. */
export const SHOWN_WITH_ERRORS = 45;
/** From here on a list shows also what nothing cites, and shows nothing when another list stands in it. */
export const SHOWN_UNUSED = 47;
