import { once } from "../text/memo";

/** Characters compared on one page in search of names that are like those that lead nowhere. */
const MOST_COMPARED = 20_000_000;

const budgets = once((_: object) => ({ left: MOST_COMPARED }));

/**
 * Returns whether a name may still be compared with others for a suggestion. A page of 10,000 names that lead nowhere and as
 * many that exist would be 100 million comparisons: from some number on no more are suggested.
 * @param page the article, or another object of the page, whose budget it is
 * @param cost characters that are compared
 */
export function mayCompare(page: object, cost: number): boolean {
  const budget = budgets(page);
  if (budget.left < cost) return false;
  budget.left -= cost;
  return true;
}
