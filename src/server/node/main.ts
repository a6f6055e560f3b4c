import { readFile as readBytes } from "node:fs/promises";
import { release } from "node:os";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { SyntaxParser } from "../../core/c/syntax.ts";
import type { ServerHost } from "../host.ts";
import { startServer } from "../server.ts";
import { framingWatcher } from "./framing.ts";
import { NODE_FILES } from "./node-files.ts";

// Functions are compiled with fewer others in them: half of the compiler's time goes there, and nothing here is faster for it.
setFlagsFromString("--max-inlined-bytecode-size-cumulative=120");

// Most of what a file takes is soon garbage: it is collected at a heap of 1.6 times what is live, not of four times. The
// first answers are not held up by that.
setTimeout(() => setFlagsFromString("--heap-growing-percent=60"), 1000).unref();

// The transport is the one that the command line names: --stdio, --node-ipc, --socket, --pipe.
const host: ServerHost = {
  async createParser() {
    const wasm = ["web-tree-sitter.wasm", "tree-sitter-c.wasm"].map((name) =>
      readBytes(new URL(name, import.meta.url)),
    );
    const [runtime, grammar] = await Promise.all(wasm);
    if (!runtime || !grammar) throw new Error("the parser's files are missing");
    return SyntaxParser.create(runtime, grammar);
  },
  files: NODE_FILES,
  release: release(),
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
  turn: () => setImmediate(),
};

startServer(createConnection(ProposedFeatures.all), host);

if (process.argv.includes("--stdio")) {
  const broken = framingWatcher();
  process.stdin.on("data", (chunk: Buffer) => {
    const why = broken(chunk);
    if (why === undefined) return;
    process.stderr.write(`kalloc-lens: ${why}\n`);
    process.exit(1);
  });
}
