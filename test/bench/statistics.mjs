/**
 * The value below which the given share of the samples lies (nearest rank).
 * @param {readonly number[]} samples not empty
 * @param {number} share 0…1
 */
export function percentile(samples, share) {
  const sorted = [...samples].sort((one, other) => one - other);
  return /** @type {number} */ (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]);
}

/** @param {readonly number[]} samples not empty */
export function median(samples) {
  return percentile(samples, 0.5);
}
