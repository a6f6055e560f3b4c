import { afterEach, describe, expect, test } from "vitest";
import { Editor } from "./editor.ts";
import { list, type Message, record } from "./rpc.ts";

let editor: Editor;

afterEach(() => editor.stop());

/** What is offered at the `▮` of a text, in the order that an editor shows it. */
async function offered(marked: string, settings: Message = {}, snippets = true): Promise<readonly Message[]> {
  editor = await Editor.start({ settings, snippets });
  const offset = marked.indexOf("▮");
  const uri = editor.open(marked.slice(0, offset) + marked.slice(offset + 1));
  const { result } = await editor.rpc.request("textDocument/completion", {
    textDocument: { uri },
    position: positionAt(marked, offset),
  });
  const items = Array.isArray(result) ? list(result) : list(record(result).items);
  return [...items].sort((a, b) => (String(a.sortText) < String(b.sortText) ? -1 : 1));
}

function positionAt(text: string, offset: number) {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

const inFunction = (code: string) => `void f(struct dev *dev)\n{\n\t${code}\n}\n`;
/** A call with places to fill in. */
const snippet = (name: string, ...values: readonly string[]) =>
  `${name}(${values.map((value, i) => `\${${i + 1}:${value}}`).join(", ")})`;
const labels = (items: readonly Message[]) => items.map(({ label }) => label);

describe("flags where a GFP argument stands", () => {
  test("the usual first, those for whole pages not with kmalloc()", async () => {
    const names = labels(await offered(inFunction("p = kmalloc(10, G▮);")));
    expect(names.slice(0, 3)).toEqual(["GFP_KERNEL", "GFP_ATOMIC", "GFP_NOWAIT"]);
    expect(names).toContain("__GFP_ZERO");
    expect(names).not.toContain("GFP_HIGHUSER");
  });

  test("whole pages may be of high memory", async () =>
    expect(labels(await offered(inFunction("p = alloc_pages(▮, 0);")))).toContain("GFP_HIGHUSER"));

  test("those that sleep come later under a lock, and say why", async () => {
    const items = await offered(
      inFunction("spin_lock(&dev->lock);\n\tp = kmalloc(10, ▮);\n\tspin_unlock(&dev->lock);"),
    );
    expect(labels(items).slice(0, 2)).toEqual(["GFP_ATOMIC", "GFP_NOWAIT"]);
    const kernel = items.find(({ label }) => label === "GFP_KERNEL");
    expect(record(kernel?.labelDetails).description).toBe("would sleep under `dev->lock`, taken in line 3");
  });

  test("behind a mask come the flags that it does not have", async () => {
    const names = labels(await offered(inFunction("p = kzalloc(10, GFP_KERNEL | __GFP_NOWARN | ▮);")));
    expect(names[0]).toBe("__GFP_NORETRY");
    expect(names).not.toContain("__GFP_NOWARN");
    // kzalloc() sets it itself.
    expect(names).not.toContain("__GFP_ZERO");
  });

  test("those of the kernel", async () => {
    const code = inFunction("p = kmalloc_nolock(10, ▮, node);");
    expect(labels(await offered(code, { profile: { kernel: "7.0", arch: "x86_64" } }))).toEqual([
      "__GFP_ZERO",
      "__GFP_ACCOUNT",
    ]);
  });

  test.each(["p = kmalloc(▮, GFP_KERNEL);", "p = memset(10, ▮);", "p = kmalloc(10, GFP_KERNEL)▮;", "f(▮);"])(
    "none in %s",
    async (code) => expect(labels(await offered(inFunction(code)))).not.toContain("GFP_KERNEL"),
  );
});

describe("APIs", () => {
  test("whose name begins like what is typed, with places to fill in", async () => {
    const items = await offered(inFunction("dev->ring = kz▮"));
    expect(labels(items).slice(0, 2)).toEqual(["kzalloc", "kzalloc_node"]);
    expect(items[0]).toMatchObject({
      detail: "up to 4 MiB, sleeps as the flags say",
      labelDetails: { detail: "(size, gfp)" },
      insertTextFormat: 2,
      textEdit: { newText: snippet("kzalloc", "sizeof(*dev->ring)", "GFP_KERNEL") },
    });
  });

  test("without a variable the size is asked for", async () => {
    const [first] = await offered(inFunction("kcal▮"));
    expect(first).toMatchObject({ textEdit: { newText: snippet("kcalloc", "n", "size", "GFP_KERNEL") } });
  });

  test("by name alone where there are brackets already, or for an editor without snippets", async () => {
    const [first] = await offered(inFunction("p = kzall▮(10, GFP_KERNEL);"));
    expect(first).toMatchObject({ textEdit: { newText: "kzalloc" } });
    await editor.stop();
    const [plain] = await offered(inFunction("p = kzall▮"), {}, false);
    expect(plain).toMatchObject({ textEdit: { newText: "kzalloc" } });
    expect(plain?.insertTextFormat).toBeUndefined();
  });

  test("of the kernel only, with its optional arguments left out", async () => {
    const code = inFunction("p = kzalloc_o▮");
    expect(await offered(code, { profile: "debian-6.1-amd64" })).toEqual([]);
    await editor.stop();
    const [first] = await offered(code, { profile: { kernel: "7.0", arch: "x86_64" } });
    expect(first).toMatchObject({ label: "kzalloc_obj", textEdit: { newText: snippet("kzalloc_obj", "*p") } });
  });

  test("are explained when they are looked at", async () => {
    const [first] = await offered(inFunction("p = devm_kz▮"));
    const { result } = await editor.rpc.request("completionItem/resolve", first);
    const text = String(record(record(result).documentation).value);
    expect(text).toContain("Largest request: 4194264 bytes");
    expect(text).toContain("with a header of 40 bytes");
  });
});

describe("nothing is offered", () => {
  test.each([
    ["in a comment", inFunction("/* p = kmall▮ */")],
    ["in a string", inFunction('pr_info("kmall▮");')],
    ["in a directive", "#define A kmall▮\nvoid f(void) { kmalloc(1, 2); }\n"],
    ["outside of functions", "kmall▮\n"],
    ["for one letter", inFunction("k▮")],
    ["of a member", inFunction("dev->kmall▮")],
    ["for a number", inFunction("p = 0x0kmall▮")],
    ["for what begins like no API", inFunction("printk▮")],
  ])("%s", async (_, text) => expect(await offered(text)).toEqual([]));

  test("where the setting is off", async () =>
    expect(await offered(inFunction("kmall▮"), { completion: { enabled: false } })).toEqual([]));
});
