import { type Bar, barChart } from "./chart.ts";
import type { Measured, Row } from "./measures.ts";
import { NOTES } from "./notes.ts";

/** A picture beside the document. */
export interface Chart {
  readonly file: string;
  readonly svg: string;
}

const SITES_GOAL = 20;
const HEADERS_GOAL = 120;
const MEMORY_GOAL = 600;
const BARE_GOAL = 1.6;
const OTHERS_GOAL = 300;
/** Megabytes of the .c files of Linux 6.12, which the goals for a tree are for. */
const GOAL_MEGABYTES = 680;

/** docs/performance.md and its charts. */
export function performanceDocument(measured: Measured): { readonly text: string; readonly charts: readonly Chart[] } {
  const { machine, node, kernel } = measured;
  const row = (id: string) => measured.rows.find((one) => one.id === id);
  const sources = ["bare-c", "sites-c"].flatMap((id) => row(id) ?? []);
  const scans = ["bare", "sites", "rules", "kept", "again", "headers", "threads"].flatMap((id) => row(id) ?? []);
  const growth = ["growth-1", "growth-2", "growth-4", "headers-1", "headers-1-kept", "headers-1-again"].flatMap(
    (id) => row(id) ?? [],
  );
  const tools = ["own", "coccinelle", "checkpatch"].flatMap((id) => row(id) ?? []);
  const charts = [
    { file: "scan.svg", svg: barChart("A kernel tree, seconds of CPU", [...sources, ...scans].map(scanBar)) },
    { file: "growth.svg", svg: barChart("Growth: milliseconds of CPU for a megabyte", growth.map(growthBar)) },
    { file: "tools.svg", svg: barChart("The same files, seconds of CPU", tools.map(toolBar)) },
  ];
  const text = `<!-- Written by \`npm run bench\`. -->
# Performance

How long \`kalloc-lens check\` takes for a whole kernel tree, beside the least that any scan does and beside other tools.
\`npm run bench -- scan TREE\` measures all of it anew and writes this page; \`npm run bench\` alone measures the
simulator and the analysis too. What the language server costs an editor is [on a page of its own](performance-editor.md).

Times are processor time (user and system, all threads) of one run each, with the files in the page cache. Where the load
was high, what else ran on the machine made them longer; repeated runs differed by about a tenth. Memory is the most that
the process held.
Measured with Node ${node} on ${machine}, over Linux ${kernel}.

${scans.length > 0 ? tree(sources, scans) : ""}${growth.length > 0 ? growing(growth) : ""}${tools.length > 0 ? beside(tools, row) : ""}## Goals

${goals(row)}

${NOTES}`;
  return { text, charts: charts.filter((_, i) => [scans, growth, tools][i]?.length) };
}

function tree(sources: readonly Row[], scans: readonly Row[]): string {
  return `## A whole tree

The .c files alone, which the first goals are for; they are named, and headers beside them are read as they need them:

${tableOf(sources)}

All .c and .h files of the tree:

${tableOf(scans)}

- *bare* reads each file, finds the names of the APIs and parses the functions around them with tree-sitter.
- *calls with placements*: each call, what it asks and what it gets: \`check --kernel none --rules "" --jobs 1\`.
- *with all rules*: \`check --kernel none --jobs 1\`; control flow and ownership are followed for these.
- *results kept*, *again*: the same with \`--cache DIR\`, first with an empty folder, then with what that left there.
- *headers resolved*: \`check --kernel TREE --rules "" --jobs 1\`.

![A whole kernel tree](performance/scan.svg)

`;
}

function growing(growth: readonly Row[]): string {
  return `## Growth

${growthTable(growth)}

Calls with placements in blocks of neighbouring .c files, evenly from the whole tree: \`--rules "" --jobs 1\`.

![Growth](performance/growth.svg)

`;
}

function beside(tools: readonly Row[], row: (id: string) => Row | undefined): string {
  return `## Beside other tools

${toolsTable(tools)}

${parts(row)}

The same .c files, evenly from the drivers, file systems, networking, sound, memory management and library of the kernel.
Coccinelle runs those of the kernel's own scripts that are about allocations, with the options that they name, and
checkpatch all that it checks: neither tells what a call is given. In the first table kalloc-lens runs all its rules and
places every call. The second one tells what that is made of: what it takes without the start of Node (measured as
\`kalloc-lens --version\`), and what as many further files cost in the same run (a run over twice the files, less the first).

![The same files](performance/tools.svg)

`;
}

function tableOf(rows: readonly Row[]): string {
  const bare = rows.find(({ id }) => id === "bare" || id === "bare-c");
  return table(
    ["", "files", "MB", "CPU s", "× bare", "clock s", "MiB", "load"],
    rows.map(({ name, files, megabytes, cpu, wall, memory, load }) => [
      name,
      grouped(files),
      grouped(megabytes),
      cpu.toFixed(1),
      bare ? (cpu / bare.cpu).toFixed(2) : "",
      wall.toFixed(0),
      memory.toFixed(0),
      load.toFixed(1),
    ]),
  );
}

