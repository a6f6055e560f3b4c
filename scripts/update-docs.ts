// `npm run docs`: runs the commands whose output the documents show, and writes what they print today. Needs the build.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { DOCUMENTS, shownCommands } from "./documents.ts";

for (const [path, text] of DOCUMENTS) {
  let updated = text;
  for (const { command, start, end } of shownCommands(text).reverse()) {
    const [program = "", ...args] = command.split(" ");
    const { stdout } = spawnSync(program, args, { encoding: "utf8" });
    updated = updated.slice(0, start) + stdout + updated.slice(end);
  }
  if (updated !== text) writeFileSync(path, updated);
}
