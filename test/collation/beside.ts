import { certainEdits, type Restoration, restore } from "../../server/core/features/collation";
import { applyEdits } from "../../server/core/text/edit";
import { readCompanion } from "../../server/core/workspace/companions";
import type { Snapshot } from "../../server/core/workspace/snapshot";
import { openPage } from "../support/wiki";

export interface Beside {
  readonly page: Snapshot;
  readonly restoration: Restoration;
  /** The page with everything that is certain. */
  readonly restored: string;
}

/** Lays a page beside a companion. @param name the companion's file name */
export async function beside(
  text: string,
  name: string,
  companion: string,
  path = "Page/清河老橋.md",
): Promise<Beside> {
  const page = openPage(text, { path });
  const restoration = await restore(page, await readCompanion(name, companion));
  return { page, restoration, restored: applyEdits(text, certainEdits(restoration)) };
}

/** What is proposed, a line each: `citation 4: text`. */
export function listed({ restoration }: Beside): string[] {
  return restoration.proposals.map(
    ({ kind, entry, sameAs, text, doubtful }) =>
      `${kind}${doubtful ? "?" : ""}${entry === undefined ? "" : ` ${entry}`}${sameAs === undefined ? "" : `=${sameAs}`}: ${text}`,
  );
}
