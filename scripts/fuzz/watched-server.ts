import { Editor } from "../../test/server/editor.ts";
import { list, record } from "../../test/server/rpc.ts";
import { Broken } from "./kind.ts";

/** Milliseconds of the longest wait for an answer; the machine may be busy with others. */
const LONGEST = 10_000;

/** LSP's RequestCancelled and JSON-RPC's MethodNotFound. */
const RIGHT_ERRORS: readonly unknown[] = [-32800, -32601];

/** A server, and what it must not do. */
export class WatchedServer {
  private readonly problems: string[] = [];

  private constructor(readonly editor: Editor) {
    editor.rpc.on("window/logMessage", ({ type, message }) => {
      if (type === 1) this.problems.push(String(message));
    });
    editor.rpc.exited.then((code) => this.problems.push(`it ended with ${code}: ${editor.rpc.stderr.join("")}`));
  }

  static async start(): Promise<WatchedServer> {
    const server = process.env.KALLOC_LENS_SERVER ?? "dist/server.mjs";
    return new WatchedServer(await Editor.start({ folder: "file:///fuzz", options: { hasCommands: true }, server }));
  }

  check(): void {
    const [problem] = this.problems;
    if (problem !== undefined) throw new Broken(problem);
    const stderr = this.editor.rpc.stderr.join("");
    if (stderr !== "") throw new Broken(`on stderr: ${stderr}`);
  }

  /** What it says of open documents. */
  async said(texts: ReadonlyMap<string, string>): Promise<string> {
    const said: unknown[] = [];
    for (const [uri, text] of texts) {
      const textDocument = { uri };
      const [sites, structs] = await Promise.all([
        this.ask("kallocLens/sites", { uri }),
        this.ask("kallocLens/structs", { uri }),
      ]);
      said.push(uri, sites, structs);
      const whole = { start: { line: 0, character: 0 }, end: { line: text.split("\n").length, character: 0 } };
      said.push(
        await this.ask("textDocument/codeAction", { textDocument, range: whole, context: { diagnostics: [] } }),
      );
      for (const { range } of list(record(sites).sites).slice(0, 4))
        said.push(await this.ask("textDocument/hover", { textDocument, position: record(range).start }));
    }
    // The versions of documents differ with the ways to them.
    return said.map((one) => JSON.stringify(one)?.replace(/"version":\d+/g, '"version":0')).join("\n");
  }

  /** The same of documents that are opened for it and closed again. */
  async saidOf(texts: ReadonlyMap<string, string>): Promise<string> {
    for (const [uri, text] of texts) this.editor.open(text, uri, uri.endsWith(".h") ? "cpp" : "c");
    const said = await this.said(texts);
    await this.closeAll(texts);
    return said;
  }

  async closeAll(texts: ReadonlyMap<string, string>): Promise<void> {
    for (const uri of texts.keys()) this.editor.close(uri);
  }

  async ask(method: string, params: unknown): Promise<unknown> {
    const started = performance.now();
    const { result, error } = await this.editor.rpc.request(method, params);
    const milliseconds = performance.now() - started;
    if (milliseconds > LONGEST) throw new Broken(`${method} takes ${Math.round(milliseconds)} ms`);
    if (error !== undefined && !RIGHT_ERRORS.includes(record(error).code))
      throw new Broken(`${method} is answered with ${JSON.stringify(error)}`);
    return result;
  }

  async stop(): Promise<void> {
    await this.editor.stop();
  }

  kill(): void {
    this.editor.rpc.kill();
  }
}
