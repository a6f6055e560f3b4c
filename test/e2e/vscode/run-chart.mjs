// Uses the decision chart of the packaged extension as a person does: every way to open it, by mouse and by keyboard
// alone, in each theme, with code that it does not like. axe-core looks at each of its views.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { equal, matches, onScreen, overflow, THEMES, violations } from "./on-screen.mjs";
import { packExtension } from "./stage.mjs";
import { startWorkbench } from "./workbench.mjs";
import { freshWorkspace } from "./workspace.mjs";

const SETTINGS = { "workbench.colorTheme": "Default Dark Modern", "window.restoreWindows": "preserve" };

/** A name that a page would run, and one that turns its line around. */
const HOSTILE = `static void *bad(void)
{
	return kmalloc(sizeof("<img src=x onerror=document.title='owned'>") /* \u202e */, GFP_KERNEL);
}
`;

const RING = `#include <linux/slab.h>

struct ring {
	u8 state;
	u64 at;
	u64 slots[6];
	u8 mode; /* how */
};

static int ring_open(struct port *port)
{
	port->ring = kzalloc(33 * 1024, GFP_KERNEL);
	return port->ring ? 0 : -ENOMEM;
}

static void ring_close(struct port *port)
{
	kfree(port->ring);
}

static void *ring_new(void)
{
	return kzalloc(sizeof(struct ring), GFP_KERNEL);
}
`;

