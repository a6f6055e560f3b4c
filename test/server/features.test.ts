import { afterEach, describe, expect, test } from "vitest";
import { Editor, type EditorOptions } from "./editor.ts";

let editor: Editor | undefined;

afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

async function opened(text: string, options?: EditorOptions): Promise<{ editor: Editor; uri: string }> {
  editor = await Editor.start(options);
  return { editor, uri: editor.open(text) };
}

const WASTE = "void *f(void)\n{\n\treturn kmalloc(4100, GFP_KERNEL);\n}\n";
const FITS = "void *f(void)\n{\n\treturn kmalloc(4096, GFP_KERNEL);\n}\n";
const FAILS = "void *f(void)\n{\n\treturn kmalloc(4200100, GFP_KERNEL);\n}\n";

describe("hover", () => {
  test("on the callee and on an argument", async () => {
    const { editor, uri } = await opened("void *f(void)\n{\n\treturn kzalloc(1360, GFP_KERNEL);\n}\n");
    expect(await editor.hover(uri, "zalloc")).toContain("2048");
    expect(await editor.hover(uri, "GFP_KERNEL")).toContain("2048");
    expect(await editor.hover(uri, "return")).toBeUndefined();
  });

  test("tells what would take less, behind the headline", async () => {
    const { editor, uri } = await opened(WASTE);
    const hover = await editor.hover(uri, "kmalloc");
    expect(hover).toMatch(/^\*\*4100 → 8192[^\n]*\*\*\n\n\| What if \| Given \| Change \|/);
    expect(hover).toContain("4096 bytes, 4 fewer");
  });

  test("on a GFP flag says what it asks for, and what the call gets", async () => {
    const { editor, uri } = await opened(
      "#define MINE GFP_ATOMIC\nvoid *f(void)\n{\n\t/* GFP_NOFS */\n\treturn kzalloc(1360, GFP_KERNEL);\n}\n",
    );
    const hover = await editor.hover(uri, "GFP_KERNEL");
    expect(hover).toMatch(/May sleep: yes/);
    expect(hover).toMatch(/kzalloc\(\) here: 1360 → 2048/);
    expect(await editor.hover(uri, "GFP_ATOMIC")).toMatch(/May sleep: no/);
    expect(await editor.hover(uri, "GFP_NOFS")).toBeUndefined();
  });

  test("on a function that frees says what it takes", async () => {
    const text = 'void bitmap_free(void *p) {}\nvoid f(void *p)\n{\n\tpr_info("vfree");\n\tkfree(p);\n}\n';
    const { editor, uri } = await opened(text);
    expect(await editor.hover(uri, "kfree")).toMatch(/NULL: may be passed/);
    expect(await editor.hover(uri, "vfree")).toBeUndefined();
    // The file's own function of that name is another one.
    expect(await editor.hover(uri, "bitmap_free")).toBeUndefined();
  });

  test("in plain text for editors that show no markdown", async () => {
    const { editor, uri } = await opened(WASTE, { markdown: false });
    const text = await editor.hover(uri, "kmalloc");
    expect(text).toContain("8192");
    expect(text).not.toMatch(/[*`]/);
  });

  test("links to commands only in our own extension", async () => {
    const plain = await opened(WASTE);
    expect(await plain.editor.hover(plain.uri, "kmalloc")).not.toContain("command:");
    await plain.editor.stop();
    const own = await opened(WASTE, { options: { hasCommands: true } });
    expect(await own.editor.hover(own.uri, "kmalloc")).toContain("(command:kallocLens.openGuide?");
  });

  test("of the inner one of two calls", async () => {
    const { editor, uri } = await opened(
      "void *f(void)\n{\n\treturn kmalloc(ksize(kmalloc(100, 1)), GFP_KERNEL);\n}\n",
    );
    expect(await editor.hover(uri, "100")).toContain("128");
  });

  test("is switched off by its setting", async () => {
    const { editor, uri } = await opened(WASTE, { settings: { hover: { enabled: false } } });
    expect(await editor.hover(uri, "kmalloc")).toBeUndefined();
  });

  test("counts in UTF-16 code units", async () => {
    const { editor, uri } = await opened("void *f(void)\n{\n\t/* 😀é */ return kmalloc(4100, GFP_KERNEL);\n}\n");
    expect(await editor.hoverAt(uri, editor.positionOf(uri, "kmalloc"))).toContain("8192");
    const before = editor.positionOf(uri, "kmalloc");
    expect(await editor.hoverAt(uri, { line: before.line, character: before.character - 1 })).toBeUndefined();
  });
});

describe("code lens", () => {
  test("stands only where something can be done", async () => {
    const { editor, uri } = await opened(`${WASTE}${FITS.replace("f(", "g(")}${FAILS.replace("f(", "h(")}`);
    const lenses = await editor.lenses(uri);
    expect(lenses.map((lens) => lens.split(":")[0])).toEqual(["3", "11"]);
  });

  test("has the command that the client knows", async () => {
    const { editor, uri } = await opened(WASTE, { options: { hasCommands: true } });
    const { result } = await editor.rpc.request("textDocument/codeLens", { textDocument: { uri } });
    const [lens] = Array.isArray(result) ? result : [];
    expect(lens.command).toBeUndefined();
    const resolved = await editor.rpc.request("codeLens/resolve", lens);
    expect(resolved.result).toMatchObject({
      command: { command: "kallocLens.openGuide", arguments: [{ uri, position: { line: 2, character: 8 } }] },
    });
  });

  test("moves along with edits while the document changes, and is renewed at rest", async () => {
    const { editor, uri } = await opened(WASTE);
    const [before] = await editor.lenses(uri);
    editor.edit(uri, 0, 0, "int a;\n");
    editor.replace(uri, "4100", "40");
    expect(await editor.lenses(uri)).toEqual([before?.replace("3:", "4:")]);
    await editor.rpc.next("workspace/codeLens/refresh");
    expect(await editor.lenses(uri)).toEqual([]);
  });

  test("is new at once for editors that cannot be told to ask again", async () => {
    const { editor, uri } = await opened(WASTE, { lensRefresh: false });
    expect(await editor.lenses(uri)).toHaveLength(1);
    editor.replace(uri, "4100", "40");
    expect(await editor.lenses(uri)).toEqual([]);
  });

  test("stays on a call whose parenthesis is missing for a while", async () => {
    const { editor, uri } = await opened(WASTE);
    const before = await editor.lenses(uri);
    await editor.diagnosed(uri, (all) => all.length === 1);
    editor.replace(uri, ", GFP_KERNEL)", "");
    await editor.diagnosed(uri, (all) => all.length === 0);
    expect(await editor.lenses(uri)).toEqual(before);
    expect(editor.refreshes).toBe(0);
  });

  test("is switched off by its setting", async () => {
    const { editor, uri } = await opened(WASTE, { settings: { codeLens: { enabled: false } } });
    expect(await editor.lenses(uri)).toEqual([]);
  });
});

describe("diagnostics", () => {
  test("carry rule, page and confidence", async () => {
    const { editor, uri } = await opened(FAILS);
    const [diagnostic] = await editor.diagnosed(uri, (all) => all.length === 1);
    expect(diagnostic).toMatchObject({
      code: "never-succeeds",
      source: "kalloc-lens",
      severity: 1,
      codeDescription: { href: expect.stringMatching(/^https:/) },
      data: { rule: "never-succeeds", confidence: "high" },
      range: { start: { line: 2, character: 8 }, end: { line: 2, character: 36 } },
    });
  });

  test("follow edits, and go when the document is closed", async () => {
    const { editor, uri } = await opened(FITS);
    await editor.diagnosed(uri, (all) => all.length === 0);
    editor.replace(uri, "4096", "4200100");
    await editor.diagnosed(uri, (all) => all.length === 1);
    const gone = editor.rpc.next("textDocument/publishDiagnostics", (params) => params.uri === uri);
    editor.close(uri);
    expect(await gone).toMatchObject({ diagnostics: [] });
  });

  test("follow the settings: severities, thresholds, and off", async () => {
    const settings = { rules: { "wasteful-size": "error", "just-over-class": "off" }, waste: { minimumBytes: 5000 } };
    const { editor, uri } = await opened(WASTE, { settings });
    await editor.diagnosed(uri, (all) => all.length === 0);
    editor.settings = { rules: { "wasteful-size": "error" } };
    editor.rpc.notify("workspace/didChangeConfiguration", { settings: null });
    await editor.diagnosed(uri, ([only]) => only?.severity === 1);
    editor.settings = { rules: { "wasteful-size": { severity: "off", minBytes: 9 } } };
    editor.rpc.notify("workspace/didChangeConfiguration", { settings: null });
    await editor.diagnosed(uri, (all) => all.length === 0);
  });
});

describe("code actions", () => {
  const FIXABLE = "#include <linux/vmalloc.h>\nvoid *f(void)\n{\n\treturn kvmalloc(2200100, GFP_KERNEL);\n}\n";

  test("fix what is certain", async () => {
    const { editor, uri } = await opened(FIXABLE);
    const [fix] = await editor.actions(uri, "kvmalloc");
    expect(fix).toMatchObject({ kind: "quickfix", isPreferred: true, diagnostics: [{ code: "wasteful-size" }] });
    expect(editor.applied(uri, fix ?? {})).toBe(FIXABLE.replace("kvmalloc(2200100, GFP_KERNEL)", "vmalloc(2200100)"));
  });

  test("suppress a finding, and then it is gone", async () => {
    const { editor, uri } = await opened(WASTE);
    const actions = await editor.actions(uri, "4100");
    const text = editor.applied(uri, actions.at(-1) ?? {});
    expect(text).toMatch(/\n\t\/\* kalloc-lens-ignore wasteful-size.*\*\/\n\treturn/);
    editor.edit(uri, 0, WASTE.length, text);
    await editor.diagnosed(uri, (all) => all.length === 0);
  });

  test("fix a whole file where that is asked for", async () => {
    const { editor, uri } = await opened(FIXABLE + FIXABLE.replace("f(", "g("));
    expect(await editor.actions(uri, "kvmalloc", ["source.fixAll.eslint"])).toEqual([]);
    const [all] = await editor.actions(uri, "kvmalloc", ["source.fixAll"]);
    expect(all).toMatchObject({ kind: "source.fixAll.kallocLens" });
    expect(editor.applied(uri, all ?? {})).not.toContain("kvmalloc");
  });
});

describe("inlay hints", () => {
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

  test("are off, and on by their setting", async () => {
    const off = await opened(WASTE);
    const none = await off.editor.rpc.request("textDocument/inlayHint", { textDocument: { uri: off.uri }, range });
    expect(none.result).toBeNull();
    await off.editor.stop();
    const { editor, uri } = await opened(WASTE, { settings: { inlayHints: { enabled: true } } });
    const { result } = await editor.rpc.request("textDocument/inlayHint", { textDocument: { uri }, range });
    expect(result).toMatchObject([{ position: { line: 2, character: 33 }, label: expect.stringContaining("8192") }]);
  });
});

describe("profiles", () => {
  test("are assumed unless the settings name one", async () => {
    const { editor, uri } = await opened(WASTE);
    const { result } = await editor.rpc.request("kallocLens/status", { uri });
    expect(result).toMatchObject({ calls: 1, known: 1, profile: { name: "debian-6.12-amd64", assumed: true } });
    editor.settings = { profile: "debian-6.12-arm64-16k" };
    editor.rpc.notify("workspace/didChangeConfiguration", { settings: null });
    const now = await editor.rpc.request("kallocLens/status", { uri });
    expect(now.result).toMatchObject({ profile: { name: "debian-6.12-arm64-16k", assumed: false } });
  });

  test("may be written out", async () => {
    const { editor, uri } = await opened(WASTE, { settings: { profile: { kernel: "7.2", arch: "arm64" } } });
    const { result } = await editor.rpc.request("kallocLens/status", { uri });
    expect(result).toMatchObject({ profile: { name: "Linux 7.2, arm64", assumed: false } });
  });

  test.for(["nonsense", 42, [[]], { kernel: "2.4", arch: "x86_64" }, { arch: 7 }])(
    "%j is refused with a reason",
    async (profile) => {
      const { editor, uri } = await opened(WASTE, { settings: { profile } });
      const { result } = await editor.rpc.request("kallocLens/status", { uri });
      expect(result).toMatchObject({ profile: { name: "debian-6.12-amd64", problem: expect.any(String) } });
    },
  );

  test("are listed", async () => {
    const { editor } = await opened(WASTE);
    const { result } = await editor.rpc.request("kallocLens/profiles", undefined);
    expect(result).toContainEqual({ name: "debian-6.12-amd64", title: "Debian, Linux 6.12, amd64" });
  });
});
