import { spawn } from "node:child_process";

const headerEnd = Buffer.from("\r\n\r\n");
const methodNotFound = -32601;

/** Cuts a byte stream into the JSON values of the base protocol. */
class Decoder {
  /** @type {Buffer[]} */
  #chunks = [];
  #size = 0;
  /** Bytes of the header and of the body of the message under way; unknown (0) until its header has arrived. */
  #headerLength = 0;
  #bodyLength = 0;

  /** @param {Buffer} chunk @returns {Generator<any>} the messages that are complete now */
  *push(chunk) {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    for (;;) {
      if (this.#headerLength === 0 && !this.#readHeader()) return;
      const whole = this.#headerLength + this.#bodyLength;
      if (this.#size < whole) return;
      const bytes = this.#joined();
      const body = bytes.toString("utf8", this.#headerLength, whole);
      this.#chunks = whole < bytes.length ? [bytes.subarray(whole)] : [];
      this.#size -= whole;
      this.#headerLength = 0;
      yield JSON.parse(body);
    }
  }

  #readHeader() {
    const bytes = this.#joined();
    const end = bytes.indexOf(headerEnd);
    if (end < 0) return false;
    const length = /content-length: *(\d+)/i.exec(bytes.toString("latin1", 0, end));
    if (length === null) throw new Error("a message without Content-Length");
    this.#headerLength = end + headerEnd.length;
    this.#bodyLength = Number(length[1]);
    return true;
  }

  /** One buffer of all bytes held; large bodies arrive in hundreds of chunks, joined once. */
  #joined() {
    if (this.#chunks.length !== 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return /** @type {Buffer} */ (this.#chunks[0]);
  }
}

/** A language server in a process of its own, spoken to over stdio with as little between as possible. */
export class LanguageClient {
  #nextId = 1;
  /** @type {Map<number, { method: string, resolve: (value: any) => void, reject: (error: Error) => void }>} */
  #pending = new Map();
  #stderr = "";
  #decoder = new Decoder();
  /** @type {Error | null} */
  #failure = null;
  /** @type {(error: Error) => void} */
  #onFailure = () => {};

  /**
   * @param {string} command
   * @param {readonly string[]} args
   * @param {{ cwd: string,
   *   onRequest?: (method: string, params: any) => unknown,
   *   onNotification?: (method: string, params: any) => void }} options `onRequest` returns undefined for what it
   *   does not know
   */
  constructor(command, args, { cwd, onRequest = () => undefined, onNotification = () => {} }) {
    this.onRequest = onRequest;
    this.onNotification = onNotification;
    this.process = spawn(command, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
    this.process.stdout.on("data", (chunk) => {
      try {
        for (const message of this.#decoder.push(chunk)) this.#receive(message);
      } catch (error) {
        this.#fail(/** @type {Error} */ (error));
      }
    });
    this.process.stderr.on("data", (chunk) => {
      this.#stderr = (this.#stderr + chunk).slice(-2000);
    });
    this.process.stdin.on("error", () => {}); // the exit that caused it is reported below
    this.process.on("error", (error) => this.#fail(error));
    this.process.on("exit", (code, signal) => {
      const lines = this.#stderr.trim().split("\n");
      const reason = lines.find((line) => /error/i.test(line)) ?? lines.at(-1);
      this.#fail(new Error(`the server ended (${signal ?? code})${reason ? `: ${reason}` : ""}`));
    });
    /** Rejects when the server ends or speaks nonsense; never resolves. @type {Promise<never>} */
    this.failed = new Promise((_, reject) => {
      this.#onFailure = reject;
    });
    this.failed.catch(() => {});
  }

  /**
   * @param {string} method
   * @param {unknown} params
   * @returns {{ id: number, response: Promise<any> }}
   */
  request(method, params) {
    const id = this.#nextId++;
    const response = new Promise((resolve, reject) => {
      if (this.#failure !== null) reject(this.#failure);
      else this.#pending.set(id, { method, resolve, reject });
    });
    this.#send({ jsonrpc: "2.0", id, method, params });
    return { id, response };
  }

  /** @param {string} method @param {unknown} params */
  notify(method, params) {
    this.#send({ jsonrpc: "2.0", method, params });
  }

  /** Ends the server: politely, then by force. */
  async stop() {
    if (this.#failure === null) {
      const exited = new Promise((resolve) => this.process.once("exit", resolve));
      const impatience = setTimeout(() => this.process.kill("SIGKILL"), 3000);
      await Promise.race([this.request("shutdown", undefined).response.catch(() => {}), exited]);
      this.notify("exit", undefined);
      await exited;
      clearTimeout(impatience);
    } else if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill("SIGKILL");
    }
  }

  /** @param {any} message */
  #receive(message) {
    if (message.method === undefined) {
      const waiting = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (message.error === undefined) waiting?.resolve(message.result);
      else waiting?.reject(new ResponseError(`${waiting.method}: ${message.error.message}`, message.error));
    } else if (message.id === undefined) {
      this.onNotification(message.method, message.params);
    } else {
      this.#answer(message);
    }
  }

  /** @param {any} message */
  #answer({ id, method, params }) {
    let result = this.onRequest(method, params);
    if (result === undefined && /^(client|window)\//.test(method)) result = null;
    if (result === undefined && /\/refresh$/.test(method)) result = null;
    if (result === undefined) this.#send({ jsonrpc: "2.0", id, error: { code: methodNotFound, message: method } });
    else this.#send({ jsonrpc: "2.0", id, result });
  }

  /** @param {unknown} message */
  #send(message) {
    if (this.#failure !== null) return;
    const body = JSON.stringify(message);
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  /** @param {Error} error */
  #fail(error) {
    if (this.#failure !== null) return;
    this.#failure = error;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    this.#onFailure(error);
  }
}

/** An error the server answered with. */
export class ResponseError extends Error {
  /** @param {string} message @param {{ code: number, data?: any }} error */
  constructor(message, { code, data }) {
    super(message);
    this.code = code;
    this.data = data;
  }
}
