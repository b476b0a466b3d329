/** Tells the client that the lists may be others now: once, until it asks for one again. */
export class WikiNews {
  private told = true; // nobody has asked for anything yet
  private version = 0;

  constructor(private readonly tell: () => void) {}

  /** To be called when the client asks for a list. */
  listed(): void {
    this.told = false;
  }

  /** To be called when anything may have changed. @param version of all that is known */
  look(version: number): void {
    if (version === this.version) return;
    this.version = version;
    if (this.told) return;
    this.told = true;
    this.tell();
  }
}
