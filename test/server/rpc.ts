import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const SERVER = fileURLToPath(new URL("../../dist/server.mjs", import.meta.url));

/** A message as it came over the wire. */
export type Message = Readonly<Record<string, unknown>>;

/** Speaks JSON-RPC with a server process over its standard streams. */
export class Rpc {
  readonly stderr: string[] = [];
  readonly exited: Promise<number | null>;
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, (message: Message) => void>();
  private readonly listeners = new Set<(message: Message) => void>();
  private answers: (method: string, params: unknown) => unknown = () => null;
  private buffer = Buffer.alloc(0);
  private nextId = 1;

  constructor(server = SERVER) {
    this.process = spawn(process.execPath, [server, "--stdio"], { stdio: "pipe" });
    this.process.stdout.on("data", (chunk: Buffer) => this.receive(chunk));
    this.process.stderr.on("data", (chunk: Buffer) => this.stderr.push(chunk.toString()));
    this.process.stdin.on("error", () => {}); // a server that ended does not read on
    this.exited = new Promise((resolve) => this.process.on("exit", (code) => resolve(code)));
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** What requests of the server are answered with. */
  answerWith(answers: (method: string, params: unknown) => unknown): void {
    this.answers = answers;
  }

  request(method: string, params: unknown): Promise<Message> {
    return this.start(method, params).answer;
  }

  /** A request that can be cancelled by its id. */
  start(method: string, params: unknown): { readonly id: number; readonly answer: Promise<Message> } {
    const id = this.nextId++;
    const answer = new Promise<Message>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method}: no answer; ${this.stderr.join("")}`)), 20_000);
      this.waiting.set(id, (message) => {
        clearTimeout(timer);
        resolve(message);
      });
    });
    this.send({ jsonrpc: "2.0", id, method, params });
    return { id, answer };
  }

  notify(method: string, params: unknown): void {
    this.send({ jsonrpc: "2.0", method, params });
  }

  /** The next message that the server starts by itself. */
  next(method: string, isWanted: (params: Message) => boolean = () => true): Promise<Message> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method}: nothing came; ${this.stderr.join("")}`)), 20_000);
      const listener = (message: Message) => {
        const params = record(message.params);
        if (message.method !== method || !isWanted(params)) return;
        clearTimeout(timer);
        this.listeners.delete(listener);
        resolve(params);
      };
      this.listeners.add(listener);
    });
  }

  on(method: string, listener: (params: Message) => void): void {
    this.listeners.add((message) => {
      if (message.method === method) listener(record(message.params));
    });
  }

  /** Bytes as they are, right or wrong. */
  write(bytes: string | Buffer): void {
    this.process.stdin.write(bytes);
  }

  /** The client goes away without a word. */
  endInput(): void {
    this.process.stdin.end();
  }

  kill(): void {
    this.process.kill("SIGKILL");
  }

  private send(message: unknown): void {
    const body = Buffer.from(JSON.stringify(message));
    this.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  private receive(chunk: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const head = this.buffer.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.toString("latin1", 0, Math.max(head, 0)))?.[1]);
      if (head < 0 || this.buffer.length < head + 4 + length) return;
      const body = this.buffer.toString("utf8", head + 4, head + 4 + length);
      this.buffer = this.buffer.subarray(head + 4 + length);
      this.handle(record(JSON.parse(body)));
    }
  }

  private handle(message: Message): void {
    const { id, method } = message;
    if (typeof method === "string") {
      for (const listener of [...this.listeners]) listener(message);
      if (id !== undefined) this.send({ jsonrpc: "2.0", id, result: this.answers(method, message.params) ?? null });
    } else if (typeof id === "number") {
      this.waiting.get(id)?.(message);
      this.waiting.delete(id);
    }
  }
}

export function record(value: unknown): Message {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

export function list(value: unknown): readonly Message[] {
  return Array.isArray(value) ? value.map(record) : [];
}
