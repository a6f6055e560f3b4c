import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ToolName } from "../../src/protocol/tools.ts";
import { Editor } from "./editor.ts";
import { type Message, record } from "./rpc.ts";

let editor: Editor;

beforeEach(async () => {
  editor = await Editor.start();
});
afterEach(() => editor.stop());

async function ask(tool: ToolName | "nothing", input: unknown, more: Message = {}) {
  const { result } = await editor.rpc.request("kallocLens/runTool", { tool, input, ...more });
  const { text, isError } = record(result);
  return { text: String(text), isError };
}

describe("simulate", () => {
  test("places a request under the kernel of the settings, or another", async () => {
    const { text } = await ask("simulate", { api: "devm_kzalloc", size: 4096 });
    expect(text).toMatch(/^4096 → 8192 \(kmalloc-8k\)/);
    expect(text).toMatch(/for Debian, Linux 6\.12, amd64.*assumed/);
    const other = await ask("simulate", { api: "devm_kzalloc", size: 3968, profile: "debian-6.12-arm64" });
    expect(other.text).toMatch(/^3968 → 4096/);
  });

  test.each([
    [{ api: "kmaloc", size: 1 }, "kmalloc"],
    [{ api: "kmalloc" }, '"size"'],
    [{ api: "kmalloc", size: 1, profile: "nothing" }, "no profile"],
    [{ api: "kmalloc", size: -1 }, "size"],
    [{ api: ["kmalloc"] }, "api"],
    [null, "api"],
    ["kmalloc", "api"],
  ])("%j is answered with what is wrong", async (input, message) => {
    const { text, isError } = await ask("simulate", input);
    expect(isError).toBe(true);
    expect(text).toContain(message);
  });
});

describe("explain", () => {
  const TEXT = "void *f(void)\n{\n\treturn kvmalloc(\n\t\t2200100, GFP_KERNEL);\n}\n";

  test.each([2, 3])("tells of the call that covers line %i, from 0, and of what the rules find", async (line) => {
    const uri = editor.open(TEXT);
    const { text, isError } = await ask("explain", {}, { at: { uri, position: { line, character: 0 } } });
    expect(isError).toBe(false);
    expect(text).toContain("Line 3: kvmalloc( 2200100, GFP_KERNEL)");
    expect(text).toContain("2200100 → 4194304");
    expect(text).toContain("vmalloc(), vfree()");
    expect(text).toContain("[wasteful-size]");
  });

  test("tells where the calls are", async () => {
    const uri = editor.open(TEXT);
    const { text, isError } = await ask("explain", {}, { at: { uri, position: { line: 0, character: 0 } } });
    expect(isError).toBe(true);
    expect(text).toContain("no allocation call at /module/driver.c:1; the nearest are at 3");
  });

  test("tells that there is no file", async () => {
    expect(await ask("explain", {})).toMatchObject({ isError: true });
    const at = { uri: "file:///no/such.c", position: { line: 0, character: 0 } };
    expect(await ask("explain", {}, { at })).toMatchObject({ isError: true, text: "/no/such.c cannot be read" });
  });
});

describe("choose", () => {
  test("asks, question by question, until there is an API", async () => {
    const answers: Record<string, string> = {};
    for (let turn = 0; turn < 20; turn++) {
      const { text } = await ask("choose", { answers });
      if (text.startsWith("Use ")) {
        expect(text).toMatch(/Free with: \S/);
        return;
      }
      const [, question = ""] = /^([\w-]+): /.exec(text) ?? [];
      answers[question] = text.match(/(?<=^- )[\w-]+(?=: )/gm)?.at(-1) ?? "";
    }
    throw new Error("the chart does not end");
  });

  test.each([
    [{ colour: "blue" }, 'no question "colour"'],
    [{ "may-sleep": "perhaps" }, "is one of"],
  ])("%j is no answer", async (answers, message) => {
    const { text, isError } = await ask("choose", { answers });
    expect(isError).toBe(true);
    expect(text).toContain(message);
  });
});

test("the same question has the same answer", async () => {
  const question = { api: "kmalloc", size: 1360 };
  expect(await ask("simulate", question)).toEqual(await ask("simulate", question));
});

test("what is no tool has no answer", async () => {
  const { result } = await editor.rpc.request("kallocLens/runTool", { tool: "nothing", input: {} });
  expect(result ?? null).toBeNull();
});
