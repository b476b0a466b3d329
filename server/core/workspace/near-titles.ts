import { foldTitle } from "../text/script";

/** Titles whose keys have the same length; parallel lists, `masks` with room at its end. */
interface Group {
  readonly keys: string[];
  readonly titles: string[];
  masks: Int32Array;
}

/** Titles arranged for a search by likeness: by length, each with a mask of the characters it holds. */
export class NearTitles {
  private readonly byLength = new Map<number, Group>();

  constructor(titles: Iterable<string>) {
    for (const title of titles) this.add(title);
  }

  add(title: string): void {
    const key = comparable(title);
    let group = this.byLength.get(key.length);
    if (!group) this.byLength.set(key.length, (group = { keys: [], titles: [], masks: new Int32Array(16) }));
    if (group.keys.length === group.masks.length) {
      const masks = new Int32Array(2 * group.masks.length);
      masks.set(group.masks);
      group.masks = masks;
    }
    group.masks[group.keys.length] = maskOf(key);
    group.keys.push(key);
    group.titles.push(title);
  }

  delete(title: string): void {
    const group = this.byLength.get(comparable(title).length);
    const index = group ? group.titles.indexOf(title) : -1;
    if (!group || index < 0) return;
    const last = group.titles.length - 1;
    group.masks[index] = group.masks[last]!;
    for (const list of [group.keys, group.titles]) {
      list[index] = list[last]!;
      list.pop();
    }
  }

  /** The titles nearest to one that is in normal form, best first, at most `limit`. */
  nearest(title: string, limit: number): readonly string[] {
    const wanted = comparable(title);
    const allowed = wanted.length < 3 ? 0 : wanted.length < 6 ? 1 : wanted.length < 12 ? 2 : 3;
    const mask = maskOf(wanted);
    const found: { title: string; distance: number }[] = [];
    for (let length = wanted.length - allowed; length <= wanted.length + allowed; length++) {
      const group = this.byLength.get(length);
      if (!group) continue;
      const { keys, masks } = group;
      for (let index = 0; index < keys.length; index++) {
        // One edit changes at most two bits: most titles are ruled out here.
        if (bits(masks[index]! ^ mask) > 2 * allowed) continue;
        const distance = editDistance(wanted, keys[index]!, allowed);
        if (distance <= allowed) found.push({ title: group.titles[index]!, distance });
      }
    }
    return found
      .sort((a, b) => a.distance - b.distance || (a.title < b.title ? -1 : 1))
      .slice(0, limit)
      .map(({ title: near }) => near);
  }
}

/** What titles are compared by: no case, one script, no qualifier in brackets behind the name. */
function comparable(title: string): string {
  return foldTitle(title.toLowerCase().replace(/ ?[(（][^()（）]*[)）]$/, ""));
}

function maskOf(text: string): number {
  let mask = 0;
  for (let index = 0; index < text.length; index++) mask |= 1 << ((text.charCodeAt(index) * 0x9e3779b1) >>> 27);
  return mask;
}

function bits(value: number): number {
  let rest = value - ((value >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Levenshtein distance in UTF-16 units; some number above `limit` when it is larger than that. */
function editDistance(a: string, b: string, limit: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      const cost = Math.min(previous[j - 1]! + change, previous[j]! + 1, current[j - 1]! + 1);
      current.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    previous = current;
  }
  return previous[b.length]!;
}
