import { Language, type Node, Parser, Query } from "web-tree-sitter";

/** A local declaration or parameter: `text[start, end)` of the function, visible in [from, to). Offsets in the function's text. */
export interface LocalDeclaration {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** What a parse of one function tells: plain data, no tree. */
export interface FunctionSyntax {
  readonly locals: readonly LocalDeclaration[];
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
    const tree = this.parser.parse(masked);
    if (!tree) return { locals: [], assignedTo: calls.map(() => undefined) };
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
      return [{ start: node.startIndex, end: node.endIndex, from: node.startIndex, to: at.endIndex }];
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
