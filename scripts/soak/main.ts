import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Editor } from "../../test/server/editor.ts";
import { list, record } from "../../test/server/rpc.ts";
import { type Random, randomFrom } from "../fuzz/random.ts";
import { findPreparedTree } from "../prepared-tree.ts";
import { Figures } from "./figures.ts";

/** Files that are open at the same time. */
const OPEN = 6;
/** Larger files are not worked on every minute. */
const LARGEST = 200_000;
/** Seconds between two lines of figures. */
const BETWEEN = 30;

const [minutes = "10", given] = process.argv.slice(2);
const tree = findPreparedTree()?.path;
const folder = resolve(given ?? (tree === undefined ? "examples" : join(tree, "drivers/net")));
const random = randomFrom(1);
const files = sourcesIn(folder);
console.log(`${files.length} files below ${folder}, ${minutes} minutes`);

const editor = await Editor.start({
  folder: pathToFileURL(given === undefined && tree !== undefined ? tree : folder).href,
  settings: { kernel: "auto" },
  options: { hasCommands: true, trusted: true },
  server: process.env.KALLOC_LENS_SERVER ?? "dist/server.mjs",
});
const problems: string[] = [];
editor.rpc.on("window/logMessage", ({ type, message }) => {
  if (type === 1) problems.push(String(message));
});
let isRunning = true;
editor.rpc.exited.then((code) => {
  if (isRunning) problems.push(`the server ended with ${code}`);
});

const figures = new Figures(editor.rpc.pid);
const open: string[] = [];
const until = Date.now() + Number(minutes) * 60_000;
let next = Date.now() + BETWEEN * 1000;
while (Date.now() < until && problems.length === 0) {
  await visit(random);
  if (Date.now() < next) continue;
  console.log(figures.line());
  next += BETWEEN * 1000;
}
isRunning = false;
await editor.stop();
for (const problem of problems) console.log(`FIND: ${problem}`);
console.log(figures.verdict());
process.exitCode = problems.length === 0 && figures.isFlat ? 0 : 1;

/** Opens a file, reads in it, types, takes it all back, and closes one that was open before. */
async function visit(random: Random): Promise<void> {
  const path = random.of(files);
  if (path === undefined) throw new Error(`there is no C file below ${folder}`);
  const uri = pathToFileURL(path).href;
  if (open.includes(uri)) return;
  editor.open(readFileSync(path, "utf8"), uri);
  open.push(uri);
  const before = await said(uri);
  for (const { range } of list(record(before).sites).slice(0, 5)) await hover(uri, record(range).start);
  await typed(uri, random);
  const after = await said(uri);
  if (JSON.stringify(before) !== JSON.stringify(after))
    problems.push(`${path}: what was typed and taken back changed the answers`);
  const [oldest] = open;
  if (open.length <= OPEN || oldest === undefined) return;
  open.shift();
  editor.close(oldest);
}

/** A call, typed character by character at the end of some line, with looks at it in between; then undone at once. */
async function typed(uri: string, random: Random): Promise<void> {
  const original = editor.text(uri);
  const ends = [...original.matchAll(/;\n/g)].map(({ index }) => index + 1);
  let at = random.of(ends) ?? 0;
  const start = at;
  for (const character of "\n\tp = kzalloc(sizeof(*p) + 4100, GFP_KERNEL);\n\tif (!p)\n\t\treturn -ENOMEM;") {
    editor.edit(uri, at, at, character);
    at++;
    figures.edits++;
    if (random.below(8) === 0) await hover(uri, editor.positionAt(uri, at));
    if (random.below(20) === 0) await figures.timed(() => editor.lenses(uri));
  }
  editor.edit(uri, start, at, "");
}

function said(uri: string): Promise<unknown> {
  return figures.timed(async () => (await editor.rpc.request("kallocLens/sites", { uri })).result);
}

function hover(uri: string, position: unknown): Promise<unknown> {
  return figures.timed(() => editor.hoverAt(uri, position));
}

function sourcesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".c"))
    .sort()
    .map((name) => join(root, name))
    .filter((path) => statSync(path).size <= LARGEST);
}
