import { kinds, places } from "./words.mjs";

/** Every two-part title, `霧港鎮`, and the disambiguated ones, `霧港 (鐵路)`: what single pages link to. */
const all = places.flatMap((place) =>
  kinds.slice(0, 12).map((kind, index) => (index === 11 ? `${place} (${kind})` : place + kind)),
);

/** Titles that have a page in the workspace of a single-page measurement. */
export const localTitles = all.filter((_, index) => index % 5 < 3);

/** Titles that exist elsewhere only; their links go to a remote address. */
export const remoteTitles = all.filter((_, index) => index % 5 >= 3);

/** Titles of local links whose page is missing. */
export const missingTitles = places.map((place) => `${place}舊址`);

/**
 * The title of page `index` of a generated wiki; up to places² × kinds = 102,400 different ones.
 * @param {number} index
 */
export function wikiTitle(index) {
  const place = places[index % places.length];
  const kind = kinds[Math.floor(index / places.length) % kinds.length];
  const second = places[Math.floor(index / (places.length * kinds.length)) % places.length];
  return second === places[0] ? place + kind : place + second + kind;
}

/** Titles that no page of a generated wiki has. */
export const foreignTitles = places.map((place) => `${place}遊記`);

/** How a title is written in a file name: spaces as `_`, everything else raw. */
export function fileName(title) {
  return `${title.replaceAll(" ", "_")}.md`;
}
