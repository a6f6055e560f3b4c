// What the tests that use VS Code by its screen have in common: named checks with a picture of each failure, waiting,
// and the command palette.
import { mkdirSync } from "node:fs";
import { report } from "../requirements.mjs";
import { SCREENSHOTS } from "./paths.mjs";

/** Checks on a page of the workbench; `name` tells the pictures of failures from those of other suites. */
export function onScreen(page, name) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  let passed = 0;
  let failed = 0;

  async function screenshot(name) {
    await page.screenshot({ path: `${SCREENSHOTS}${name}.png` }).catch(() => {});
  }

  return {
    screenshot,
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
    /** Runs a command of the palette. */
    async command(title) {
      await page.keyboard.press("F1");
      await page.locator(".quick-input-widget input").first().fill(`>${title}`);
      await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
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
