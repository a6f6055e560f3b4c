import { afterEach, expect, test } from "vitest";
import { Editor } from "./editor.ts";
import type { Message } from "./rpc.ts";

let editor: Editor;

afterEach(async () => {
  await editor.stop();
});

const IN_FUNCTION = (body: string) => `void *f(int n)\n{\n\treturn ${body};\n}\n`;

/** The server still answers, and rightly. */
async function checkAlive(): Promise<void> {
  const uri = editor.open(IN_FUNCTION("kmalloc(4100, GFP_KERNEL)"), "file:///module/alive.c");
  expect(await editor.hover(uri, "kmalloc")).toContain("8192");
}

test("markup in a name is shown as text", async () => {
  editor = await Editor.start({ options: { hasCommands: true } });
  const nasty = '"<img src=x onerror=alert(1)>](command:evil) **bold** `tick` [a](https://evil.example)"';
  const uri = editor.open(IN_FUNCTION(`kmalloc(strlen(${nasty}) + n, GFP_KERNEL)`));
  const text = (await editor.hover(uri, "kmalloc")) ?? "";
  expect(text).not.toMatch(/<img/i);
  expect(text).not.toMatch(/(?<!\\)\]\(command:evil/);
  expect(text).not.toMatch(/(?<!\\)\]\(https:\/\/evil/);
});

test("direction and control characters are shown by their numbers", async () => {
  editor = await Editor.start();
  const uri = editor.open(IN_FUNCTION('kmalloc(sizeof("\u202eevil\u2066\u0007") + n, GFP_KERNEL)'));
  const text = (await editor.hover(uri, "kmalloc")) ?? "";
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect(text.includes(String.fromCharCode(7))).toBe(false);
});

test("a name of 10 KB neither fills the hover nor the lens", async () => {
  editor = await Editor.start();
  const name = "a".repeat(10_240);
  const uri = editor.open(
    `struct ${name} { char text[4100]; };\n${IN_FUNCTION(`kmalloc(sizeof(struct ${name}) * n, GFP_KERNEL)`)}`,
  );
  expect((await editor.hover(uri, "kmalloc"))?.length).toBeLessThan(6000);
  for (const lens of await editor.lenses(uri)) expect(lens.length).toBeLessThan(500);
});

test("500 calls in one file", async () => {
  editor = await Editor.start();
  const functions = Array.from({ length: 500 }, (_, i) =>
    IN_FUNCTION("kmalloc(4100, GFP_KERNEL)").replace("f(", `f${i}(`),
  );
  const uri = editor.open(functions.join("\n"));
  expect(await editor.lenses(uri)).toHaveLength(500);
  expect(await editor.diagnosed(uri, (all) => all.length === 500)).toHaveLength(500);
  editor.replace(uri, "4100", "40");
  expect(await editor.diagnosed(uri, (all) => all.length === 499)).toHaveLength(499);
});

test.for([
  ["behind the end", { line: 9999, character: 9999 }],
  ["before the beginning", { line: -1, character: -5 }],
  ["no numbers", { line: "x", character: null }],
  ["missing", undefined],
])("a position %s is answered with nothing", async ([, position]) => {
  editor = await Editor.start();
  const uri = editor.open(IN_FUNCTION("kmalloc(4100, GFP_KERNEL)"));
  expect(await editor.hoverAt(uri, position)).toBeUndefined();
  await editor.rpc.request("textDocument/codeAction", {
    textDocument: { uri },
    range: { start: position, end: position },
  });
  await editor.rpc.request("kallocLens/guideCall", { uri, position });
  await checkAlive();
});

