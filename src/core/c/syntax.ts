import { Language, type Node, Parser, Query } from "web-tree-sitter";

/** A local declaration or parameter: `text[start, end)` of the function, visible in [from, to). Offsets in the function's text. */
export interface LocalDeclaration {
  readonly isParameter: boolean;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** What a parse of one function tells: plain data, no tree. */
export interface FunctionSyntax {
  /** Undefined where the function could not be parsed: then nothing is known of its names. */
  readonly locals: readonly LocalDeclaration[] | undefined;
  /** For each offset asked about, the text that the call's result is assigned to. */
  readonly assignedTo: readonly (string | undefined)[];
}

/** Owns the tree-sitter parser; trees never leave it. */
export class SyntaxParser {
  private constructor(
    private readonly parser: Parser,
    private readonly declarations: Query,
  ) {}

  /** Loads the runtime and the C grammar from their wasm files. */
  static async create(runtimeWasm: Uint8Array, grammarWasm: Uint8Array): Promise<SyntaxParser> {
    await Parser.init({ wasmBinary: runtimeWasm });
    const language = await Language.load(grammarWasm);
    const parser = new Parser();
    parser.setLanguage(language);
    return new SyntaxParser(parser, new Query(language, "(declaration) @local (parameter_declaration) @parameter"));
  }

  /** Parses one masked function; `calls` are the offsets of the callees whose assignment is asked for. */
  parseFunction(masked: string, calls: readonly number[]): FunctionSyntax {
    const tree = nestsTooDeeply(masked) ? null : this.parser.parse(masked);
    if (!tree) return { locals: undefined, assignedTo: calls.map(() => undefined) };
    try {
      const root = tree.rootNode;
      const locals = this.declarations.captures(root).flatMap(({ name, node }) => localOf(node, name === "parameter"));
      return { locals, assignedTo: calls.map((offset) => assignedTo(root, offset)) };
    } finally {
      tree.delete();
    }
  }

  delete(): void {
    this.declarations.delete();
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

function localOf(node: Node, isParameter: boolean): LocalDeclaration[] {
  for (let at = node.parent; at; at = at.parent) {
    const { type } = at;
    if (
      type === "compound_statement" ||
      type === "for_statement" ||
      type === "function_definition" ||
      type === "translation_unit"
    ) {
      if (isParameter && type !== "function_definition" && type !== "translation_unit") return []; // of a local prototype
      return [{ isParameter, start: node.startIndex, end: node.endIndex, from: node.startIndex, to: at.endIndex }];
    }
  }
  return [];
}

/** The left side of `x = f(…)`, `type x = f(…)`, seen through parentheses, casts and conditions around the call. */
function assignedTo(root: Node, offset: number): string | undefined {
  let node = root.descendantForIndex(offset, offset);
  for (let at = node?.parent; at; node = at, at = at.parent) {
    switch (at.type) {
      case "assignment_expression":
        return at.childForFieldName("right")?.id === node?.id ? at.childForFieldName("left")?.text : undefined;
      case "init_declarator":
        return at.childForFieldName("declarator")?.text.replace(/^[\s*]+/, "");
      case "call_expression":
        if (at.childForFieldName("function")?.id !== node?.id) return undefined;
        break;
      case "parenthesized_expression":
      case "cast_expression":
      case "conditional_expression":
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}
