import type { Session } from "./session";

/** Work of which the client hears how far it is, if there is a token to tell by. */
export class Progress {
  private percentage = 0;

  constructor(
    private readonly session: Session,
    private readonly token: unknown,
    title = "Redlink",
  ) {
    this.send({ kind: "begin", title, percentage: 0, cancellable: true });
  }

  report(done: number, of: number): void {
    const percentage = Math.floor((100 * done) / of);
    if (percentage === this.percentage) return;
    this.percentage = percentage;
    this.send({ kind: "report", percentage, message: `${done}/${of}` });
  }

  end(): void {
    this.send({ kind: "end" });
  }

  private send(value: object): void {
    const { session, token } = this;
    if (typeof token === "string" || typeof token === "number") session.notify("$/progress", { token, value });
  }
}