test("questions about documents that are not open are answered with nothing", async () => {
  editor = await Editor.start();
  const uri = "file:///module/absent.c";
  const textDocument = { uri };
  expect(await editor.hoverAt(uri, { line: 0, character: 0 })).toBeUndefined();
  expect((await editor.rpc.request("textDocument/codeLens", { textDocument })).result).toBeNull();
  expect((await editor.rpc.request("kallocLens/status", { uri })).result).toBeNull();
  expect((await editor.rpc.request("textDocument/hover", {})).result).toBeNull();
  expect((await editor.rpc.request("codeLens/resolve", { range: {}, data: 7 })).error).toBeUndefined();
  await checkAlive();
});

test("a document that is typed and deleted character by character", async () => {
  editor = await Editor.start();
  const uri = editor.open("");
  const text =
    '#include "x.h"\n#define N 4100\nvoid *f(void)\n{\n\tchar *s = "{";\n\treturn kmalloc(N, GFP_KERNEL);\n}\n';
  for (const [at, character] of [...text].entries()) {
    editor.edit(uri, at, at, character);
    if (at % 7 === 0) void editor.hoverAt(uri, { line: 3, character: 3 });
    if (at % 11 === 0) void editor.lenses(uri);
  }
  expect(await editor.hover(uri, "kmalloc")).toContain("8192");
  for (let at = text.length; at > 0; at--) editor.edit(uri, at - 1, at, "");
  expect(await editor.diagnosed(uri, (all) => all.length === 0)).toEqual([]);
  await checkAlive();
});

test("incremental edits end in the same answers as the whole text", async () => {
  editor = await Editor.start();
  const uri = editor.open(IN_FUNCTION("kmalloc(4100, GFP_KERNEL)"));
  const replacements = [
    ["return", "/* é😀 */ return"],
    ["(4100", "(1360"],
    ["kmalloc", "kzalloc"],
    [";\n}", ";\r\n}\r\nint g(void) { return !kmalloc(4200100, GFP_KERNEL); }\r\n"],
    ["void *f", "\n\n\nvoid *f"],
  ] as const;
  for (const [what, text] of replacements) editor.replace(uri, what, text);
  const lenses = async (of: string) => [await editor.diagnosed(of, (all) => all.length === 2), await editor.lenses(of)];
  const edited = await lenses(uri);
  const whole = editor.open(editor.text(uri), "file:///module/whole.c");
  expect(await lenses(whole)).toEqual(edited);
});

test("a cancelled request is answered as cancelled, and the next one as always", async () => {
  editor = await Editor.start();
  const functions = Array.from({ length: 300 }, (_, i) =>
    IN_FUNCTION("kmalloc(4100, GFP_KERNEL)").replace("f(", `f${i}(`),
  );
  const uri = editor.open(functions.join("\n"));
  const position = editor.positionOf(uri, "kmalloc");
  const hover = editor.rpc.start("textDocument/hover", { textDocument: { uri }, position });
  editor.rpc.notify("$/cancelRequest", { id: hover.id });
  expect((await hover.answer).error).toMatchObject({ code: -32800 });
  expect(await editor.hover(uri, "kmalloc")).toContain("8192");
});

test("an answer about a text that has changed in the meantime is not given", async () => {
  editor = await Editor.start();
  const uri = editor.open(IN_FUNCTION("kmalloc(4100, GFP_KERNEL)"));
  const position = editor.positionOf(uri, "kmalloc");
  const stale = editor.rpc.request("textDocument/hover", { textDocument: { uri }, position });
  editor.replace(uri, "4100", "40");
  const text = JSON.stringify((await stale).result);
  expect(text).not.toContain("8192");
});

test("garbage in messages does not stop the server", async () => {
  editor = await Editor.start();
  editor.rpc.notify("textDocument/didOpen", { textDocument: null });
  editor.rpc.notify("textDocument/didChange", {
    textDocument: { uri: "file:///module/never.c", version: 1 },
    contentChanges: [],
  });
  editor.rpc.notify("textDocument/didChange", { nonsense: true });
  editor.rpc.notify("workspace/didChangeWatchedFiles", { changes: "all" });
  editor.rpc.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: 5 }] });
  editor.rpc.notify("$/nonsense", {});
  expect((await editor.rpc.request("nonsense/request", {})).error).toBeDefined();
  expect(
    (await editor.rpc.request("workspace/executeCommand", { command: "rm", arguments: [5] })).error,
  ).toBeUndefined();
  await checkAlive();
});

