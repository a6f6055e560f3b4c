import { readFileSync } from "node:fs";
import { SyntaxParser } from "../../src/core/c/syntax.ts";

/** The parser as entries create it, from the wasm files of the packages. */
export function testParser(): Promise<SyntaxParser> {
  const wasm = (path: string) => readFileSync(`node_modules/${path}.wasm`);
  return SyntaxParser.create(wasm("web-tree-sitter/web-tree-sitter"), wasm("tree-sitter-c/tree-sitter-c"));
}
