import type { Message } from "../../../test/server/rpc.ts";
import { firstDifference } from "../examine.ts";
import { Broken, type CaseResult, type Kind } from "../kind.ts";
import { mutated } from "../mutate.ts";
import { program } from "../program.ts";
import type { Random } from "../random.ts";
import { WatchedServer } from "../watched-server.ts";

/** Cases after which both servers are started anew. */
const CASES = 100;

const OWN_REQUESTS = [
  "kallocLens/sites",
  "kallocLens/structs",
  "kallocLens/status",
  "kallocLens/guideCall",
  "kallocLens/structLayout",
  "kallocLens/useApi",
  "kallocLens/reorderStruct",
  "kallocLens/guideKernel",
  "kallocLens/runTool",
  "kallocLens/scan",
  "nonsense",
] as const;

const URIS = ["file:///fuzz/a.c", "file:///fuzz/b.c", "file:///fuzz/own.h", "untitled:c.c"] as const;

/**
 * The server in a process of its own, with messages in any order; at the end of each case it must say the same of the
 * documents as a server that has only seen them as they are at the end.
 */
export function serverKind(): Kind {
  let pair: { readonly edited: WatchedServer; readonly fresh: WatchedServer } | undefined;
  let cases = 0;
  const end = async () => {
    await Promise.all([pair?.edited.stop(), pair?.fresh.stop()]);
    pair = undefined;
  };
  return {
    name: "server",
    close: end,
    async run(random): Promise<CaseResult> {
      pair ??= { edited: await WatchedServer.start(), fresh: await WatchedServer.start() };
      const { edited, fresh } = pair;
      const session = new Session(edited, random);
      try {
        await session.play();
        const texts = session.open();
        const [is, should] = [await edited.said(texts), await fresh.saidOf(texts)];
        if (is !== should) throw new Broken(`edits end in other answers: ${firstDifference(should, is).slice(0, 500)}`);
        await edited.closeAll(texts);
        edited.check();
        fresh.check();
        if (++cases % CASES === 0) await end();
        return { executions: session.messages };
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        pair.edited.kill();
        pair.fresh.kill();
        pair = undefined;
        return { executions: session.messages, fault: { why, input: session.log.join("\n") } };
      }
    },
  };
}

/** Messages in any order. */
class Session {
  readonly log: string[] = [];
  messages = 0;
  private readonly pending: Promise<unknown>[] = [];
  private readonly opened = new Set<string>();

  constructor(
    private readonly server: WatchedServer,
    private readonly random: Random,
  ) {}

  open(): ReadonlyMap<string, string> {
    const { editor } = this.server;
    return new Map([...this.opened].sort().map((uri) => [uri, editor.text(uri)]));
  }

  async play(): Promise<void> {
    const { random } = this;
    for (let left = 5 + random.below(30); left > 0; left--) {
      this.step(random.pick(URIS));
      if (random.below(6) === 0) await Promise.all(this.pending.splice(0));
    }
    await Promise.all(this.pending.splice(0));
  }

  private step(uri: string): void {
    if (this.opened.has(uri)) this.random.pick(this.steps)(uri);
    else if (this.random.below(3) === 0) this.ask("textDocument/hover", uri);
    else this.openNew(uri);
  }

  /** What is done with an open document; what is there more than once is done more often. */
  private readonly steps: readonly [(uri: string) => void, ...((uri: string) => void)[]] = [
    (uri) => this.edit(uri),
    (uri) => this.edit(uri),
    (uri) => this.edit(uri),
    (uri) => this.edit(uri),
    (uri) => this.replaceAll(uri),
    (uri) => this.close(uri),
    (uri) => this.ask("textDocument/codeLens", uri),
    (uri) => this.ask("textDocument/inlayHint", uri, { range: this.range(uri) }),
    (uri) => this.ask("textDocument/codeAction", uri, { range: this.range(uri), context: { diagnostics: [] } }),
    (uri) => this.ask(this.random.pick(OWN_REQUESTS), uri, this.ownParams(uri)),
    (uri) => this.cancel(uri),
    (uri) => this.notify(uri),
    (uri) => this.ask("textDocument/completion", uri),
    (uri) =>
      this.ask("completionItem/resolve", uri, {
        label: "x",
        data: this.random.pick<unknown>([uri, null, { uri, name: "GFP_KERNEL" }]),
      }),
    (uri) => this.ask("textDocument/hover", uri),
    (uri) => this.ask("textDocument/hover", uri),
  ];