const folder = freshWorkspace("chart");
writeFileSync(`${folder}/ring.c`, RING);
writeFileSync(`${folder}/hostile.c`, HOSTILE);
const workbench = await startWorkbench({ vsix: await packExtension(), settings: SETTINGS });
const { page } = workbench;
const { test, screenshot, command, chooseFromMenu, useTheme, eventually, report } = onScreen(page, "chart");
try {
  await workbench.open({ folder }, []);
  await page.waitForSelector(".activitybar [aria-label^='KAlloc Lens']", { timeout: 90_000 });

  await test("opens without any editor, and asks", async () => {
    await command("KAlloc Lens: Which Allocation API?");
    const frame = await chart();
    matches(await text(frame, "header.call"), /Which allocation API\?/);
    await eventually(async () => (await frame.locator(".question").count()) === 1);
    equal(await frame.locator(".alternatives").count(), 0);
    await screenshot("chart-empty");
  });

  await test("opens on the call at the cursor from the editor's menu", async () => {
    await open("ring.c");
    await chooseFromMenu(line("kzalloc(33"), "Which Allocation API?");
    const frame = await chart();
    await eventually(async () => /33792 → 65536/.test(await text(frame, ".headline")));
  });

  await test("the same size is compared across APIs", async () => {
    const frame = await chart();
    const rows = await frame.locator(".alternatives tbody tr").allTextContents();
    matches(rows.join("\n"), /kzalloc\(\)in use65,536 B64 KiB, order 431,744 Bkfree\(\)yes/);
    matches(rows.join("\n"), /vzalloc\(\)Use this36,864 B.*3,072 Bvfree\(\)/);
    await screenshot("chart-alternatives");
  });

  await test("another API is put in its place, with the free, once the change was seen", async () => {
    const frame = await chart();
    await frame.getByRole("button", { name: "Use this: vzalloc()" }).click();
    await eventually(async () => /kfree\(port->ring\) becomes vfree\(port->ring\)/.test(await text(frame, ".use")));
    await screenshot("chart-use");
    await frame.getByRole("button", { name: "Preview the change to vzalloc()" }).click();
    await page.locator(".refactor-preview, .bulk-edit-panel").first().waitFor({ timeout: 15_000 });
    await page.waitForTimeout(600);
    await screenshot("chart-preview");
    for (const box of await page.locator(".bulk-edit-panel .edit-checkbox").all())
      if (!(await box.isChecked())) await box.click();
    await page.locator(".bulk-edit-panel .monaco-button", { hasText: "Apply" }).click();
    await eventually(async () => /vzalloc\(33 \* 1024\);/.test(await editorText()));
    matches(await editorText(), /#include <linux\/vmalloc\.h>/);
    matches(await editorText(), /vfree\(port->ring\)/);
    await eventually(async () => /33792 → 36864/.test(await text(frame, ".headline")));
    await line("vzalloc").click();
    await command("File: Revert File");
    await eventually(async () => /kzalloc\(33/.test(await editorText()));
    const again = await openedOn("ring.c", "kzalloc(33");
    await eventually(async () => /33792 → 65536/.test(await text(again, ".headline")));
  });

  await test("it follows the cursor once it is told to", async () => {
    const frame = await chart();
    await frame.getByRole("button", { name: "Follow the cursor" }).click();
    await line("kzalloc(sizeof").click();
    await eventually(async () => /^72 → 96/.test(await text(frame, ".headline")));
    await line("static void ring_close").click();
    await page.waitForTimeout(500);
    matches(await text(frame, ".headline"), /^72 → 96/);
    await line("kzalloc(33").click();
    await eventually(async () => /33792 → 65536/.test(await text(frame, ".headline")));
    await frame.getByRole("button", { name: "Follow the cursor" }).click();
    await line("kzalloc(sizeof").click();
    await page.waitForTimeout(500);
    matches(await text(frame, ".headline"), /33792 → 65536/);
  });

  await test("the map zooms, pans and fits", async () => {
    const frame = await chart();
    await frame.getByRole("button", { name: "Map", exact: true }).click();
    const map = frame.locator(".frame");
    const scale = async () => Number.parseInt(await text(frame, ".scale"), 10);
    const first = await scale();
    await frame.getByRole("button", { name: /^Larger/ }).click();
    await eventually(async () => (await scale()) > first);
    await map.hover();
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -200);
    await page.keyboard.up("Control");
    await eventually(async () => (await scale()) > first * 1.3);
    const box = await map.boundingBox();
    const left = () => map.evaluate((element) => element.scrollLeft);
    const before = await left();
    await page.mouse.move(box.x + 12, box.y + box.height - 30);
    await page.mouse.down();
    await page.mouse.move(box.x + 12 + (before > 100 ? 90 : -90), box.y + box.height - 60, { steps: 5 });
    await page.mouse.up();
    await eventually(async () => Math.abs((await left()) - before) > 40);
    await frame.getByRole("button", { name: /^Fit the whole chart/ }).click();
    await eventually(async () => {
      const { width, height, room } = await map.evaluate((element) => ({
        width: element.querySelector("svg").clientWidth - element.clientWidth,
        height: element.querySelector("svg").clientHeight - element.clientHeight,
        room: element.clientWidth,
      }));
      return room > 0 && width <= 1 && height <= 1;
    });
    await screenshot("chart-fit");
  });

  await test("the map is used by keyboard alone", async () => {
    const frame = await chart();
    await frame.locator(".box[tabindex='0']").focus();
    await page.keyboard.press("/");
    await page.keyboard.type("dma_pool");
    await eventually(async () => /^1 of/.test(await text(frame, ".search [role=status]")));
    equal(await frame.locator(".box.found").count(), 1);
    await page.keyboard.press("Escape");
    await eventually(async () => (await frame.locator(".box:focus").count()) === 1);
    matches(await text(frame, ".map-detail"), /dma_pool_create/);
    await page.keyboard.press("ArrowUp");
    await eventually(async () => !/dma_pool_create/.test((await frame.locator(".box:focus").textContent()) ?? ""));
    await page.keyboard.press("0");
    await page.keyboard.press("+");
    await page.keyboard.press("Enter");
    equal(await frame.locator(".box:focus").getAttribute("aria-pressed"), "true");
    await page.keyboard.press("/");
    await page.keyboard.type("no such thing");
    await eventually(async () => /nothing found/.test(await text(frame, ".search [role=status]")));
    await page.keyboard.press("Escape");
  });

  for (const [format, check] of Object.entries({
    svg: (bytes) => {
      const drawing = bytes.toString("utf8");
      matches(drawing, /^<svg[^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      equal(/var\(--|class=/.test(drawing), false);
    },
    png: (bytes) => equal(bytes.subarray(1, 4).toString("latin1"), "PNG"),
    md: (bytes) =>
      matches(bytes.toString("utf8"), /^# Which allocation API\?[\s\S]*\| `kzalloc\(\)` \(in use\) \| 65536 \|/),
  })) {
    await test(`it is saved as ${format}`, async () => {
      const frame = await chart();
      const target = `${folder}/saved.${format}`;
      const name = { svg: "SVG", png: "PNG", md: "Markdown" }[format];
      await frame.getByRole("button", { name, exact: true }).click();
      const input = page.locator(".quick-input-widget:visible input.input").first();
      await input.waitFor({ timeout: 10_000 });
      await page.waitForTimeout(500);
      await input.fill(target);
      await page.keyboard.press("Enter");
      await eventually(async () => (fileOf(target)?.length ?? 0) > 0);
      check(fileOf(target));
    });
  }

  for (const [theme, name] of Object.entries(THEMES)) {
    await test(`nothing serious is inaccessible, ${theme} theme`, async () => {
      await useTheme(name);
      const frame = await chart();
      const found = [];
      for (const view of ["Step by step", "Map", "Amount × type", "Allocators"]) {
        await show(frame, view);
        await page.waitForTimeout(400);
        found.push(...(await violations(frame)).map((violation) => `${view}: ${violation}`));
        await screenshot(`chart-${view.replace(/\W+/g, "-").toLowerCase()}-${theme}`);
      }
      equal(found.join("\n"), "");
    });
  }

  await test("in a narrow column and at 200 % nothing is cut off", async () => {
    const frame = await chart();
    await show(frame, "Step by step");
    for (const [width, height] of [
      [760, 900],
      [700, 450],
    ]) {
      await page.setViewportSize({ width, height });
      for (const view of ["Step by step", "Map", "Amount × type", "Allocators"]) {
        await show(frame, view);
        await page.waitForTimeout(200);
        equal(`${view} ${width}: ${await overflow(frame)}`, `${view} ${width}: 0`);
        await screenshot(`chart-${view.replace(/\W+/g, "-").toLowerCase()}-${width}`);
      }
    }
  });
  await page.setViewportSize({ width: 1400, height: 900 });

  await test("names that a page would run are text", async () => {
    const frame = await openedOn("hostile.c", "kmalloc");
    await eventually(async () => /<img src=x/.test(await text(frame, ".call-text")));
    equal(await frame.locator("img").count(), 0);
    equal(/\u202e/.test(await text(frame, "main")), false);
  });

  await test("a call that always fails, and one of unknown size, are said to be so", async () => {
    const failing = await openedOn("driver.c", "4200100");
    await show(failing, "Step by step");
    await eventually(async () => /can never succeed/.test(await text(failing, ".headline")));
    matches((await failing.locator(".alternatives tbody tr").allTextContents()).join("\n"), /always fails/);
    const unknown = await openedOn("driver.c", "GFP_ATOMIC");
    await eventually(async () => /size unknown/.test(await text(unknown, ".headline")));
    equal(await unknown.locator(".alternatives").count(), 0);
  });

  await test("a profile that vanished is told, and the usual one stands in", async () => {
    mkdirSync(`${folder}/.vscode`, { recursive: true });
    writeFileSync(`${folder}/.vscode/settings.json`, '{ "kallocLens.profile": "gone-6.66" }');
    const frame = await chart();
    await eventually(async () => /gone-6\.66/.test(await text(frame, ".profile")));
    await screenshot("chart-profile-gone");
    writeFileSync(`${folder}/.vscode/settings.json`, "{}");
    await eventually(async () => !/gone-6\.66/.test(await text(frame, ".profile")));
  });

  await test("it is there again after a reload, as it was left", async () => {
    const frame = await openedOn("ring.c", "kzalloc(33");
    await eventually(async () => /33792/.test(await text(frame, ".headline")));
    await frame.getByRole("button", { name: "Follow the cursor" }).click();
    await show(frame, "Map");
    await page.waitForTimeout(500);
    await command("Developer: Reload Window");
    await page.waitForTimeout(3000);
    await page.waitForSelector(".monaco-editor .view-line", { timeout: 60_000 });
    const again = await chart();
    equal(await again.locator(".map").count(), 1);
    equal(await again.getByRole("button", { name: "Follow the cursor" }).getAttribute("aria-pressed"), "true");
    await page.waitForSelector(".codelens-decoration a", { timeout: 60_000 });
    await line("kzalloc(sizeof").click();
    await eventually(async () => /^72 → 96/.test(await text(again, ".headline")));
  });

  await test("no message popped up", async () => {
    equal(await page.locator(".notifications-toasts .notification-list-item").count(), 0);
  });
} finally {
  await workbench.stop();
}
report();

/** The chart's page, once it knows its kernel. */
async function chart() {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    for (const frame of page.frames()) {
      const isShown = await frame
        .locator("main.panel .profile", { hasText: "Numbers for" })
        .first()
        .isVisible()
        .catch(() => false);
      if (isShown) return frame;
    }
    await page.waitForTimeout(50);
  }
  throw new Error("there is no chart");
}

async function open(file) {
  await page.locator(".explorer-folders-view .monaco-list-row .label-name", { hasText: file }).last().dblclick();
  await page.locator(".tab.active", { hasText: file }).first().waitFor();
}

/** The chart on a call of a file. */
async function openedOn(file, code) {
  await open(file);
  await line(code).click();
  await page.waitForTimeout(200);
  await command("KAlloc Lens: Which Allocation API?");
  return chart();
}

async function show(frame, view) {
  const isMode = view === "Map" || view === "Step by step";
  await frame.getByRole("tab", { name: isMode ? "Questions" : view }).click();
  if (isMode) await frame.getByRole("button", { name: view, exact: true }).click();
}

function line(code) {
  return page.locator(".view-line", { hasText: code }).first();
}

async function editorText() {
  const lines = await page.locator(".editor-group-container .view-line").allInnerTexts();
  return lines.join("\n").replace(/\u00a0/g, " ");
}

function text(frame, selector) {
  return frame.locator(selector).first().textContent();
}

function fileOf(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
