import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { SyntaxParser } from "../../core/c/syntax.ts";
import type { ServerHost } from "../host.ts";
import { startServer } from "../server.ts";

declare const self: DedicatedWorkerGlobalScope;

/** The client hands the parser's files over: a worker of an extension may not be able to fetch them. */
const host: ServerHost = {
  createParser(options) {
    const wasm = property(options, "wasm");
    const runtime = property(wasm, "runtime");
    const grammar = property(wasm, "grammar");
    if (!(runtime instanceof Uint8Array) || !(grammar instanceof Uint8Array))
      return Promise.reject(new Error("the client gave no parser"));
    return SyntaxParser.create(runtime, grammar);
  },
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
  turn: () => new Promise((resolve) => setTimeout(resolve)),
};

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), host);

function property(object: unknown, key: string): unknown {
  return typeof object === "object" && object !== null ? Reflect.get(object, key) : undefined;
}
