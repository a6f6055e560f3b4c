// Goes through the walkthrough as a new user does; `--pictures` keeps what is seen as the pictures of its steps.
import { mkdirSync } from "node:fs";
import { equal, onScreen } from "./on-screen.mjs";
import { ROOT } from "./paths.mjs";
import { packExtension } from "./stage.mjs";
import { startWorkbench } from "./workbench.mjs";
import { freshWorkspace } from "./workspace.mjs";

const STEPS = [
  { id: "page-and-byte", title: "4097 bytes cost 8192", hover: /4097 → 8192/, call: "kmalloc(4097" },
  { id: "managed-page", title: "devm_kzalloc() of a page", hover: /4096 → 8192/, call: "devm_kzalloc(" },
  { id: "two-megabytes", title: "2.1 MB cost 4 MiB", hover: /2200100 → 4194304.*→ 2203648/, call: "kmalloc(2200100" },
  { id: "under-a-lock", title: "GFP_KERNEL under a spinlock", hover: /sleeping-in-atomic/, call: "kmalloc(64" },
];

const SETTINGS = {
  "workbench.colorTheme": "Default Light Modern",
  "editor.minimap.enabled": false,
  "editor.stickyScroll.enabled": false,
  "editor.fontSize": 13,
};

const isTaken = process.argv.includes("--pictures");
const pictures = `${ROOT}media/walkthrough/`;
if (isTaken) mkdirSync(pictures, { recursive: true });

const folder = freshWorkspace("walkthrough");
const workbench = await startWorkbench({ vsix: await packExtension(), settings: SETTINGS });
const { page } = workbench;
const { test, screenshot, command, eventually, report } = onScreen(page, "walkthrough");
try {
  await workbench.open({ folder }, []);
  await page.waitForSelector(".monaco-workbench .activitybar", { timeout: 60_000 });

  await test("it is opened by a command, before any C file is", async () => {
    // The palette has our commands once the extensions were scanned.
    await page.waitForSelector('.activitybar [aria-label*="KAlloc Lens"]', { timeout: 30_000 });
    await command("KAlloc Lens: Open Walkthrough");
    await page.locator(".getting-started-step", { hasText: STEPS[0].title }).waitFor({ timeout: 20_000 });
    equal(await page.locator(".getting-started-step").count(), STEPS.length);
    equal(await page.locator(".getting-started-step .codicon-getting-started-step-checked.complete").count(), 0);
  });

  for (const { id, title, hover } of STEPS) {
    await test(`the step "${title}" shows its call, and is done`, async () => {
      const step = page.locator(".getting-started-step", { hasText: title });
      if (!(await step.getAttribute("class")).includes("expanded")) await step.click();
      await eventually(async () => (await step.getAttribute("class")).includes("expanded"));
      await eventually(async () =>
        page
          .locator(".getting-started-media img")
          .first()
          .evaluate((image) => image.complete && image.naturalWidth > 100)
          .catch(() => false),
      );
      if (id === STEPS[0].id) await screenshot("walkthrough");
      await step.getByRole("button", { name: "Show the Call" }).click();
      // Its parts are one beside the other: the finding, and what we say of the call.
      const told = async () =>
        (await page.locator(".monaco-hover:visible").allTextContents()).join(" ").replace(/\s+/g, " ");
      await eventually(async () => hover.test(await told()));
      await eventually(async () => (await step.locator(".codicon-getting-started-step-checked.complete").count()) > 0);
      await screenshot(`walkthrough-${id}`);
    });
  }

  await test("its steps work on one file", async () => {
    equal(await page.locator(".tab", { hasText: "Untitled" }).count(), 1);
  });
  if (isTaken) {
    await page.locator(".tab", { hasText: "Untitled" }).click();
    await command("View: Toggle Maximize Editor Group");
    await command("View: Toggle Primary Side Bar Visibility");
    for (const { id, call } of STEPS) await take(id, call);
  }
} finally {
  await workbench.stop();
}
report();

/** The call with its hover, in an editor as wide as the window. */
async function take(id, call) {
  await page.locator(".view-line", { hasText: call }).last().click();
  await page.keyboard.press("Home");
  const line = page.locator(".view-line", { hasText: call }).last();
  await line.locator("span span", { hasText: /alloc/ }).first().hover({ force: true });
  await page
    .locator(".monaco-hover:visible", { hasText: "Which allocation API?" })
    .first()
    .waitFor({ timeout: 20_000 });
  await page.waitForTimeout(800);
  const hover = await page.locator(".monaco-hover:visible").first().boundingBox();
  const at = await line.boundingBox();
  const top = Math.max(40, Math.min(at.y, hover.y) - 60);
  const bottom = Math.max(at.y + at.height, hover.y + hover.height) + 12;
  const clip = { x: 45, y: top, width: hover.x + hover.width + 12 - 45, height: bottom - top };
  await page.screenshot({ path: `${pictures}${id}.png`, clip });
  await page.mouse.move(5, 5);
}
