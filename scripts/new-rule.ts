import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** `npm run new-rule -- api/my-rule`: writes the file of a rule and puts it on the list. */
const [path = ""] = process.argv.slice(2);
const [, folder, id] = /^([\w-]+)\/([a-z]+(?:-[a-z]+)*)$/.exec(path) ?? [];
if (folder === undefined || id === undefined) {
  console.error("Usage: npm run new-rule -- FOLDER/the-name-of-the-rule, such as api/open-coded-array");
  process.exit(2);
}
const rule = fileOf(`${folder}/${id}.ts`);
if (existsSync(rule)) {
  console.error(`There is a rule ${id} already: ${rule}`);
  process.exit(2);
}
const name = id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
writeFileSync(rule, ruleText(id, name));
const index = fileOf("index.ts");
writeFileSync(index, withRule(readFileSync(index, "utf8"), name, `./${folder}/${id}.ts`));
console.log(`${rule}\nWrite its examples first; npm run generate makes its page and its setting.`);

function fileOf(path: string): string {
  return fileURLToPath(new URL(`../src/core/rules/${path}`, import.meta.url));
}

/** The list with one import and one entry more. */
function withRule(list: string, rule: string, from: string): string {
  const statement = `import { ${rule} } from "${from}";\n`;
  return (statement + list).replace(/(LISTED: readonly Rule\[\] = \[)/, `$1\n  ${rule},`);
}

function ruleText(id: string, name: string): string {
  return `import type { SiteRule } from "../rule.ts";

export const ${name}: SiteRule = {
  id: "${id}",
  sees: "site",
  severity: "hint",
  confidence: "moderate",
  summary: "What is wrong, in one clause",
  why: "What happens, and why that is bad.",
  instead: "What to write.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  examples: {
    bad: [
      \`
p = kmalloc(n, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^ What is reported here
\`,
    ],
    good: ["p = kzalloc(n, GFP_KERNEL);"],
  },
  check(site) {
    return site.assessment.api.zeroes ? undefined : { message: "What is reported here" };
  },
};
`;
}
