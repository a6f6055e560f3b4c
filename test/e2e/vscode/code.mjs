#!/usr/bin/env node
// Stands in for the `code` executable that @vscode/test-electron starts: the same options, run in VS Code's own server
// and its workbench in Chromium. What it does not know it ignores.
import { statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { startWorkbench } from "./workbench.mjs";

const LIMIT = Number(process.env.KALLOC_LENS_TEST_SECONDS ?? 300);

const options = new Map();
const paths = [];
for (const argument of process.argv.slice(2)) {
  const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
  if (name === undefined) paths.push(resolve(argument));
  else options.set(name, [...(options.get(name) ?? []), value ?? ""]);
}

const workbench = await startWorkbench();
const { page, context, uriOf } = workbench;
const code = await new Promise((done) => {
  const timer = setTimeout(async () => {
    console.error(`no result after ${LIMIT} s`);
    await page.screenshot({ path: process.env.KALLOC_LENS_SCREENSHOT ?? "screenshots/timeout.png" }).catch(() => {});
    done(124);
  }, LIMIT * 1000);
  timer.unref();
  workbench.exited.then((status) => {
    console.error(`the VS Code server ended with ${status}`);
    done(1);
  });
  page.on("crash", () => done(1));
  run(done).catch((error) => {
    console.error(error);
    done(1);
  });
});
await workbench.stop();
process.exit(code);

async function run(done) {
  // VS Code's workbench calls these two where a page has them.
  await context.exposeFunction("codeAutomationLog", (type, args) => {
    (type === "error" || type === "warn" ? console.error : console.log)(...args);
    // The workbench's own messages come the same way: counts are kept where the caller looks for them.
    const result = /RESULT (\d+ passed, \d+ failed)/.exec(args.join(" "))?.[1];
    if (result && process.env.KALLOC_LENS_RESULT) writeFileSync(process.env.KALLOC_LENS_RESULT, result);
  });
  await context.exposeFunction("codeAutomationExit", (status) => done(status ?? 0));
  const payload = ["extensionDevelopmentPath", "extensionTestsPath"].flatMap((name) =>
    (options.get(name) ?? []).map((path) => [name, uriOf(resolve(path))]),
  );
  const query = {};
  for (const path of paths) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) query.folder = path;
    else if (stats && path.endsWith(".code-workspace")) query.workspace = path;
    else if (stats) payload.push(["openFile", uriOf(path)]);
  }
  await workbench.open(Object.keys(query).length > 0 ? query : { ew: "true" }, payload);
}