test("bytes that are no message do not stop the server", async () => {
  editor = await Editor.start();
  editor.rpc.write('Content-Length: 12\r\n\r\n{"jsonrpc":[');
  await checkAlive();
});

test("settings of any shape are survived", async () => {
  editor = await Editor.start({ settings: { hover: 5, codeLens: [], waste: { minimumBytes: "many" }, rules: "all" } });
  await checkAlive();
});

test("settings whose keys every object has switch nothing off", async () => {
  const rules: unknown = JSON.parse(
    '{ "__proto__": { "severity": "off", "wasteful-size": "off", "minBytes": 99999 }, "constructor": "off", "toString": { "minBytes": 1 } }',
  );
  const root: Message = JSON.parse('{ "__proto__": { "diagnostics": { "enabled": false }, "kernel": "/etc" } }');
  editor = await Editor.start({ settings: { ...root, rules } });
  const uri = editor.open(IN_FUNCTION("kmalloc(4100, GFP_KERNEL)"));
  expect(await editor.diagnosed(uri, (all) => all.length === 1)).toMatchObject([{ code: "wasteful-size" }]);
  await checkAlive();
});

test("no code is made of strings", async () => {
  const { NODE_OPTIONS } = process.env;
  process.env.NODE_OPTIONS = "--disallow-code-generation-from-strings";
  try {
    editor = await Editor.start();
  } finally {
    if (NODE_OPTIONS === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = NODE_OPTIONS;
  }
  await checkAlive();
});

/** Everything that could become a link, an image, a command, HTML or an icon. */
const MARKUP = [
  "[click](command:workbench.action.terminal.new)",
  "[click](https://evil.example)",
  "<https://evil.example>",
  "https://evil.example",
  "![x](https://evil.example/x.png)",
  "<img src=x onerror=alert(1)>",
  "[ref]: https://evil.example",
  "$(zap)",
  "\\](command:evil)",
  "``` ` ```",
];

test.for([
  ["a string", (text: string) => `kmalloc(strlen("${text}") + n, GFP_KERNEL)`],
  ["a comment", (text: string) => `kmalloc(/* ${text} */ n, GFP_KERNEL)`],
  ["a flag", (text: string) => `kmalloc(n, GFP_KERNEL | ${text})`],
  ["a size", (text: string) => `kmalloc(${text} + n, GFP_KERNEL)`],
  ["an element", (text: string) => `kcalloc(n, ${text}, GFP_KERNEL)`],
  ["a struct", (text: string) => `kmalloc(sizeof(struct ${text}), GFP_KERNEL)`],
] as const)("links that stand in %s are no links in what is shown", async ([, call]) => {
  editor = await Editor.start({ options: { hasCommands: true } });
  for (const [n, text] of MARKUP.entries()) {
    const uri = editor.open(IN_FUNCTION(call(text)), `file:///module/markup${n}.c`);
    const [, name = ""] = /(kmalloc|kcalloc)/.exec(call(text)) ?? [];
    const hover = (await editor.hover(uri, name)) ?? "";
    const outsideOfCode = hover.replace(/```text\n[\s\S]*?```/g, "").replace(/(`+)[^`][\s\S]*?\1/g, "");
    const targets = [...outsideOfCode.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map(([, target = ""]) =>
      target.replace(/\?.*/, ""),
    );
    for (const target of targets)
      expect(target).toMatch(/^(?:command:kallocLens\.open(?:Guide|Page)|https:\/\/docs\.kernel\.org\/.*)$/);
    expect(outsideOfCode).not.toMatch(/<\w|(?<!\()https?:\/\/evil|(?<!\\)!\[|\$\(zap\)(?<!\\\$\(zap\))/);
  }
});
