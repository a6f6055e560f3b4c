import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Editor } from "../../test/server/editor.ts";
import { findPreparedTree, HOW_TO_PREPARE, type PreparedTree } from "../prepared-tree.ts";
import { activationRows, editorPage } from "./editor-page.ts";

/** Files of the kernel that are edited: of 500, 5,000 and 16,000 lines. */
const EDITED = [
  "drivers/usb/misc/usblcd.c",
  "drivers/net/ethernet/realtek/r8169_main.c",
  "drivers/scsi/lpfc/lpfc_init.c",
];
/** Places in each of them where is typed. */
const PLACES = 8;
const TYPED = "\n\tif (!ptr)\n\t\treturn;";
const OPENED = 1000;
const MANY_EDITS = 10_000;
const STARTS = 5;

interface Row {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  readonly isReached: boolean;
}

/** What the language server costs an editor, in CPU time of all its threads; a missed goal is the exit code. */
export async function editing(write: boolean): Promise<void> {
  const tree = findPreparedTree();
  if (!tree) {
    console.error(`NOT MEASURED: the language server, there is no prepared kernel tree: ${HOW_TO_PREPARE}`);
    return;
  }
  const lines = ["| what | measured | goal |", "| --- | --- | --- |"];
  const tell = ({ what, measured, goal, isReached }: Row) => {
    const line = `| ${what} | ${measured} | ${goal}${isReached ? "" : ", missed"} |`;
    lines.push(line);
    console.log(line);
    if (!isReached) process.exitCode = 1;
  };
  for (const kernel of ["auto", "none"]) tell(await starts(tree, kernel));
  for (const path of EDITED) tell(await edits(tree, path));
  for (const each of await memory(tree)) tell(each);
  lines.push(...activationRows());
  if (write) writeFileSync("docs/performance-editor.md", editorPage(lines, tree));
}

/** From the start of the process to the answer of the first hover. */
async function starts(tree: PreparedTree, kernel: string): Promise<Row> {
  const path = "drivers/usb/misc/usblcd.c";
  const taken: number[] = [];
  const ofMain: number[] = [];
  const clock: number[] = [];
  for (let n = 0; n < STARTS; n++) {
    const before = performance.now();
    const server = await Server.start(tree, kernel);
    const uri = server.open(path);
    const { line } = server.editor.positionOf(uri, "kzalloc(");
    await server.editor.hoverAt(uri, { line, character: server.editor.positionOf(uri, "kzalloc(").character });
    clock.push(performance.now() - before);
    taken.push(server.cpu());
    ofMain.push(server.mainCpu());
    await server.stop();
  }
  const [all, main, time] = [taken, ofMain, clock].map((each) => Math.round(at(each, 0.5)));
  const what = kernel === "none" ? "the same without the kernel's headers" : "server start to first hover";
  const measured = `${time} ms; CPU ${all} ms, ${main} of them in the main thread`;
  return row(what, measured, "≤ 300 ms", (time ?? 0) <= 300);
}

/** A key at a time is typed into functions all over a file, and taken back: until the lenses and diagnostics are there. */
async function edits(tree: PreparedTree, path: string): Promise<Row> {
  const server = await Server.start(tree);
  const uri = server.open(path);
  await server.settled(uri);
  const lines = server.editor.text(uri).split("\n").length;
  const taken: number[] = [];
  for (const place of placesIn(server.editor.text(uri), PLACES)) {
    const keys = [...TYPED].map((key, i) => ({ start: place + i, end: place + i, text: key }));
    const back = [...TYPED].map((_, i) => ({
      start: place + TYPED.length - i - 1,
      end: place + TYPED.length - i,
      text: "",
    }));
    for (const { start, end, text } of [...keys, ...back]) {
      const before = server.cpu();
      server.editor.edit(uri, start, end, text);
      await server.settled(uri);
      taken.push(server.cpu() - before);
    }
  }
  await server.stop();
  const [half, most] = [at(taken, 0.5), at(taken, 0.95)];
  const what = `edit of ${basename(path)}, ${lines.toLocaleString("en")} lines, ${taken.length} keys, CPU`;
  const measured = `p50 ${half.toFixed(1)}, p95 ${most.toFixed(1)}, largest ${at(taken, 1).toFixed(0)} ms`;
  return row(what, measured, "p50 ≤ 5 ms, p95 ≤ 15 ms", half <= 5 && most <= 15);
}

