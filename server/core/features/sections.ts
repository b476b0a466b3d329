import { anchorKey } from "../rules/link/anchors";
import { foldTitle } from "../text/script";

/** Whether an anchor leads to the heading of a name: wikis and Markdown hosts write the same anchor in several ways. */
export function sameSection(anchor: string, heading: string): boolean {
  if (anchor === heading) return true;
  const key = foldTitle(anchorKey(anchor));
  return key !== "" && key === foldTitle(anchorKey(heading));
}
