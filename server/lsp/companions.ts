import type { Companion } from "../core/collation/companion";
import { type Restoration, restore } from "../core/features/collation";
import type { Article } from "../core/model/article";
import { readCompanion } from "../core/workspace/companions";
import { placeKey, placeOf } from "../core/workspace/paths";
import type { Workspace } from "../core/workspace/workspace";
import type { Page } from "./session";

/** The companions of open documents: those that were found on disk, and those that somebody chose. */
export class Companions {
  private readonly chosen = new Map<string, Companion>();
  private readonly found = new Map<string, Promise<Companion | undefined>>();
  /** What came of a page and its companion; both are immutable. */
  private readonly restorations = new WeakMap<
    Article,
    { readonly companion: Companion; readonly result: Promise<Restoration> }
  >();

  constructor(private readonly workspace: Workspace) {}

  /** The companion of a page, when one is known or lies beside it. */
  async of({ document }: Page): Promise<Companion | undefined> {
    const key = placeKey(document.uri);
    const chosen = this.chosen.get(key);
    if (chosen) return chosen;
    let found = this.found.get(key);
    if (!found) this.found.set(key, (found = this.onDisk(document.uri)));
    return found;
  }

  private async onDisk(uri: string): Promise<Companion | undefined> {
    const [best] = await this.workspace.companions(uri);
    return best && readCompanion(placeOf(best.uri).path, best.text);
  }

  /** Takes a companion that somebody chose: hovers and repairs follow it from now on. */
  choose({ document }: Page, companion: Companion): void {
    this.chosen.set(placeKey(document.uri), companion);
  }

  /** What a page's companion tells; undefined when it has none, or one of another article. */
  async restoration(page: Page): Promise<Restoration | undefined> {
    const companion = await this.of(page);
    if (!companion) return undefined;
    const restoration = await this.beside(page, companion);
    return restoration.refusal ? undefined : restoration;
  }

  beside({ snapshot }: Page, companion: Companion): Promise<Restoration> {
    const known = this.restorations.get(snapshot.article);
    if (known?.companion === companion) return known.result;
    const result = restore(snapshot, companion);
    this.restorations.set(snapshot.article, { companion, result });
    return result;
  }

  /** Forgets what a document had. */
  closed(uri: string): void {
    this.chosen.delete(placeKey(uri));
    this.found.delete(placeKey(uri));
  }

  /** Files have changed: what lies beside a page is looked for again. */
  forget(): void {
    this.found.clear();
  }
}
