import { buddySteps } from "./buddy.ts";
import { cacheLayouts } from "./caches.ts";
import { kmallocPlacements, kmallocPlacementsAsJson } from "./kmalloc.ts";
import { perSecond } from "./measure.ts";

/** One line a measure; a missed goal is the exit code. */
for (const start of [kmallocPlacements, kmallocPlacementsAsJson, cacheLayouts, buddySteps]) {
  const measure = start();
  const reached = perSecond(measure);
  const { name, unit, goal } = measure;
  const missed = goal !== undefined && reached < goal;
  const verdict = goal === undefined ? "" : ` (goal ${goal.toLocaleString("en")}${missed ? ", missed" : ""})`;
  console.log(`${name.padEnd(20)} ${Math.round(reached).toLocaleString("en").padStart(12)} ${unit}${verdict}`);
  if (missed) process.exitCode = 1;
}