/** Many files opened and closed, then many edits of one. */
async function memory(tree: PreparedTree): Promise<Row[]> {
  const server = await Server.start(tree);
  const paths = evenly(sources(tree.path, "drivers"), OPENED);
  for (const path of paths) {
    const uri = server.open(path);
    await server.settled(uri);
    server.editor.close(uri);
  }
  const opened = await server.memory();
  const uri = server.open(EDITED[1] ?? "");
  await server.settled(uri);
  const [place = 0] = placesIn(server.editor.text(uri), 3).slice(1);
  const halves: Memory[] = [];
  for (let n = 0; n < MANY_EDITS; n++) {
    const isTyped = n % 2 === 0;
    server.editor.edit(uri, place, isTyped ? place : place + 1, isTyped ? "x" : "");
    // Every hundredth edit is waited for, so that the server cannot skip them all.
    if (n % 100 === 99) await server.settled(uri);
    if (n === MANY_EDITS / 2 || n === MANY_EDITS - 1) halves.push(await server.memory());
  }
  await server.stop();
  const [half, end] = halves;
  const grown = (end?.heap ?? 0) - (half?.heap ?? 0);
  const edits = MANY_EDITS.toLocaleString("en");
  return [
    row(
      `memory after ${OPENED.toLocaleString("en")} files were opened and closed`,
      shown(opened),
      "≤ 250 MB",
      opened.resident <= 250,
    ),
    row(`the same after ${edits} edits of one file`, end ? shown(end) : "", "flat", true),
    row(
      `growth of the heap over the last ${(MANY_EDITS / 2).toLocaleString("en")} edits`,
      `${grown.toFixed(1)} MB`,
      "≤ 2 MB",
      grown <= 2,
    ),
  ];
}

/** Megabytes. */
interface Memory {
  readonly resident: number;
  /** After a garbage collection. */
  readonly heap: number;
}

function shown({ resident, heap }: Memory): string {
  return `${Math.round(resident)} MB resident, ${Math.round(heap)} MB of them the heap once it is collected`;
}

/** A language server as an editor runs it, watched. */
class Server {
  private constructor(
    readonly editor: Editor,
    private readonly root: string,
    private readonly folder: string,
  ) {}

  static async start({ path }: PreparedTree, kernel = "auto"): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), "kalloc-lens-bench-"));
    const server = join(folder, "server.mjs");
    writeFileSync(server, watched(join(process.cwd(), "dist/server.mjs")));
    const editor = await Editor.start({ server, folder: pathToFileURL(path).href, settings: { kernel } });
    return new Server(editor, path, folder);
  }

  open(path: string): string {
    const file = join(this.root, path);
    return this.editor.open(readFileSync(file, "utf8"), pathToFileURL(file).href);
  }

  /** Until the present version has its diagnostics, and then its lenses. */
  async settled(uri: string): Promise<void> {
    await this.editor.rpc.next("textDocument/publishDiagnostics", (params) => params.uri === uri);
    await this.editor.rpc.request("textDocument/codeLens", { textDocument: { uri } });
  }

  /** CPU time of all its threads so far, in milliseconds. */
  cpu(): number {
    const tasks = readdirSync(`/proc/${this.editor.rpc.pid}/task`);
    return tasks.reduce((sum, task) => sum + this.cpuOf(task), 0);
  }

  /** The same of the thread that answers; the others compile and collect garbage. */
  mainCpu(): number {
    return this.cpuOf(String(this.editor.rpc.pid));
  }

  private cpuOf(task: string): number {
    const stat = readFileSync(`/proc/${this.editor.rpc.pid}/task/${task}/schedstat`, "utf8");
    return Number(stat.split(" ")[0]) / 1e6;
  }

  /** What it holds now, and its heap once garbage is collected. */
  async memory(): Promise<Memory> {
    const { pid, stderr } = this.editor.rpc;
    const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
    const before = stderr.length;
    if (pid !== undefined) process.kill(pid, "SIGUSR2");
    while (stderr.length === before) await new Promise((resolve) => setTimeout(resolve, 20));
    return { resident, heap: Number(/heap (\d+)/.exec(stderr.slice(before).join(""))?.[1]) / 2 ** 20 };
  }

  async stop(): Promise<void> {
    await this.editor.stop();
    rmSync(this.folder, { recursive: true });
  }
}

/** The server, with a signal that collects garbage and tells what is left. */
function watched(server: string): string {
  return `import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
process.on("SIGUSR2", () => {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  process.stderr.write("heap " + process.memoryUsage().heapUsed + "\\n");
});
await import(${JSON.stringify(pathToFileURL(server).href)});
`;
}

/** Ends of statements inside functions, evenly over a text. */
function placesIn(text: string, count: number): number[] {
  const all = [...text.matchAll(/^\t\w[^\n{}]*\);$/gm)].map(({ index, 0: line }) => index + line.length);
  return evenly(all, count);
}

function sources(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(root, path);
    return entry.isFile() && entry.name.endsWith(".c") ? [path] : [];
  });
}

function evenly<T>(all: readonly T[], count: number): T[] {
  return Array.from(
    { length: Math.min(count, all.length) },
    (_, n) => all[Math.floor((n * all.length) / count)],
  ).filter((one) => one !== undefined);
}

function at(all: readonly number[], share: number): number {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function row(what: string, measured: string, goal: string, isReached: boolean): Row {
  return { what, measured, goal, isReached };
}
