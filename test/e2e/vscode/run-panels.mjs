// Uses the panels and the tree of the packaged extension as a person does: by mouse, by keyboard alone, in each theme,
// in a narrow column, after a reload. axe-core looks at every panel in every theme.
import { mkdirSync, writeFileSync } from "node:fs";
import { equal, matches, onScreen, overflow, THEMES, violations } from "./on-screen.mjs";
import { packExtension } from "./stage.mjs";
import { startWorkbench } from "./workbench.mjs";
import { freshWorkspace } from "./workspace.mjs";

const SETTINGS = { "workbench.colorTheme": "Default Dark Modern", "window.restoreWindows": "preserve" };
const PANELS = {
  explorer: { command: "KAlloc Lens: Waste Explorer", title: "Waste explorer" },
  slab: { command: "KAlloc Lens: Slab Page", title: "Slab page" },
  buddy: { command: "KAlloc Lens: Buddy Allocator", title: "Buddy allocator" },
  struct: { command: "KAlloc Lens: Struct Layout", title: "Struct layout" },
};

/** A struct with one member in the wrong place, and one whose name is longer than any line. */
const RING = `struct ring {
	u8 state;
	u64 at;
	u64 slots[6];
	u8 mode; /* how */
};

struct ${"long_".repeat(60)} { char text[43]; };

struct packed { u8 a; u64 b; } __packed;
struct unknown { struct elsewhere it; };
`;

