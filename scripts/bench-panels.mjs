// `npm run bench:panels`: what the panels cost the main thread of Chromium, bundled as they are shipped, in its CPU
// time: opening each, a step of a drag over the waste curve, a step of the buddy allocator. A missed budget is the exit code.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { launchChromium } from "../test/e2e/vscode/chromium.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PANELS = { guide: "guide.css", explorer: "view.css", slab: "view.css", buddy: "view.css", struct: "view.css" };

/** Milliseconds: until a panel shows its numbers, and for what a frame of 60 Hz leaves. */
const OPEN = 300;
const FRAME = 16;
const TIMES_OPENED = 7;

const folder = mkdtempSync(join(tmpdir(), "kalloc-lens-panels-"));
try {
  await bundle();
  const { GUIDE_MESSAGE, VIEW_MESSAGE } = await import(pathToFileURL(join(folder, "messages.mjs")).href);
  console.log(`load ${loadavg()[0].toFixed(1)}; CPU time of the page's main thread`);
  const context = await launchChromium(join(folder, "chrome"));
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
  };
  /** Milliseconds that an action costs, its frames included. */
  const cost = async (act) => {
    const before = await spent();
    await act();
    await settled(page);
    return (await spent()) - before;
  };

  const open = async (panel) => {
    await page.goto(pathToFileURL(join(folder, `${panel}.html`)).href);
    await page.evaluate(
      (message) => window.postMessage(message, "*"),
      panel === "guide" ? GUIDE_MESSAGE : VIEW_MESSAGE,
    );
    await page.locator(".profile", { hasText: "Numbers for" }).waitFor();
  };
  for (const panel of Object.keys(PANELS)) {
    const costs = [];
    for (let time = 0; time < TIMES_OPENED; time++) {
      await page.goto("about:blank");
      costs.push(await cost(() => open(panel)));
    }
    tell(`open ${panel}`, costs, OPEN);
  }

  const idle = [];
  for (let time = 0; time < 60; time++) idle.push(await cost(() => {}));
  const nothing = idle.toSorted((a, b) => a - b)[30] ?? 0;
  console.log(`asking alone costs ${nothing.toFixed(1)} ms in the median, which is taken off each step`);

  await open("explorer");
  for (const api of ["vmalloc", "alloc_pages_exact"])
    await page.getByRole("button", { name: api, exact: true }).click();
  const box = await page.locator("svg[role=slider]").boundingBox();
  await page.mouse.move(box.x + 80, box.y + 100);
  await page.mouse.down();
  const drags = [];
  for (let at = 80; at < box.width - 20; at += 4)
    drags.push((await cost(() => page.mouse.move(box.x + at, box.y + 100))) - nothing);
  await page.mouse.up();
  tell("curve drag, a step", drags, FRAME);

  await open("buddy");
  await page.getByRole("button", { name: /^Fragmentation/ }).click();
  await page.getByLabel("Step", { exact: true }).focus();
  const steps = [];
  for (let step = 0; step < 150; step++) steps.push((await cost(() => page.keyboard.press("ArrowRight"))) - nothing);
  tell("buddy step", steps, FRAME);
  await context.close();
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function tell(name, costs, budget) {
  const sorted = costs.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const isMissed = at(0.95) > budget;
  const numbers = `${at(0.5).toFixed(1).padStart(6)} ms in the median, p95 ${at(0.95).toFixed(1)} ms`;
  console.log(`${name.padEnd(20)} ${numbers} (budget ${budget}${isMissed ? ", missed" : ""}), ${costs.length} times`);
  if (isMissed) process.exitCode = 1;
}

/** Two frames later, what was to be drawn is drawn. */
function settled(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function bundle() {
  const panels = Object.keys(PANELS).map((panel) => [panel, `${ROOT}src/webview/${panel}/main.tsx`]);
  await build({
    entryPoints: Object.fromEntries(panels),
    outdir: folder,
    bundle: true,
    minify: true,
    platform: "browser",
    target: "es2022",
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  await build({
    entryPoints: [`${ROOT}scripts/bench-panels/messages.ts`],
    outfile: join(folder, "messages.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
  });
  for (const style of ["base.css", "guide.css", "view.css"]) copyFileSync(`${ROOT}media/${style}`, join(folder, style));
  for (const [panel, style] of Object.entries(PANELS)) {
    const links = ["base.css", style].map((sheet) => `<link rel="stylesheet" href="${sheet}">`).join("");
    const stub = "globalThis.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });";
    const page = `<!DOCTYPE html><meta charset="utf-8">${links}<div id="root"></div><script>${stub}</script><script src="${panel}.js"></script>`;
    writeFileSync(join(folder, `${panel}.html`), page);
  }
}
