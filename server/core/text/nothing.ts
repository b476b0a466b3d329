/**
 * The list of everything that has nothing: shared, for most lists of most blocks are empty. Not frozen: a loop over lists of
 * which some are frozen makes an object for every step, a tenth of all that the check of a page allocated.
 */
export const NOTHING: readonly never[] = [];