const folder = freshWorkspace("panels");
const workbench = await startWorkbench({ vsix: await packExtension(), settings: SETTINGS });
const { page, uriOf } = workbench;
const { test, screenshot, command, chooseFromMenu, useTheme, eventually, report } = onScreen(page, "panels");
try {
  await workbench.open({ folder }, [["openFile", uriOf(`${folder}/driver.c`)]]);
  await page.waitForSelector(".codelens-decoration a", { timeout: 90_000 });

  await test("the waste explorer opens on the call at the cursor, and looks at its size", async () => {
    await page.locator(".view-line", { hasText: "kzalloc" }).first().click();
    const frame = await opened("explorer");
    await eventually(async () => (await frame.getByLabel("Size, bytes").inputValue()) === "1360");
    matches(await text(frame, "table.values"), /kmalloc-2k.*688.*51 %/s);
    matches(await text(frame, ".sites"), /kzalloc\(sizeof\(struct frame\)/);
  });

  await test("the arrow keys move the size, and exact values follow", async () => {
    const frame = await panel("explorer");
    await frame.locator("h1").click();
    await frame.getByRole("slider", { name: /Size in bytes/ }).focus();
    await page.keyboard.press("PageUp");
    await eventually(async () => (await frame.getByLabel("Size, bytes").inputValue()) === "2049");
    await page.keyboard.press("ArrowLeft");
    await eventually(async () => /2,048.*kmalloc-2k/s.test(await text(frame, "table.values")));
  });

  await test("curves of other APIs and another kernel are drawn beside it", async () => {
    const frame = await panel("explorer");
    for (const name of ["vmalloc", "alloc_pages_exact"]) await frame.getByRole("button", { name, exact: true }).click();
    await frame.getByLabel("Beside it, another kernel").selectOption("debian-6.12-arm64-16k");
    await eventually(async () => (await frame.locator("svg[role=slider] path.curve").count()) === 6);
  });

  await test("a drag over the curve keeps up with the screen", async () => {
    const frame = await panel("explorer");
    const box = await frame.locator("svg[role=slider]").boundingBox();
    await countFrames(frame);
    await page.mouse.move(box.x + 80, box.y + 100);
    await page.mouse.down();
    for (let at = 80; at < box.width - 20; at += 4) await page.mouse.move(box.x + at, box.y + 100);
    await page.mouse.up();
    console.log(`  drag: ${await frames(frame)}`);
    equal((await frame.getByLabel("Size, bytes").inputValue()) !== "2048", true);
  });

  await test("a mark leads to its call", async () => {
    const frame = await panel("explorer");
    await frame.getByRole("button", { name: "kmalloc(4096, GFP_KERNEL)" }).click();
    await eventually(async () => /Ln 11,/.test(await page.locator(".statusbar").textContent()));
  });

  await test("the slab page answers to flags, debugging and CPUs", async () => {
    const frame = await opened("slab");
    await eventually(async () => /ksize\(\)\s*4,096 B/.test(await text(frame, ".facts")));
    matches(await text(frame, ".sites"), /kmalloc\(4096, GFP_KERNEL\)/);
    await frame.locator("select").first().selectOption("");
    await frame.getByLabel("Object, bytes").fill("100");
    await frame.getByRole("button", { name: "FZPU" }).click();
    await eventually(async () => /stride\s*192 B/.test(await text(frame, ".facts")));
    matches(await text(frame, "table.values"), /left red zone.*free pointer.*who allocated/s);
    await frame.getByLabel("SLAB_HWCACHE_ALIGN").check();
    await eventually(async () => !/stride\s*192 B/.test(await text(frame, ".facts")));
    await frame.getByLabel("Object, bytes").fill("8388608");
    await eventually(async () => /No slab to draw/.test(await text(frame, "main")));
    await frame.getByLabel("Object, bytes").fill("328");
  });

  await test("the buddy allocator goes step by step, forwards and backwards, by keyboard alone", async () => {
    const frame = await opened("buddy");
    await frame.getByRole("button", { name: "One step on" }).focus();
    await page.keyboard.press("Enter");
    await eventually(async () => /__rmqueue|expand/.test(await text(frame, ".sentence")));
    await frame.getByLabel("Step", { exact: true }).focus();
    await countFrames(frame);
    for (let step = 0; step < 15; step++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Home");
    console.log(`  step: ${await frames(frame)}`);
    await eventually(async () => /memblock_free_all/.test(await text(frame, ".sentence")));
    await frame.getByRole("button", { name: /^Fragmentation/ }).click();
    await frame.getByRole("button", { name: "To the end" }).click();
    await eventually(async () => /fails/.test(await text(frame, ".sentence")));
    await frame.getByRole("button", { name: /^Free the unmovable block .* page 1$/ }).focus();
    await page.keyboard.press("Enter");
    await eventually(async () => /__free_pages\(page 1, 0\)/.test(await text(frame, ".sentence")));
  });

  await test("a struct is laid out, with its holes and its size class", async () => {
    await page.locator(".view-line", { hasText: "kzalloc" }).first().click();
    const frame = await opened("struct");
    await eventually(async () => /sizeof\s*1,360 B/.test(await text(frame, ".facts")));
    matches(await text(frame, ".facts"), /kmalloc-2k.*to trim\s*336 B/s);
    matches(await text(frame, "table.members"), /pixels.*1344.*unused.*taken/s);
  });

  await test("the order of a struct's members that takes a smaller class is put in once it was seen", async () => {
    writeFileSync(`${folder}/ring.c`, RING);
    await open("ring.c");
    await page.locator(".view-line", { hasText: "u64 at" }).first().click();
    const frame = await opened("struct");
    await eventually(async () => /sizeof\s*72 B/.test(await text(frame, ".facts")));
    await eventually(async () => /8 bytes less, once\s*mode\s*is elsewhere/.test(await text(frame, ".reorder")));
    matches(await text(frame, ".reorder .facts"), /sizeof\s*64 B.*kmalloc-64/s);
    await screenshot("panel-struct-reorder");
    await frame.getByRole("button", { name: "Preview the change" }).click();
    await page.locator(".bulk-edit-panel").first().waitFor({ timeout: 15_000 });
    await page.waitForTimeout(600);
    await page.locator(".bulk-edit-panel .edit-checkbox").first().click();
    await page.locator(".bulk-edit-panel .monaco-button", { hasText: "Apply" }).click();
    await eventually(async () => /sizeof\s*64 B/.test(await text(frame, ".facts")));
    matches(await text(frame, "main"), /No order for a smaller class/);
  });

  await test("structs that are packed, unknown or long of name are shown as what they are", async () => {
    const frame = await panel("struct");
    const select = frame.getByLabel("Struct of the file");
    await select.selectOption("struct packed");
    await eventually(async () => /No order for a smaller class: it is packed/.test(await text(frame, "main")));
    await select.selectOption("struct unknown");
    await eventually(async () => /struct unknown:/.test(await text(frame, ".problem")));
    await select.selectOption({ index: 1 });
    await eventually(async () => /sizeof\s*43 B/.test(await text(frame, ".facts")));
    equal(await overflow(frame), 0);
  });

  await test("the panels say so where no C file is open, or the profile is gone", async () => {
    // The struct's new order may not be saved yet.
    await command("File: Save All");
    await command("View: Close All Editors");
    mkdirSync(`${folder}/.vscode`, { recursive: true });
    writeFileSync(`${folder}/.vscode/settings.json`, '{ "kallocLens.profile": "gone-6.66" }');
    for (const id of Object.keys(PANELS)) {
      const frame = await opened(id);
      await eventually(async () => /There is no profile .gone-6\.66./.test(await text(frame, ".profile")));
      equal(await overflow(frame), 0);
      await screenshot(`panel-${id}-empty`);
    }
    writeFileSync(`${folder}/.vscode/settings.json`, "{}");
    await eventually(async () => !/gone-6\.66/.test(await text(await panel("struct"), ".profile")));
    await open("driver.c");
    await page.locator(".view-line", { hasText: "kzalloc" }).first().click();
  });

  for (const [theme, name] of Object.entries(THEMES)) {
    await test(`nothing serious is inaccessible, ${theme} theme`, async () => {
      await useTheme(name);
      const found = [];
      for (const id of Object.keys(PANELS)) {
        const frame = await opened(id);
        await page.waitForTimeout(400);
        found.push(...(await violations(frame)).map((violation) => `${id}: ${violation}`));
        await screenshot(`panel-${id}-${theme}`);
      }
      equal(found.join("\n"), "");
    });
  }

  await test("in a narrow column and at 200 % nothing is cut off", async () => {
    for (const id of Object.keys(PANELS)) {
      const frame = await opened(id);
      await page.setViewportSize({ width: 760, height: 900 });
      await page.waitForTimeout(300);
      equal(`${id} ${await overflow(frame)}`, `${id} 0`);
      await screenshot(`panel-${id}-narrow`);
      // As a window of 1400 × 900 is laid out at 200 %.
      await page.setViewportSize({ width: 700, height: 450 });
      await page.waitForTimeout(300);
      equal(`${id} at 200 %: ${await overflow(frame)}`, `${id} at 200 %: 0`);
      await screenshot(`panel-${id}-zoomed`);
      await page.setViewportSize({ width: 1400, height: 900 });
    }
  });

  await test("the panels are there again after a reload, as they were left", async () => {
    const frame = await opened("slab");
    await frame.locator("select").first().selectOption("");
    await frame.getByLabel("Object, bytes").fill("777");
    await page.waitForTimeout(600);
    await command("Developer: Reload Window");
    await page.waitForTimeout(3000);
    await page.waitForSelector(".monaco-editor .view-line", { timeout: 60_000 });
    await page.locator(".tab", { hasText: "Slab page" }).first().click();
    const again = await panel("slab");
    await eventually(async () => (await again.getByLabel("Object, bytes").inputValue()) === "777");
  });

  await test("the menu of the editor opens a panel", async () => {
    await command("View: Close All Editors");
    await open("driver.c");
    await chooseFromMenu(page.locator(".view-line", { hasText: "kmalloc(4096" }).first(), "Waste Explorer");
    const frame = await panel("explorer");
    await eventually(async () => (await frame.getByLabel("Size, bytes").inputValue()) === "4096");
    equal(await page.locator(".tab", { hasText: "Waste explorer" }).count(), 1);
  });

  await test("the tree shows open files at once, and all files after a scan", async () => {
    await page.locator(".activitybar [aria-label^='KAlloc Lens']").first().click();
    await eventually(async () => (await rows()).some((row) => /driver\.c.*5 calls.*wasted/.test(row)));
    await command("KAlloc Lens: Scan Workspace for Allocations");
    await eventually(async () => (await rows()).some((row) => /lens_demo/.test(row)));
    await command("KAlloc Lens: Group Allocations By");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "cache" }).first().click();
    await eventually(async () => (await rows()).some((row) => /^kmalloc-2k/.test(row)));
    await screenshot("tree");
  });

  await test("a row of the tree goes to its call, and the filter narrows it down", async () => {
    await page.locator(".pane-body .monaco-list-row", { hasText: "kmalloc-2k" }).first().click();
    await page.locator(".pane-body .monaco-list-row", { hasText: "kzalloc(sizeof(struct frame)" }).first().click();
    await eventually(async () => /Ln 6,/.test(await page.locator(".statusbar").textContent()));
    await command("KAlloc Lens: Filter Allocations");
    const input = page.locator(".quick-input-widget", { hasText: "Filter Allocations" }).locator("input").first();
    await input.fill("kvmalloc(2200100");
    await page.keyboard.press("Enter");
    await eventually(async () =>
      (await page.locator(".pane-body").allTextContents()).some((one) => /Filtered by/.test(one)),
    );
  });

  await test("the tree is exported", async () => {
    await command("KAlloc Lens: Export Allocations");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "CSV" }).first().click();
    await eventually(async () =>
      (await page.locator(".view-line").allTextContents()).some((line) => /^file,line,function/.test(line)),
    );
  });

  await test("no message popped up", async () => {
    equal(await page.locator(".notifications-toasts .notification-list-item").count(), 0);
  });
} finally {
  await workbench.stop();
}
report();

