import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { requireProgram } from "../requirements.mjs";

/** Debian's Chromium with a profile in `folder`. */
export function launchChromium(folder) {
  const executablePath = requireProgram("Chromium", ["/usr/lib/chromium/chromium", "chromium", "google-chrome"]);
  mkdirSync(join(folder, "Default"), { recursive: true });
  // Webviews live on another origin, whose service worker counts as a third party's.
  const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };
  writeFileSync(join(folder, "Default/Preferences"), JSON.stringify(preferences));
  return chromium.launchPersistentContext(folder, {
    executablePath,
    headless: true,
    viewport: { width: 1400, height: 900 },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