function growthTable(rows: readonly Row[]): string {
  return table(
    ["", "files", "MB", "CPU s", "ms a MB", "MiB", "load"],
    rows.map(({ name, files, megabytes, cpu, memory, load }) => [
      name,
      grouped(files),
      grouped(megabytes),
      cpu.toFixed(2),
      ((1000 * cpu) / megabytes).toFixed(1),
      memory.toFixed(0),
      load.toFixed(1),
    ]),
  );
}

function toolsTable(rows: readonly Row[]): string {
  const own = rows.find(({ id }) => id === "own");
  return table(
    ["", "files", "CPU s", "× kalloc-lens", "load"],
    rows.map(({ name, files, cpu, load }) => [
      name,
      grouped(files),
      cpu.toFixed(1),
      own ? (cpu / own.cpu).toFixed(1) : "",
      load.toFixed(1),
    ]),
  );
}

/** What a run is made of: its start, and what files take in the same run. */
function parts(row: (id: string) => Row | undefined): string {
  const start = row("start");
  const lines = [["own", "own-2"] as const, ["own-sites", "own-sites-2"] as const].flatMap(([once, twice]) => {
    const [one, two] = [row(once), row(twice)];
    if (!start || !one || !two) return [];
    return [[one.name, one.cpu, one.cpu - start.cpu, two.cpu - one.cpu, two.files - one.files] as const];
  });
  return table(
    ["CPU s", "as it is run", "without the start of Node", "further files in the same run"],
    lines.map(([name, ...[whole, without, more, files]]) => [
      name,
      whole.toFixed(2),
      without.toFixed(2),
      `${more.toFixed(2)} for ${files}`,
    ]),
  );
}

function goals(row: (id: string) => Row | undefined): string {
  const [headers, threads] = ["headers", "threads"].map(row);
  const [own, coccinelle, checkpatch] = ["own", "coccinelle", "checkpatch"].map(row);
  const [one, two, four] = [1, 2, 4].map((times) => row(`growth-${times}`));
  const lines: string[][] = [];
  const add = (what: string, goal: string, reached: string, met: boolean) =>
    lines.push([what, goal, reached, met ? "met" : "**missed**"]);
  for (const of of ["-c", ""]) {
    const [bare, sites] = [row(`bare${of}`), row(`sites${of}`)];
    if (!bare || !sites) continue;
    const name = `calls with placements, ${grouped(sites.files)} files, ${grouped(sites.megabytes)} MB`;
    add(name, `${SITES_GOAL} s`, `${sites.cpu.toFixed(1)} s`, sites.cpu <= SITES_GOAL);
    const ratio = sites.cpu / bare.cpu;
    add("the same beside the bare scan", `${BARE_GOAL} ×`, `${ratio.toFixed(2)} ×`, ratio <= BARE_GOAL);
  }
  if (headers) {
    const reached = `${headers.cpu.toFixed(1)} s`;
    add("with headers resolved", `${HEADERS_GOAL} s`, reached, headers.cpu <= HEADERS_GOAL);
  }
  const part = row("headers-1");
  if (part) {
    const goal = (HEADERS_GOAL * part.megabytes) / GOAL_MEGABYTES;
    const share = `${HEADERS_GOAL} s for ${GOAL_MEGABYTES} MB, so ${goal.toFixed(1)} s`;
    const what = `with headers resolved, ${grouped(part.megabytes)} MB of sources`;
    add(what, share, `${part.cpu.toFixed(1)} s`, part.cpu <= goal);
  }
  for (const scan of [row("sites-c"), row("sites"), headers, part, threads]) {
    const reached = `${scan?.memory.toFixed(0)} MiB`;
    if (scan) add(`memory: ${scan.name}`, `${MEMORY_GOAL} MiB`, reached, scan.memory <= MEMORY_GOAL);
  }
  for (const tool of [coccinelle, checkpatch]) {
    if (!own || !tool) continue;
    const ratio = tool.cpu / own.cpu;
    add(`beside ${tool.name}`, `${OTHERS_GOAL} ×`, `${ratio.toFixed(0)} ×`, ratio >= OTHERS_GOAL);
  }
  if (one && two && four) {
    const first = (two.cpu - one.cpu) / (two.megabytes - one.megabytes);
    const second = (four.cpu - two.cpu) / (four.megabytes - two.megabytes);
    const growth = 100 * (second / first - 1);
    const reached = `${growth > 0 ? "+" : ""}${growth.toFixed(0)} %`;
    add("a further megabyte, from 1 × to 2 × and from 2 × to 4 ×", "at most 10 % more", reached, growth <= 10);
  }
  return table(["measure", "goal", "reached", ""], lines);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

function scanBar({ id, name, cpu }: Row): Bar {
  const goal = id === "headers" ? HEADERS_GOAL : SITES_GOAL;
  const hasGoal = ["headers", "sites", "sites-c"].includes(id);
  return { label: name, value: cpu, text: `${cpu.toFixed(1)} s`, ...(hasGoal ? { goal } : {}) };
}

function growthBar({ name, cpu, megabytes }: Row): Bar {
  const value = (1000 * cpu) / megabytes;
  return { label: `${name}, ${grouped(megabytes)} MB`, value, text: value.toFixed(1) };
}

function toolBar({ name, cpu }: Row): Bar {
  return { label: name, value: cpu, text: `${cpu.toFixed(1)} s` };
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString("en");
}
