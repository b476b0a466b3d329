import { foldsOutside, foldUnit } from "../text/script";

/** Bits for each title: one in ten that are not there passes. */
const BITS_FOR_EACH = 8;

/**
 * Which titles may lead to a page: a bit for the hash of each, the same for all spellings under which it is found. Most links
 * of a page lead out of its wiki; this tells so without a key for the title and three look-ups far apart in memory.
 */
export class TitleFilter {
  private readonly bits: Uint8Array;
  private readonly mask: number;
  private room: number;

  /**
   * @param titles in normal form, see `spacedTitle`
   * @param count how many they are
   * @param keyOf what the spellings of a title have in common
   */
  constructor(
    titles: Iterable<string>,
    count: number,
    private readonly keyOf: (title: string) => string,
  ) {
    const bits = Math.max(10, 32 - Math.clz32(count * BITS_FOR_EACH));
    this.bits = new Uint8Array(1 << (bits - 3));
    this.mask = 2 ** bits - 1;
    this.room = 2 ** bits / BITS_FOR_EACH;
    for (const title of titles) this.add(title);
  }

  /** Takes a title in. False when there is no room for more: then a larger one has to be made. */
  add(title: string): boolean {
    const hash = hashOf(title) ?? hashOf(this.keyOf(title));
    if (hash !== undefined) this.bits[(hash & this.mask) >> 3]! |= 1 << (hash & 7);
    return this.room-- > 0;
  }

  /** Whether a title may lead to one of those that were taken in; false is certain. */
  mayHold(title: string): boolean {
    const hash = hashOf(title);
    return hash === undefined || (this.bits[(hash & this.mask) >> 3]! & (1 << (hash & 7))) !== 0;
  }
}

/**
 * The same number for all titles of one key; undefined where a look at each unit does not tell the key: letters beyond ASCII
 * that may have case, characters outside the basic plane.
 */
function hashOf(title: string): number | undefined {
  let hash = 0;
  for (let index = 0; index < title.length; index++) {
    let unit = title.charCodeAt(index);
    if (unit >= 0x2e80 && unit < 0xa640) {
      if (foldsOutside(unit)) return undefined;
      unit = foldUnit(unit);
    } else if (unit < 0x80) {
      if (unit >= 0x41 && unit <= 0x5a) unit |= 0x20;
      else if (unit === AMPERSAND) unit = AT;
    } else if (unit !== MIDDLE_DOT && !(unit >= 0xff01 && unit <= 0xff20)) {
      return undefined;
    }
    hash = Math.imul(hash ^ unit, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

const AMPERSAND = 0x26;
const AT = 0x40;
/** Between the parts of a foreign name. */
const MIDDLE_DOT = 0xb7;
