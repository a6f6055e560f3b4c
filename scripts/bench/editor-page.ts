import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import type { PreparedTree } from "../prepared-tree.ts";

/** Milliseconds of a row of `npm run bench:activation`. */
interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** What `npm run bench:activation -- --write` kept. */
interface Activation {
  readonly starts: number;
  readonly load: number;
  readonly goal: number;
  readonly cpu: Spread;
  readonly loading: Spread;
  readonly told: Spread;
}

/** Rows of the table about the extension's activation, as it was last measured in VS Code. */
export function activationRows(): string[] {
  // A file of our own, written by scripts/bench-activation.mjs.
  const measured: Activation = JSON.parse(readFileSync("docs/performance/activation.json", "utf8"));
  const { starts, load, goal, cpu, loading, told } = measured;
  const shown = ({ least, median, most }: Spread) =>
    `${median.toFixed(0)} ms (${least.toFixed(0)} to ${most.toFixed(0)} in ${starts} starts)`;
  const missed = cpu.median > goal ? ", missed" : "";
  return [
    `| activation of the extension in VS Code, CPU of the main thread | ${shown(cpu)} | ≤ ${goal} ms${missed} |`,
    `| of that, loading the bundle | ${shown(loading)} | |`,
    `| activation as VS Code tells it, at a load of ${load.toFixed(0)} on 2 cores | ${shown(told)} | |`,
  ];
}

/** From profiles of the server (`node --cpu-prof dist/server.mjs --stdio`) and runs side by side under the same load. */
const NOTES = `## Why goals are missed, and what was tried

- *Start.* Without a kernel tree some 250 ms of CPU time: 54 of them Node alone, another 95 the bundle and the messages of
  the protocol. With the kernel's headers the first file of a driver reads and indexes 620 of them, 4.8 MB with 35,000 names,
  before a name in a struct can be told to be no macro: 180 of 350 ms of the main thread. The other half of the CPU time is
  V8's: its compiler and collector run in threads of their own. What made a difference, side by side at the same load:
  715 ms became 640 without a tree-sitter query to compile (36 ms), with symbolic links looked up by folder, and with the
  heap's growth left to V8 in the first second; names in headers that one header defines are not kept as lists: 600 became 580.
  In a file of 16,000 lines the hover, which no longer waits for the findings of the whole file, went from 2,030 to 1,600 ms.
  A compiler that inlines less (\`--max-inlined-bytecode-size-cumulative=120\`) took 630 to 545, and 17 % off the opening of 150
  files, while the main thread was not slower. What made none: a young generation of 16 or 32 MB, a collector of one thread,
  slicing fewer words out of headers, a minified bundle, the compile cache of Node 24. A compiler that waits longer
  (\`--interrupt-budget\`) saves 12 % in V8 11, which Node 20 has; the V8 of current editors knows no such flag. What V8 has
  compiled, kept in a file from start to start (\`vm.Script\` in Node 20), would take 50 of 350 ms off the main thread; the server
  writes no files, so that is not done.
- *Edits.* Half of what the slowest keys cost is V8's, in threads of its own: it compiles what has become warm, and collects
  garbage. So what counts is how little is left behind. What is typed into an open document is kept apart from its text, as
  whole texts of lpfc_init.c are a megabyte each (it has a letter beyond Latin-1): with that, and less inlining, 4.65 s of CPU
  time for its 336 keys became 3.65 at a load of 10, and the 95th percentile fell by a third. Names, the words that rules look
  for and suppressions are searched for in what was edited alone: 3.65 became 3.33. A padded text is still put together for each key. What is typed inside a function
  costs that function and what others have from it: the largest of those in lpfc_init.c has a dozen allocations, is broken C
  while a condition is half typed, and takes most of its time for being read (tree-sitter included), sized and followed again:
  its keys are an eighth of all that are measured there, and cost 15 ms and more. A new line costs more, as findings below it name
  other lines. What made no difference: one write for a message instead of two, wasm that V8 compiles but once. An edit outside of functions and the comments behind
  them reads the file anew: some 300 ms for 16,000 lines.
- *Memory.* What is live is small: texts of headers 28 MB, their indexes 35 MB. Collected at 1.6 times what is live the server
  holds 226 to 236 MB after 1,000 files. Keeping 24 instead of 32 MB of headers between files costs nothing (700 files: 19.2
  and 19.1 s of CPU time).
- *Activation.* Four fifths is loading the bundle, nearly all of it the language client's library; a third of that is V8
  compiling it. Files that import \`vscode\` share one object instead of a copy of it each: 58 ms became 51 at a load of 11.`;

/** The page about the language server. */
export function editorPage(table: readonly string[], { version }: PreparedTree): string {
  const [processor] = cpus();
  return `<!-- Written by \`npm run bench -- editor --write\`. -->
# What the language server costs

Measured by \`npm run bench -- editor --write\` with a client over standard streams, on files of Linux ${version} with their
kernel's headers, with Node ${process.version} on ${processor?.model ?? "an unknown processor"}, ${cpus().length} threads, under a load of
${loadavg()[0]?.toFixed(0)} at the end: a load above the number of threads makes CPU time longer, and clock time much longer. CPU time is
that of all threads of the server, garbage collection included. A key is typed, then the diagnostics and the lenses of
that version are waited for. Activation is measured by \`npm run bench:activation -- --write\`.

${table.join("\n")}

${NOTES}
`;
}
