import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inFunction, project } from "./kalloc-lens.ts";

test("the npm package is small, needs nothing else, and runs with npx", () => {
  const cwd = project({ "a.c": inFunction("kmalloc(1360, GFP_KERNEL);") });
  const npm = (args: readonly string[], at: string) =>
    execFileSync("npm", args, { cwd: at, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const [packed] = JSON.parse(npm(["pack", "--json", "--ignore-scripts", "--pack-destination", cwd], "."));
  const names: readonly string[] = packed.files.map(({ path }: { path: string }) => path);
  expect(
    names.filter(
      (name) =>
        !/^(?:dist\/(?:cli\.js|mcp\.mjs|server\.mjs|[\w-]+\.wasm|THIRD-PARTY-LICENSES\.txt)|docs\/(?:rules\/[\w-]+|output)\.md|README\.md|LICENSE|package\.json)$/.test(
          name,
        ),
    ),
  ).toEqual([]);
  expect(packed.size).toBeLessThan(2 * 2 ** 20);
  const tarball = join(cwd, packed.filename);
  const cache = ["--cache", join(cwd, "npm-cache"), "--offline", "--yes"];
  const output = npm(
    [
      "exec",
      ...cache,
      "--package",
      tarball,
      "--",
      "kalloc-lens",
      "check",
      "--kernel",
      "none",
      "--format",
      "json",
      "a.c",
    ],
    cwd,
  );
  expect(JSON.parse(output).sites).toMatchObject([{ placement: { cache: "kmalloc-2k" } }]);
});
