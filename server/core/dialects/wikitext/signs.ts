// Looks at single signs of the source, without state.

/** The bars of a gallery's line from the one before its first option on; `from` is behind that one. */
export function barsOf(text: string, from: number, end: number): number[] {
  const bars = [from - 1];
  for (let bar = text.indexOf("|", from); bar >= 0 && bar < end; bar = text.indexOf("|", bar + 1)) bars.push(bar);
  return bars;
}

/** How many brackets a stretch opens and does not close. */
export function openedIn(text: string, start: number, end: number): number {
  let open = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 91) open++;
    else if (unit === 93 && open > 0) open--;
  }
  return open;
}
