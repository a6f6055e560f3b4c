import { findPreparedTree, HOW_TO_PREPARE, type PreparedTree } from "../prepared-tree.ts";
import { buddySteps } from "./buddy.ts";
import { cacheLayouts } from "./caches.ts";
import { editing } from "./editor.ts";
import { flowOfFiles, printRounds } from "./flow.ts";
import { kmallocPlacements, kmallocPlacementsAsJson } from "./kmalloc.ts";
import { speedOf } from "./measure.ts";
import { bareScan } from "./scan/bare.ts";
import { drawAgain, scanTree } from "./scan/scan.ts";
import { analysisOfFiles, assessorOf, indexOfHeaders, sourcesOf } from "./tree.ts";

const [what = "all", named, ...ids] = process.argv.slice(2);
if (what === "bare") await bareScan(named ?? "");
else if (what === "draw") drawAgain();
else if (what === "editor") await editing(named === "--write");
else if (what === "flow") await inTree(flow);
else if (what === "flow-rounds")
  await inTree(async (tree) => printRounds(named ?? "", sourcesOf(tree), await assessorOf(tree)));
else {
  if (what === "all") await functions();
  await scanTree(named, ids);
}

/** One line a measure, in CPU time; a missed goal is the exit code. */
async function functions(): Promise<void> {
  for (const start of [kmallocPlacements, kmallocPlacementsAsJson, cacheLayouts, buddySteps]) {
    const measure = start();
    const { perSecond, seconds } = speedOf(measure);
    const { name, unit, goal } = measure;
    const missed = goal !== undefined && perSecond < goal;
    const verdict = goal === undefined ? "" : ` (goal ${goal.toLocaleString("en")}${missed ? ", missed" : ""})`;
    const reached = Math.round(perSecond).toLocaleString("en").padStart(12);
    console.log(`${name.padEnd(20)} ${reached} ${unit} of CPU, over ${seconds.toFixed(1)} s${verdict}`);
    if (missed) process.exitCode = 1;
  }
  await inTree(async (tree) => {
    await analysisOfFiles(tree);
    indexOfHeaders(tree);
    await flow(tree);
  });
}

async function flow(tree: PreparedTree): Promise<void> {
  await flowOfFiles(sourcesOf(tree));
}

async function inTree(measure: (tree: PreparedTree) => Promise<void>): Promise<void> {
  const tree = findPreparedTree();
  if (tree) await measure(tree);
  else console.error(`NOT MEASURED: the analysis of files, there is no prepared kernel tree: ${HOW_TO_PREPARE}`);
}
