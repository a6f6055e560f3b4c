import { mkdirSync, writeFileSync } from "node:fs";
import { findPreparedTree, HOW_TO_PREPARE, preparedTree } from "../../prepared-tree.ts";
import { performanceDocument } from "./document.ts";
import { joined, type Measured, measureScans, readMeasured } from "./measures.ts";

const FOLDER = "docs/performance";
const DATA = `${FOLDER}/measured.json`;

/** Measures scans of a tree, all or those named, and writes docs/performance.md. */
export async function scanTree(named: string | undefined, ids: readonly string[]): Promise<void> {
  const tree = named === undefined ? findPreparedTree() : preparedTree(named);
  if (!tree) {
    console.error(`NOT MEASURED: scans of a whole tree, there is no prepared kernel tree: ${HOW_TO_PREPARE}`);
    return;
  }
  await measureScans(tree, ids, (measured) => {
    const last = measured.rows.at(-1);
    if (last)
      console.log(`${last.name.padEnd(50)} ${last.cpu.toFixed(1).padStart(8)} s, ${last.memory.toFixed(0)} MiB`);
    write(joined(DATA, measured));
  });
}

/** Writes the document and its charts from what was measured last. */
export function drawAgain(): void {
  const measured = readMeasured(DATA);
  if (measured) write(measured);
  else console.error(`${DATA} is not there: nothing was measured yet`);
}

function write(measured: Measured): void {
  const { text, charts } = performanceDocument(measured);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(DATA, `${JSON.stringify(measured, null, 2)}\n`);
  writeFileSync("docs/performance.md", text);
  for (const { file, svg } of charts) writeFileSync(`${FOLDER}/${file}`, svg);
}
