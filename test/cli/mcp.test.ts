import { resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inFunction, project } from "./kalloc-lens.ts";

/** The SDK's own client: it holds every structured answer against the schema that the tool declares. */
const client = new Client({ name: "test", version: "1" });

beforeAll(async () => {
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [resolve("dist/cli.js"), "mcp"] }));
  await client.listTools();
});
afterAll(() => client.close());

async function call(name: string, args: Readonly<Record<string, unknown>>) {
  const { content, structuredContent, isError = false } = await client.callTool({ name, arguments: args });
  const [first]: readonly { text?: string }[] = Array.isArray(content) ? content : [];
  return { text: first?.text ?? "", json: structuredContent, isError };
}

test("the tools only look", async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(["simulate_allocation", "explain_allocation", "choose_allocation_api"]);
  for (const { annotations, outputSchema, description } of tools) {
    expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
    expect(outputSchema).toBeDefined();
    expect(description).toBeTruthy();
  }
});

describe("simulate_allocation", () => {
  test("places a request, and says why", async () => {
    const { text, json } = await call("simulate_allocation", { api: "devm_kzalloc", size: 4096 });
    expect(json).toMatchObject({
      placement: { kind: "slab", bytesReq: 4096, bytesAlloc: 8192, cache: "kmalloc-8k", overhead: 40 },
      profile: { arch: "x86_64", assumed: true },
    });
    expect(text).toContain("4096 → 8192 (kmalloc-8k)");
  });

  test("for another kernel", async () =>
    expect(
      (await call("simulate_allocation", { api: "alloc_pages", order: 0, profile: "debian-6.12-arm64" })).json,
    ).toMatchObject({ profile: { arch: "arm64", assumed: false } }));

  test.each([
    [{ api: "kmaloc", size: 1 }, "kmalloc"],
    [{ api: "kmalloc" }, "size"],
    [{ api: "kmalloc", size: 1, profile: "nothing" }, "no profile"],
    [{ api: "kmalloc", size: -1 }, "size"],
  ])("%j is answered with what is wrong", async (args, message) => {
    const { text, isError } = await call("simulate_allocation", args);
    expect(isError).toBe(true);
    expect(text).toContain(message);
  });
});

describe("explain_allocation", () => {
  const FILES = { "a.c": inFunction("p = kvmalloc(\n\t\t2200100, GFP_KERNEL);\n\tkfree(p);") };

  test.each([3, 4])("explains the call that covers line %i", async (line) => {
    const file = `${project(FILES)}/a.c`;
    const { text, json } = await call("explain_allocation", { file, line, kernel: "none" });
    expect(json).toMatchObject({
      sites: [{ line: 3, api: "kvmalloc", placement: { bytesAlloc: 4194304 } }],
      findings: [{ rule: "wasteful-size", fix: {} }],
    });
    expect(text).toContain("Freed with: ");
    expect(text).toContain("wasteful-size");
  });

  test("tells where the calls are", async () => {
    const { text, isError } = await call("explain_allocation", {
      file: `${project(FILES)}/a.c`,
      line: 1,
      kernel: "none",
    });
    expect(isError).toBe(true);
    expect(text).toContain("the nearest are at 3");
  });

  test("tells that a file cannot be read", async () =>
    expect(await call("explain_allocation", { file: "/no/such.c", line: 1 })).toMatchObject({ isError: true }));
});

describe("choose_allocation_api", () => {
  test("asks, question by question, until there is an API", async () => {
    const answers: Record<string, string> = {};
    for (let turn = 0; turn < 20; turn++) {
      const { json, text } = await call("choose_allocation_api", { answers });
      const { question, api } = Object(json);
      expect(text).not.toBe("");
      if (api) {
        expect(api.names.length).toBeGreaterThan(0);
        return;
      }
      answers[question.id] = question.options.at(-1).answer;
    }
    throw new Error("the chart does not end");
  });

  test.each([
    [{ colour: "blue" }, 'no question "colour"'],
    [{ "may-sleep": "perhaps" }, "is one of"],
  ])("%j is no answer", async (answers, message) => {
    const { text, isError } = await call("choose_allocation_api", { answers });
    expect(isError).toBe(true);
    expect(text).toContain(message);
  });
});

test("the same question has the same answer", async () => {
  const ask = () => call("simulate_allocation", { api: "kmalloc", size: 1360 });
  expect(await ask()).toEqual(await ask());
});
