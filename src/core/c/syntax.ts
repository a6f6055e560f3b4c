import { Language, type Node, Parser } from "web-tree-sitter";
import type { LocalDeclaration } from "./tree/nodes.ts";

/** Owns the tree-sitter parser; trees never leave it. */
export class SyntaxParser {
  private constructor(private readonly parser: Parser) {}

  /** Loads the runtime and the C grammar from their wasm files. */
  static async create(runtimeWasm: Uint8Array, grammarWasm: Uint8Array): Promise<SyntaxParser> {
    await Parser.init({ wasmBinary: runtimeWasm });
    const language = await Language.load(grammarWasm);
    const parser = new Parser();
    parser.setLanguage(language);
    return new SyntaxParser(parser);
  }

  /**
   * Parameters and local declarations of one masked function that starts at `offset` of its file; undefined where it
   * cannot be parsed: then nothing is known of its names.
   */
  localsOf(masked: string, offset: number): readonly LocalDeclaration[] | undefined {
    const tree = nestsTooDeeply(masked) ? null : this.parser.parse(masked);
    if (!tree) return undefined;
    try {
      return tree.rootNode
        .descendantsOfType(["declaration", "parameter_declaration"])
        .flatMap((node) => localOf(node, node.type === "parameter_declaration", offset));
    } finally {
      tree.delete();
    }
  }

  delete(): void {
    this.parser.delete();
  }
}

/** Brackets nest at most this deep in a function that is parsed: error recovery over more of them exhausts the parser. */
const DEEPEST = 1000;

function nestsTooDeeply(masked: string): boolean {
  let depth = 0;
  for (let i = 0; i < masked.length; i++) {
    const c = masked.charCodeAt(i);
    if (c === 40 || c === 91 || c === 123) {
      if (++depth > DEEPEST) return true;
    } else if ((c === 41 || c === 93 || c === 125) && depth > 0) depth--;
  }
  return false;
}

function localOf(node: Node, isParameter: boolean, offset: number): LocalDeclaration[] {
  for (let at = node.parent; at; at = at.parent) {
    const { type } = at;
    if (
      type === "compound_statement" ||
      type === "for_statement" ||
      type === "function_definition" ||
      type === "translation_unit"
    ) {
      if (isParameter && type !== "function_definition" && type !== "translation_unit") return []; // of a local prototype
      const [start, end, visibleTo] = [node.startIndex + offset, node.endIndex + offset, at.endIndex + offset];
      return [{ isParameter, start, end, visibleTo }];
    }
  }
  return [];
}
