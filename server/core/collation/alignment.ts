import { firstIndex, type Span } from "../text/span";
import { align, type Segment } from "./align";
import { positionOf, type Stream } from "./stream";

/** Units around a place that are looked at to tell how well it is matched. */
const CONTEXT = 24;
/** Words may differ over so many units (公尺, 米; a title that was converted) without the place being lost. */
const SMALL = 24;

/** A stretch of the page's stream from `a0` to `a1`, and what stands for it in the companion's. */
export interface Bounds {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
}

/**
 * Where a place of the page lies in the companion: exactly, or between the nearest places that both have. Both bounds are
 * the place itself when the words touching it are matched.
 */
export interface Place extends Bounds {
  /** How many of the units before and behind it are matched nearby, at most {@link CONTEXT} each. */
  readonly before: number;
  readonly behind: number;
}

/** What a page and its companion have in common, as positions in their streams. */
export class Alignment {
  readonly segments: readonly Segment[];

  constructor(
    readonly page: Stream,
    readonly companion: Stream,
  ) {
    this.segments = align(page.units, companion.units);
  }

  /** Units that stand in common stretches of some length. */
  get matched(): number {
    return this.segments.reduce((sum, { length }) => sum + (length >= 8 ? length : 0), 0);
  }

  /** @param position in the page's stream */
  placeOf(position: number): Place {
    const { segments } = this;
    // The last stretch that begins before the position: it may end before it, at it, or hold it.
    const low = firstIndex(segments.length, (index) => segments[index]!.a >= position);
    const left = segments[low - 1];
    const inside = left !== undefined && left.a + left.length > position;
    const shift = left === undefined ? 0 : Math.min(position, left.a + left.length) - left.a;
    const a0 = left === undefined ? 0 : left.a + shift;
    const b0 = left === undefined ? 0 : left.b + shift;
    const right = inside ? left : segments[low];
    const [a1, b1] = inside
      ? [a0, b0]
      : right === undefined
        ? [this.page.units.length, this.companion.units.length]
        : [right.a, right.b];
    return {
      a0,
      a1,
      b0,
      b1,
      before: this.strength(low - 1, position, -1),
      behind: this.strength(inside ? low - 1 : low, position, 1),
    };
  }

  /** Matched units on one side of a position, as long as they stay near each other on the companion's side too. */
  private strength(from: number, position: number, step: -1 | 1): number {
    let matched = 0;
    let edge: number | undefined;
    for (let index = from; ; index += step) {
      const segment = this.segments[index];
      if (!segment) return matched;
      const end = segment.a + segment.length;
      const [near, far] =
        step < 0
          ? [Math.min(end, position), Math.max(segment.a, position - CONTEXT)]
          : [Math.max(segment.a, position), Math.min(end, position + CONTEXT)];
      if (step < 0 ? near <= far : near >= far) return matched;
      const there = segment.b + near - segment.a;
      if (edge !== undefined && Math.abs(edge - there) > SMALL) return matched;
      matched += Math.abs(near - far);
      edge = segment.b + far - segment.a;
    }
  }

  /** The position in the companion's stream of a position of the page's, when the unit behind it is matched. */
  unitOf(position: number): number | undefined {
    const segment = this.segmentAt(position);
    return segment && segment.b + position - segment.a;
  }

  private segmentAt(position: number): Segment | undefined {
    const { segments } = this;
    const found =
      segments[firstIndex(segments.length, (index) => segments[index]!.a + segments[index]!.length > position)];
    return found && found.a <= position ? found : undefined;
  }
}

/** Whether the words around a place differ over so little that both sides speak of the same. */
export function isNear({ a0, a1, b0, b1 }: Place): boolean {
  return a1 - a0 <= SMALL && b1 - b0 <= SMALL;
}

/** Markers with no letter between them. */
export interface Chain {
  readonly position: number;
  /** Indices into the markers of the page or of its companion. */
  readonly markers: readonly number[];
}

/** The chains of markers of a text, by position. @param markers with their index, in text order */
export function chainsOf(stream: Stream, markers: readonly (Span & { readonly index: number })[]): Chain[] {
  const chains: { position: number; markers: number[] }[] = [];
  for (const { start, index } of markers) {
    const position = positionOf(stream, start);
    const last = chains.at(-1);
    if (last?.position === position) last.markers.push(index);
    else chains.push({ position, markers: [index] });
  }
  return chains;
}
