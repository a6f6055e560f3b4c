import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Editor } from "./editor.ts";

const dir = mkdtempSync(join(tmpdir(), "kalloc-lens-core-"));

/** A kernel whose class of 2048 bytes has 1536. */
const otherClass: Plugin = {
  name: "other-class",
  setup(building) {
    building.onLoad({ filter: /kernel\/kmalloc-classes\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const contents = text.replace("return index === 1 ?", "return index === 11 ? 1536 : index === 1 ?");
      return contents === text ? { errors: [{ text: "the table is written otherwise" }] } : { contents, loader: "ts" };
    });
  },
};

beforeAll(async () => {
  for (const name of ["web-tree-sitter.wasm", "tree-sitter-c.wasm"]) copyFileSync(`dist/${name}`, join(dir, name));
  await build({
    entryPoints: { server: "src/server/node/main.ts", cli: "src/cli/main.ts" },
    outdir: dir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    define: { KALLOC_LENS_VERSION: '"0"' },
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
    plugins: [otherClass],
    logLevel: "error",
  });
});

afterAll(() => rmSync(dir, { recursive: true }));

test("hover, lens, hint, finding, chart and command line follow the simulator's table", async () => {
  const text = "void *f(void)\n{\n\treturn kzalloc(1360, GFP_KERNEL);\n}\n";
  const editor = await Editor.start({
    server: join(dir, "server.mjs"),
    settings: { inlayHints: { enabled: true }, waste: { minimumBytes: 100, minimumPercent: 1 } },
    options: { hasCommands: true },
  });
  const uri = editor.open(text);
  const textDocument = { uri };
  const position = editor.positionOf(uri, "kzalloc");
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const answers = [
    await editor.hover(uri, "kzalloc"),
    await editor.lenses(uri),
    await editor.diagnosed(uri, (all) => all.length === 1),
    (await editor.rpc.request("textDocument/inlayHint", { textDocument, range })).result,
    (await editor.rpc.request("kallocLens/guideCall", { uri, position })).result,
  ];
  await editor.stop();

  writeFileSync(join(dir, "driver.c"), text);
  const options = ["check", "driver.c", "--kernel", "none", "--format", "json"];
  answers.push(execFileSync(process.execPath, ["cli.mjs", ...options], { cwd: dir, encoding: "utf8" }));
  for (const answer of answers) {
    expect(JSON.stringify(answer)).toContain("1536");
    expect(JSON.stringify(answer)).not.toContain("2048");
  }
});
