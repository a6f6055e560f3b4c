// What the tests that use VS Code by its screen have in common: named checks with a picture of each failure, waiting,
// and the command palette.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { report } from "../requirements.mjs";
import { SCREENSHOTS } from "./paths.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Names of colour themes as their picker shows them. */
export const THEMES = { dark: "Dark Modern", light: "Light Modern", contrast: "Dark High Contrast" };

/** Checks on a page of the workbench; `name` tells the pictures of failures from those of other suites. */
export function onScreen(page, name) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  let passed = 0;
  let failed = 0;

  async function screenshot(name) {
    await page.screenshot({ path: `${SCREENSHOTS}${name}.png` }).catch(() => {});
  }

  /** Runs a command of the palette; while the window starts, it does not have all of them yet. */
  async function command(title) {
    for (const end = Date.now() + 30_000; ; ) {
      await page.keyboard.press("F1");
      await page.locator(".quick-input-widget input").first().fill(`>${title}`);
      const row = page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
      if (
        await row.waitFor({ timeout: 3000 }).then(
          () => true,
          () => Date.now() > end,
        )
      )
        return row.click();
      await page.keyboard.press("Escape");
    }
  }

  return {
    screenshot,
    command,
    async test(title, body) {
      try {
        await body();
        passed++;
        console.log(`ok: ${title}`);
      } catch (error) {
        failed++;
        console.log(`FAILED: ${title}: ${error instanceof Error ? error.message : error}`);
        await screenshot(`failed-${name}-${title.replace(/\W+/g, "-")}`);
        await page.keyboard.press("Escape");
      }
    },
    /** Chooses a panel from the menu of an editor, at a place in it. */
    async chooseFromMenu(place, title) {
      const submenu = page.locator(".monaco-menu .action-label", { hasText: "KAlloc Lens" }).first();
      for (const end = Date.now() + 30_000; ; ) {
        await place.click({ button: "right" });
        const isShown = submenu.waitFor({ timeout: 3000 }).then(() => true);
        if (await isShown.catch(() => Date.now() > end)) break;
        await page.keyboard.press("Escape");
      }
      await submenu.hover();
      await page.waitForTimeout(800);
      await page.locator(".monaco-menu .action-label", { hasText: title }).first().click();
    },
    async useTheme(name) {
      await command("Preferences: Color Theme");
      const input = page.locator(".quick-input-widget input").first();
      await input.fill(name);
      await page.waitForTimeout(300);
      await page.keyboard.press("Enter");
      await page.waitForTimeout(500);
    },
    async eventually(condition) {
      for (const end = Date.now() + 20_000; ; ) {
        if (await condition()) return;
        if (Date.now() > end) throw new Error(`waited in vain: ${condition}`);
        await page.waitForTimeout(100);
      }
    },
    /** Prints how many checks passed, and ends the process. */
    report: () => report(passed, failed),
  };
}

export function equal(actual, expected) {
  if (actual !== expected) throw new Error(`${JSON.stringify(actual)} should be ${JSON.stringify(expected)}`);
}

export function matches(text, pattern) {
  if (!pattern.test(text)) throw new Error(`${JSON.stringify(text)} should match ${pattern}`);
}

/** What axe-core finds in a panel that is serious or critical. */
export async function violations(frame) {
  await frame.evaluate(AXE);
  const { violations: found } = await frame.evaluate(() => globalThis.axe.run(document));
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 120)} ${any[0]?.message ?? ""}`).join(" | ")}`,
    );
}

/** CSS pixels by which the page is wider than its panel. */
export function overflow(frame) {
  return frame.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}
