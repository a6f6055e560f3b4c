import { readFileSync } from "node:fs";
import { Language, Parser } from "web-tree-sitter";
import { apiNames } from "../../../src/core/api/catalogue.ts";
import { namePattern } from "../../../src/core/c/name-pattern.ts";

/**
 * The least that any scan does: reads the files of a list, finds the names of the allocation APIs in them, and parses each
 * function around one with tree-sitter, nothing else. Prints how many functions that were.
 */
export async function bareScan(list: string): Promise<void> {
  const wasm = (name: string) => readFileSync(new URL(name, import.meta.url));
  await Parser.init({ wasmBinary: wasm("web-tree-sitter.wasm") });
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm("tree-sitter-c.wasm")));
  const pattern = namePattern(apiNames());
  let parsed = 0;
  for (const file of readFileSync(list, "utf8").split("\n").filter(Boolean)) {
    const text = readFileSync(file, "latin1");
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
      // A function ends with a brace in the first column; the next begins behind it.
      const start = text.lastIndexOf("\n}", found.index) + 2;
      const close = text.indexOf("\n}", found.index);
      const end = close < 0 ? text.length : close + 2;
      const tree = parser.parse(text.slice(start < 2 ? 0 : start, end));
      tree?.delete();
      parsed++;
      pattern.lastIndex = end;
    }
  }
  console.log(parsed);
}
