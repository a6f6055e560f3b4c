// Installs the packaged extension in VS Code and uses it as a person does: by what is on the screen.
import { rmSync, statSync } from "node:fs";
import { equal, matches, onScreen } from "./on-screen.mjs";
import { packExtension } from "./stage.mjs";
import { startWorkbench } from "./workbench.mjs";
import { freshWorkspace } from "./workspace.mjs";

const SETTINGS = {
  "workbench.colorTheme": "Default Dark Modern",
  // Without this, a file named in the address is all that is open after a reload.
  "window.restoreWindows": "preserve",
};

const folder = freshWorkspace("dom");
const vsix = await packExtension();
console.log(`${vsix}: ${Math.round(statSync(vsix).size / 1024)} KiB`);
const workbench = await startWorkbench({ vsix, settings: SETTINGS });
const { page, uriOf } = workbench;
const { test, screenshot, command, eventually, report } = onScreen(page, "dom");
const started = Date.now();
try {
  await workbench.open({ folder }, [["openFile", uriOf(`${folder}/driver.c`)]]);
  await page.waitForSelector(".monaco-editor .view-line", { timeout: 60_000 });

  await test("lenses are drawn", async () => {
    await eventually(async () => (await lenses()).length === 3);
    console.log(`  ${((Date.now() - started) / 1000).toFixed(1)} s from opening the page to the lenses`);
    equal((await lenses())[0], "1360 → 2048 (kmalloc-2k), 688 B unused, 51 % of asked");
  });

  await test("findings are underlined", async () => {
    await eventually(async () => (await page.locator(".squiggly-error").count()) > 0);
  });

  await test("APIs and flags have a colour of their own", async () => {
    const colour = (text) =>
      page
        .locator(".view-line span", { hasText: new RegExp(`^\\s*${text}$`) })
        .first()
        .evaluate((element) => getComputedStyle(element).color);
    // A plain name, such as the tag of a struct, has the editor's own colour.
    await eventually(async () => (await colour("GFP_KERNEL")) !== (await colour("frame")));
  });

  await test("the hover is shown", async () => {
    await page
      .locator(".view-line span", { hasText: /^kzalloc$/ })
      .first()
      .hover({ force: true });
    const hover = page.locator(".monaco-hover:visible", { hasText: "688 B unused" });
    await hover.waitFor({ timeout: 20_000 });
    const text = await hover.first().textContent();
    matches(text, /kmalloc_index\(\)/);
    matches(text, /Which allocation API\?/);
    matches(text, /What if/);
    await page.waitForTimeout(600);
    await screenshot("hover");
  });

  await test("the hover of a flag is shown", async () => {
    await page.mouse.move(5, 5);
    await page
      .locator(".view-line span", { hasText: /^GFP_ATOMIC$/ })
      .first()
      .hover({ force: true });
    const hover = page.locator(".monaco-hover:visible", { hasText: "allowed in atomic context" });
    await hover.waitFor({ timeout: 20_000 });
    await screenshot("hover-flag");
    await page.mouse.move(5, 5);
    await page
      .locator(".view-line span", { hasText: /^kzalloc$/ })
      .first()
      .hover({ force: true });
    await page.locator(".monaco-hover:visible", { hasText: "688 B unused" }).waitFor({ timeout: 20_000 });
  });

  await test("a link of the hover opens the chart", async () => {
    await page.locator(".monaco-hover:visible a", { hasText: "Which allocation API?" }).first().click();
    await chart();
    await page.keyboard.press("Escape");
    await closePanel();
  });

  await test("lenses neither vanish nor flicker while typing", async () => {
    await page.evaluate(() => {
      globalThis.fewestLenses = Number.POSITIVE_INFINITY;
      const look = () => {
        const now = document.querySelectorAll(".codelens-decoration a").length;
        globalThis.fewestLenses = Math.min(globalThis.fewestLenses, now);
        requestAnimationFrame(look);
      };
      look();
    });
    await page.locator(".view-line", { hasText: "static void *fits" }).first().click();
    await page.keyboard.press("Home");
    await page.keyboard.type("static void *g(void) { return kmalloc(10", { delay: 60 });
    await page.waitForTimeout(1500);
    await page.keyboard.type(", GFP_KERNEL); }\n", { delay: 60 });
    await page.waitForTimeout(1500);
    equal(await page.evaluate(() => globalThis.fewestLenses), 3);
    equal((await lenses())[0], "1360 → 2048 (kmalloc-2k), 688 B unused, 51 % of asked");
    await command("File: Revert File");
    await eventually(async () => !/void \*g\(/.test(await editorText()));
  });

  await test("a call is completed, and then its flags", async () => {
    await page.locator(".view-line", { hasText: "return kmalloc(4096" }).first().click();
    await page.keyboard.press("End");
    await page.keyboard.type("\nreturn kzal", { delay: 60 });
    const row = (text) => page.locator(".suggest-widget.visible .monaco-list-row", { hasText: text }).first();
    await row("kzalloc(size, gfp)").waitFor({ timeout: 10_000 });
    await screenshot("completion");
    await page.keyboard.press("Enter");
    await page.keyboard.type("100");
    await page.keyboard.press("Tab");
    await page.keyboard.type("GFP_A", { delay: 60 });
    await row("GFP_ATOMIC").waitFor({ timeout: 10_000 });
    await screenshot("completion-flags");
    await page.keyboard.press("Enter");
    await eventually(async () => /return kzalloc\(100, GFP_ATOMIC\)/.test(await editorText()));
    await command("File: Revert File");
    await eventually(async () => !/kzalloc\(100/.test(await editorText()));
  });

  await test("a click on a lens opens the chart, with the way of the call", async () => {
    await page.locator(".codelens-decoration a", { hasText: "1360 → 2048" }).first().click();
    const frame = await chart();
    await eventually(async () => /kzalloc/.test(await frame.locator("#root").textContent()));
    await screenshot("chart");
  });

  await test("the map highlights the path", async () => {
    const frame = await chart();
    await frame.getByRole("button", { name: "Map", exact: true }).click();
    await eventually(async () => (await frame.locator("svg .box.known").count()) >= 2);
    const path = await frame.locator("svg .box.known, svg .box.likely").allTextContents();
    matches(path.map((text) => text.trim()).join("; "), /^Early boot\?; .*; kzalloc\(\)$/);
    equal(await frame.locator("svg .box.here").count(), 1);
    await screenshot("map");
    await frame.getByRole("button", { name: "Step by step" }).click();
  });

  await test("insert at the cursor", async () => {
    await page.locator(".view-line", { hasText: "static void *fits" }).first().click();
    await page.keyboard.press("End");
    const frame = await chart();
    await frame.getByRole("button", { name: /usual answers/ }).click();
    await screenshot("leaf");
    await frame
      .getByRole("button", { name: /insert/i })
      .first()
      .click();
    await eventually(async () => /static void \*fits\(void\)p = /.test(await editorText()));
    await page.keyboard.press("Control+Z");
  });

  await test("the chart follows the theme", async () => {
    const frame = await chart();
    const colour = () => frame.evaluate(() => getComputedStyle(document.body).color);
    const dark = await colour();
    await command("Preferences: Toggle between Light/Dark Themes");
    await eventually(async () => (await colour()) !== dark);
    await screenshot("chart-light");
  });

  await test("the chart is there again after a reload", async () => {
    await command("Developer: Reload Window");
    await page.waitForTimeout(3000);
    await page.waitForSelector(".monaco-editor .view-line", { timeout: 60_000 });
    const frame = await chart();
    await eventually(async () => /kzalloc/.test(await frame.locator("#root").textContent()));
  });

  await test("the language status tells the profile", async () => {
    await page.locator(".view-line", { hasText: "static void *fits" }).first().click();
    await page.locator("#status\\.languageStatus").click();
    const items = page.locator(".monaco-hover:visible, .hover-language-status", { hasText: "of 5 sizes known" });
    await items.first().waitFor({ timeout: 10_000 });
    const shown = (await page.locator(".hover-language-status").allTextContents()).join("; ");
    matches(shown, /Debian, Linux 6\.12, amd64.*assumed/);
    matches(shown, /Kernel headers not found.*4 of 5 sizes known.*Choose a folder…/);
    await screenshot("status");
  });

  await test("its action finds the kernel's headers", async () => {
    await page.locator(".hover-language-status a", { hasText: "Choose a folder…" }).click();
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Choose a folder…" }).first().click();
    const path = page.locator(".quick-input-widget input[type=text]").first();
    await eventually(async () => (await path.inputValue()).startsWith("/"));
    const inside = page.locator(".quick-input-list .monaco-list-row", { hasText: "include" });
    await eventually(async () => {
      // What is typed while the dialog still lists its first folder is lost.
      await path.fill("/");
      await path.fill(`${folder}/linux/`);
      await page.waitForTimeout(1000);
      return (await inside.count()) > 0;
    });
    await page.locator(".quick-input-widget .monaco-button", { hasText: "Use This Kernel" }).click();
    const types = page.locator(".hover-language-status", { hasText: "Headers of linux" });
    await eventually(async () => {
      await page.locator(".view-line", { hasText: "static void *fits" }).first().click();
      await page.locator("#status\\.languageStatus").click();
      await page.waitForTimeout(500);
      return (await types.count()) > 0;
    });
    await screenshot("status-headers");
    await page.keyboard.press("Escape");
  });

  await test("a file that is gone is said to be gone", async () => {
    const frame = await chart();
    await command("File: Save All");
    await page.locator(".view-line").first().click();
    await command("View: Close Editor");
    rmSync(`${folder}/driver.c`);
    await frame.getByRole("button", { name: /kzalloc\(sizeof/ }).click();
    await page.locator(".statusbar-item", { hasText: "the file of this call is gone" }).waitFor({ timeout: 10_000 });
  });

  await test("no message popped up", async () => {
    equal(await page.locator(".notifications-toasts .notification-list-item").count(), 0);
  });
} finally {
  await workbench.stop();
}
report();

function lenses() {
  return page.$$eval(".codelens-decoration a", (links) => links.map((link) => link.textContent?.replace(/\s/g, " ")));
}

async function editorText() {
  const lines = await page.locator(".view-line").allInnerTexts();
  return lines.join("\n").replace(/\u00a0/g, " ");
}

/** The frame that the chart is drawn in. */
async function chart() {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    for (const frame of page.frames()) {
      const found = await frame
        .locator("#root > *")
        .count()
        .catch(() => 0);
      if (found > 0) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error("there is no chart");
}

async function closePanel() {
  await page.locator(".tab", { hasText: "Which allocation API?" }).first().click();
  await command("View: Close Editor");
}
