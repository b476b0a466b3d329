/** The starts of all runs of backticks by length, last first, so that `pop` forgets those passed. */
export function tickRuns(source: string, from: number, to: number): Map<number, number[]> {
  const runs = new Map<number, number[]>();
  for (let position = from; position < to; position++) {
    if (source.charCodeAt(position) !== 96) continue;
    const start = position;
    while (position < to && source.charCodeAt(position) === 96) position++;
    const known = runs.get(position - start);
    if (known) known.push(start);
    else runs.set(position - start, [start]);
  }
  for (const starts of runs.values()) starts.reverse();
  return runs;
}
