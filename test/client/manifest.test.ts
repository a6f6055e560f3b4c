import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RULES } from "../../src/core/rules/index.ts";
import { OPEN_GUIDE, OPEN_PAGE } from "../../src/protocol/commands.ts";
import { DEFAULTS, readSettings } from "../../src/server/settings.ts";

const FILE = ["../../src/client/contributes.json", "../../package.json"]
  .map((path) => new URL(path, import.meta.url))
  .find((file) => existsSync(file));
const MANIFEST = JSON.parse(readFileSync(FILE ?? "", "utf8"));
const PROPERTIES: Readonly<
  Record<
    string,
    { default: unknown; properties?: object; scope: string; markdownDescription?: string; description?: string }
  >
> = MANIFEST.contributes.configuration.properties;

test("the settings' defaults are the server's", () => {
  const settings: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(PROPERTIES)) {
    const [section = "", key] = name.replace("kallocLens.", "").split(".");
    if (key === undefined) settings[section] = property.default;
    else settings[section] = Object.assign({}, settings[section], { [key]: property.default });
  }
  expect(readSettings(settings)).toEqual(DEFAULTS);
});

test("every rule may be given a severity", () => {
  const ids = RULES.map(({ id }) => id);
  expect(Object.keys(PROPERTIES["kallocLens.rules"]?.properties ?? {})).toEqual(ids);
});

test("what a file's answers depend on may be set for each folder", () => {
  const others = Object.entries(PROPERTIES).filter(([, { scope }]) => scope !== "resource");
  expect(others.map(([name]) => name)).toEqual(["kallocLens.trace.server"]);
});

test("menus name commands that there are", () => {
  const commands: readonly { command: string }[] = MANIFEST.contributes.commands;
  const names = commands.map(({ command }) => command);
  expect(names).toContain(OPEN_GUIDE);
  expect(names).not.toContain(OPEN_PAGE);
  for (const items of Object.values<{ command?: string; submenu?: string }[]>(MANIFEST.contributes.menus))
    for (const { command, submenu } of items)
      if (submenu === undefined) expect(names).toContain(command);
      else expect(Object.keys(MANIFEST.contributes.menus)).toContain(submenu);
});

test("a workspace that is not trusted sets no path", () => {
  const { supported, restrictedConfigurations } = MANIFEST.capabilities.untrustedWorkspaces;
  expect(supported).toBe(true);
  // The one setting that names a folder; a new one belongs into both lists.
  const paths = Object.entries(PROPERTIES).filter(([, { markdownDescription, description }]) =>
    /\b(?:folder|path|director|executable|file name)/i.test(markdownDescription ?? description ?? ""),
  );
  expect(paths.map(([name]) => name)).toEqual(restrictedConfigurations);
});