async function open(file) {
  await page.locator(".explorer-folders-view .monaco-list-row .label-name", { hasText: file }).last().dblclick();
  await page.locator(".tab.active", { hasText: file }).first().waitFor();
}

/** Opens a panel from the command palette, or shows it where it is open, and tells how long that took. */
async function opened(id) {
  await command(PANELS[id].command);
  const started = Date.now();
  const frame = await panel(id);
  const drawn = await frame.evaluate(() => Math.round(performance.now()));
  if (drawn < 5000) console.log(`  ${id}: ${Date.now() - started} ms from the command, ${drawn} ms in the page`);
  return frame;
}

async function panel(id) {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    for (const frame of page.frames()) {
      const titles = await frame
        .locator("main.view h1")
        .allTextContents()
        .catch(() => []);
      if (!titles.includes(PANELS[id].title)) continue;
      const isShown = await frame
        .locator(".profile")
        .first()
        .isVisible()
        .catch(() => false);
      if (isShown) return frame;
    }
    await page.waitForTimeout(20);
  }
  throw new Error(`there is no panel ${id}`);
}

/** Begins to note how long each frame of a panel takes. */
async function countFrames(frame) {
  await frame.evaluate(() => {
    globalThis.work = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.work.push(entry.duration);
    }).observe({ type: "long-animation-frame" });
    globalThis.ticks = [];
    const tick = (now) => {
      globalThis.ticks.push(now);
      globalThis.ticking = requestAnimationFrame(tick);
    };
    globalThis.ticking = requestAnimationFrame(tick);
  });
}

async function frames(frame) {
  const { ticks, long } = await frame.evaluate(() => {
    cancelAnimationFrame(globalThis.ticking);
    return { ticks: globalThis.ticks, long: globalThis.work.length };
  });
  const gaps = ticks.slice(1).map((tick, index) => tick - ticks[index]);
  gaps.sort((a, b) => a - b);
  const at = (share) => (gaps[Math.floor(gaps.length * share)] ?? 0).toFixed(1);
  return `${gaps.length} frames, ${at(0.5)} ms between them, p95 ${at(0.95)} ms; ${long} above 50 ms`;
}

async function rows() {
  return page.locator(".pane-body .monaco-list-row").allTextContents();
}

function text(frame, selector) {
  return frame.locator(selector).first().textContent();
}