  /** Each request finds what it needs among these, and others too. */
  private ownParams(uri: string): Message {
    const { random } = this;
    const tool = random.pick(["simulate", "explain", "choose", "none"]);
    const input = random.pick<unknown>([{ api: "kmalloc", size: 4100 }, { answers: { small: "yes" } }, null, []]);
    const api = random.pick(["kvmalloc", "vmalloc", "kmem_cache_alloc", "__proto__"]);
    return { uri, uris: [uri], name: "struct shape_1", api, tool, input, at: { uri, position: this.position(uri) } };
  }

  private openNew(uri: string): void {
    const { random } = this;
    const made = `${random.below(2) === 0 ? '#include "own.h"\n' : ""}${program(random)}`;
    const text = random.below(3) === 0 ? mutated(made, random) : made;
    this.note("open", uri, text);
    this.server.editor.open(text, uri, uri.endsWith(".h") ? "cpp" : "c");
    this.opened.add(uri);
  }

  private replaceAll(uri: string): void {
    const { editor } = this.server;
    const text = mutated(editor.text(uri), this.random);
    this.note("replace", uri, text);
    editor.change(uri, [{ range: { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } }, text }]);
  }

  private close(uri: string): void {
    this.note("close", uri, "");
    this.opened.delete(uri);
    this.server.editor.close(uri);
  }

  private cancel(uri: string): void {
    const { rpc } = this.server.editor;
    const { id, answer } = rpc.start("textDocument/hover", { textDocument: { uri }, position: this.position(uri) });
    this.note("hover to be cancelled", uri, "");
    this.note("cancel", uri, "");
    this.pending.push(answer);
    rpc.notify("$/cancelRequest", { id });
  }

  /** What is of no consequence, or of none that may be wrong. */
  private notify(uri: string): void {
    const never = { uri: "file:///fuzz/never.c", version: 3 };
    const changes = [{ uri: this.random.pick(URIS), type: 1 + this.random.below(3) }];
    const [method, params] = this.random.pick<[string, Message]>([
      ["workspace/didChangeConfiguration", { settings: {} }],
      ["workspace/didChangeWatchedServerFiles", { changes }],
      ["textDocument/didSave", { textDocument: { uri } }],
      ["textDocument/didChange", { textDocument: never, contentChanges: [{ text: "x" }] }],
      ["textDocument/didClose", { textDocument: never }],
      ["$/setTrace", { value: "off" }],
    ]);
    this.note(method, uri, JSON.stringify(params));
    this.server.editor.rpc.notify(method, params);
  }

  /** One edit or a burst of them, as people and programs make them. */
  private edit(uri: string): void {
    const { random, server } = this;
    for (let left = random.below(4) === 0 ? 1 + random.below(6) : 1; left > 0; left--) {
      const text = server.editor.text(uri);
      const start = random.below(text.length + 1);
      const end =
        random.below(2) === 0 ? start : Math.min(text.length, start + random.below(random.below(5) === 0 ? 300 : 8));
      const word = random.pick([
        "",
        " ",
        "\n",
        "}",
        "{",
        "/*",
        "*/",
        "4100",
        "x",
        "kmalloc(8193, GFP_KERNEL);",
        '#include "own.h"\n',
        "#if 0\n",
        "#endif\n",
        "\ud83d\ude00",
        "é",
        "\r\n",
        "\t/* c */",
      ]);
      this.note("edit", uri, `${start} ${end} ${word}`);
      server.editor.edit(uri, start, end, word);
    }
  }

  private ask(method: string, uri: string, more: Message = {}): void {
    const params = { textDocument: { uri }, position: this.position(uri), ...more };
    this.note(method, uri, JSON.stringify(params));
    this.pending.push(this.server.ask(method, params));
  }

  private note(what: string, uri: string, text: string): void {
    this.messages++;
    this.log.push(`${what} ${uri} ${JSON.stringify(text)}`);
  }

  private range(uri: string): unknown {
    return { start: this.position(uri), end: this.position(uri) };
  }

  /** Mostly in the text; sometimes far outside. */
  private position(uri: string): { readonly line: number; readonly character: number } {
    const { random, server } = this;
    if (random.below(6) === 0)
      return { line: random.pick([-1, 0, 1e9, 2 ** 31, 99]), character: random.pick([-5, 0, 1e9, 2 ** 31]) };
    const lines = server.editor.text(uri).split("\n");
    const line = random.below(lines.length);
    return { line, character: random.below((lines[line] ?? "").length + 2) };
  }
}
