import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { clientSources, renderBundle } from "../../scripts/l10n.ts";
import { externalised } from "../../scripts/nls.mjs";

const MANIFEST = JSON.parse(readFileSync("package.json", "utf8"));

describe("the client", () => {
  /** Text for files or for the browser, and an example in C. */
  const NOT_READ = ["allocation-groups.ts", "panel-page.ts", "claims.ts"];
  /** Names stay as they are in every language. */
  const NAMES = /^(?:KAlloc Lens|Markdown|CSV|API|C)$/;

  test.each(clientSources().filter(({ path }) => !NOT_READ.includes(path)))(
    "says nothing past l10n: $path",
    ({ text }) => {
      const code = text
        .replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/g, "")
        .replace(/(?:^|\n)(?:import|export) [^;]*? from "[^"]*";/g, "")
        .replace(/\bl10n\.t\(\s*"(?:\\.|[^"\\])*"/g, "l10n.t(");
      const literals = [...code.matchAll(/"((?:\\.|[^"\\\n])*)"/g)].map(([, literal = ""]) => literal);
      // What stands between the parts of a template is text, too; of those inside only literals are.
      const templates = [...code.matchAll(/`([^`]*)`/g)].map(([, template = ""]) =>
        template.replace(/\$\{[^}]*\}/g, "\u0000"),
      );
      const said = [...literals, ...templates].filter((one) => /[A-Za-z]{2,} [a-z]{2,}|^[A-Z][a-z]+(?: |$)/.test(one));
      expect(said.filter((one) => !NAMES.test(one))).toEqual([]);
    },
  );

  test("has each of its texts in the bundle that translations go by", () => {
    const bundle: Record<string, string> = JSON.parse(renderBundle());
    expect(bundle["Choose Profile…"]).toBe("Choose Profile…");
    expect(Object.keys(bundle).length).toBeGreaterThan(40);
    // A key that is put together where it is used would not be found by any translation.
    for (const { text } of clientSources()) expect(text).not.toMatch(/\bl10n\.t\(\s*[^"\s]/);
  });
});

describe("the manifest as it is shipped", () => {
  const { manifest, texts } = externalised(MANIFEST);
  const shipped = JSON.stringify(manifest);

  test("has its texts beside it, one for each key", () => {
    const keys = [...shipped.matchAll(/"%([^"%]+)%"/g)].map(([, key = ""]) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.sort()).toEqual(Object.keys(texts).sort());
    expect(keys.length).toBeGreaterThan(80);
  });

  test("is the manifest again with its texts put back", () => {
    const back = shipped.replace(/"%([^"%]+)%"/g, (_, key) => JSON.stringify(texts[key]));
    expect(JSON.parse(back)).toEqual(MANIFEST);
  });

  test("has no English left that people read", () => {
    for (const { title } of manifest.contributes.commands) expect(title).toMatch(/^%.*%$/);
    for (const { title, description } of manifest.contributes.walkthroughs[0].steps)
      expect([title, description]).toEqual([expect.stringMatching(/^%/), expect.stringMatching(/^%/)]);
    for (const property of Object.values<{ markdownDescription: string }>(
      manifest.contributes.configuration.properties,
    ))
      expect(property.markdownDescription).toMatch(/^%/);
  });

  test("leaves alone what machines read", () => {
    const names = manifest.contributes.languageModelTools.map(({ name }) => name);
    expect(names).toContain("kallocLens_simulate_allocation");
    expect(JSON.stringify(manifest.contributes.languageModelTools)).toContain("Bytes asked for");
  });
});
