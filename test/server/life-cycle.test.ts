import { type ChildProcess, spawn } from "node:child_process";
import { describe, expect, onTestFinished, test } from "vitest";
import { Editor } from "./editor.ts";
import { Rpc, record } from "./rpc.ts";

const CALL = "void *f(void)\n{\n\treturn kmalloc(4100, GFP_KERNEL);\n}\n";

const INITIALIZE = { processId: null, rootUri: null, capabilities: {} };

/** A server that is left to itself at the end of the test. */
function server(): Rpc {
  const rpc = new Rpc();
  onTestFinished(() => rpc.kill());
  return rpc;
}

/** Another process, such as an editor would be. */
function bystander(): ChildProcess & { readonly pid: number } {
  const process_ = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  onTestFinished(() => {
    process_.kill("SIGKILL");
  });
  const { pid } = process_;
  if (pid === undefined) throw new Error("no process could be started");
  return Object.assign(process_, { pid });
}

describe("a server ends", () => {
  test("after shutdown and exit, as one that was told to", async () => {
    const editor = await Editor.start();
    expect(await editor.stop()).toBe(0);
  });

  test("with exit alone, as one that was not asked", async () => {
    const rpc = server();
    await rpc.request("initialize", INITIALIZE);
    rpc.notify("exit", undefined);
    expect(await rpc.exited).toBe(1);
  });

  test("when its input ends", async () => {
    const rpc = server();
    await rpc.request("initialize", INITIALIZE);
    rpc.endInput();
    expect(await rpc.exited).toBe(1);
  });

  test("when its input ends before it was greeted", async () => {
    const rpc = server();
    rpc.endInput();
    expect(await rpc.exited).toBe(1);
  });

  test("when its client is gone, although its input stays open", async () => {
    const client = bystander();
    const rpc = server();
    await rpc.request("initialize", { ...INITIALIZE, processId: client.pid });
    client.kill("SIGKILL");
    expect(await rpc.exited).toBe(1);
  });

  test("when its client is gone before it is greeted: the next breath is the last", async () => {
    const client = bystander();
    client.kill("SIGKILL");
    await new Promise((resolve) => client.on("exit", resolve));
    const rpc = server();
    await rpc.request("initialize", { ...INITIALIZE, processId: client.pid });
    expect(await rpc.exited).toBe(1);
  });
});

test("a server that is killed in the middle of a request is replaced by one that knows no more than it is told", async () => {
  const first = await Editor.start();
  const uri = first.open(CALL);
  const { answer } = first.rpc.start("textDocument/hover", {
    textDocument: { uri },
    position: { line: 2, character: 9 },
  });
  answer.catch(() => {});
  first.rpc.kill();
  expect(await first.rpc.exited).toBe(null);
  const second = await Editor.start();
  expect(await second.hover(second.open(CALL), "kmalloc")).toContain("8192");
  await second.stop();
});

describe("what cannot be told apart any more ends the server, which says why", () => {
  const ENDLESS = "x".repeat(100_000);

  test.each([
    ["a message of 4 GB", "Content-Length: 4294967296\r\n\r\n{", "a message of 4294967296 bytes"],
    ["a length below 0", "Content-Length: -5\r\n\r\n{}", "does not say its length"],
    ["a length that is none", "Content-Length: 1e3\r\n\r\n{}", "does not say its length"],
    ["a length of many digits", `Content-Length: ${"9".repeat(400)}\r\n\r\n{}`, "does not say its length"],
    ["a header without a length", "Content-Type: application/json\r\n\r\n{}", "does not say its length"],
    ["another protocol", "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", "does not say its length"],
    ["a header without an end", ENDLESS, "has no end"],
  ])("%s", async (_, bytes, says) => {
    const rpc = server();
    rpc.write(bytes);
    expect(await rpc.exited).toBe(1);
    expect(rpc.stderr.join("")).toContain(says);
  });

  test("a length after whole messages, in pieces", async () => {
    const rpc = server();
    await rpc.request("initialize", INITIALIZE);
    for (const piece of ["Content-", "Length: 42949", "67296\r", "\n\r\n"]) {
      rpc.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await rpc.exited).toBe(1);
  });
});

test("a message in pieces, with every header that there is, is put together", async () => {
  const rpc = server();
  const json = JSON.stringify({ jsonrpc: "2.0", id: 900, method: "initialize", params: INITIALIZE });
  const bytes = Buffer.from(
    `content-length:${json.length}\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n${json}`,
  );
  for (let at = 0; at < bytes.length; at += 7) rpc.write(bytes.subarray(at, at + 7));
  expect((await rpc.request("kallocLens/profiles", {})).error).toBeUndefined();
});

test("a text of 50 MB is not looked at, and keeps nobody else waiting", async () => {
  const editor = await Editor.start({ options: { hasCommands: true } });
  const huge = editor.open(`${CALL}${`#define REGISTER 0x12345678\n`.repeat(1_800_000)}`, "file:///module/huge.c");
  const uri = editor.open(CALL);
  expect(await editor.hover(uri, "kmalloc")).toContain("8192");
  expect(await editor.hover(huge, "kmalloc")).toBeUndefined();
  const { result } = await editor.rpc.request("kallocLens/status", { uri: huge });
  expect(record(result)).toMatchObject({ calls: 0, profile: { problem: "the file is too long to be looked at" } });
  editor.change(huge, [{ range: { start: { line: 4, character: 0 }, end: { line: 2e6, character: 0 } }, text: "" }]);
  expect(await editor.hover(huge, "kmalloc")).toContain("8192");
  await editor.stop();
});
