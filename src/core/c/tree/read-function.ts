import type { Declaration } from "../file-index.ts";
import type { Token } from "../tokens.ts";
import type { FunctionTree, LocalDeclaration, Parameter, Span } from "./nodes.ts";
import { StatementReader } from "./read-statements.ts";
import type { TokenReader } from "./token-reader.ts";

/** Reads the tree of a function from the tokens that take part in it; undefined where it has no body or is too large. */
export function readFunction(
  text: string,
  declaration: Declaration,
  tokens: readonly Token[],
  undecided: boolean,
): FunctionTree | undefined {
  const reader = new StatementReader(text, tokens);
  const open = tokens.findIndex(({ at }) => at === declaration.body);
  const named = tokens.findIndex((token, i) => token.text === declaration.name && tokens[i + 1]?.text === "(");
  if (open < 0 || named < 0 || named > open) return undefined;
  const declared = readParameters(reader, named + 1);
  const isStatic = tokens.slice(0, named).some((token) => token.text === "static");
  reader.at = open;
  const body = reader.block();
  if (reader.exhausted) return undefined;
  const { name, start, end } = declaration;
  const inside = reader.locals;
  const locals = inside && declared && [...declared.map((parameter) => localOf(parameter, end)), ...inside];
  const parameters = (declared ?? []).map(({ name, type }) => ({ name, type }));
  return { name, isStatic, parameters, body, undecided, locals, start, end };
}

function localOf({ start, end }: Span, visibleTo: number): LocalDeclaration {
  return { isParameter: true, start, end, visibleTo };
}

/** The parameters and where they stand; undefined where their parentheses are not closed. */
function readParameters(reader: TokenReader, open: number): (Parameter & Span)[] | undefined {
  const close = reader.close(open);
  if (close === undefined) return undefined;
  const parameters: (Parameter & Span)[] = [];
  reader.at = open + 1;
  reader.within(close, () => {
    while (!reader.done) {
      const { at, start } = reader;
      reader.skipTo(COMMA);
      const text = reader.textFrom(start);
      const declared = reader.tokens.slice(at, reader.at);
      const nested = declared.findIndex((token, i) => token.text === "*" && declared[i - 1]?.text === "(");
      const words = nested < 0 ? declared.filter(isOutside) : declared.slice(nested);
      const name = (nested < 0 ? words.findLast(isName) : words.find(isName))?.text ?? "";
      const { end } = reader;
      if (text !== "void" && text !== "")
        parameters.push({ name: words.length > 1 ? name : "", type: text, start, end });
      if (!reader.take(",")) break;
    }
  });
  return parameters;
}

const COMMA: ReadonlySet<string> = new Set([","]);

function isName(token: Token): boolean {
  return token.kind === "name" && !token.text.startsWith("__");
}

/** Not between the brackets of an array parameter. */
function isOutside(_: Token, i: number, tokens: readonly Token[]): boolean {
  const bracket = tokens.findIndex(({ text }) => text === "[");
  return bracket < 0 || i < bracket;
}
