import type { FoundCall } from "./calls.ts";
import { Cursor } from "./cursor.ts";
import { expand } from "./expand.ts";
import { readExpression } from "./expressions.ts";
import { factOf } from "./facts.ts";
import type { FunctionScope } from "./function-scope.ts";
import type { RecordLayout } from "./layout.ts";
import type { FileScope } from "./names.ts";
import type { SizeFact } from "./size-fact.ts";
import { Sources } from "./sources.ts";
import { type Token, tokenize } from "./tokens.ts";
import { type CType, type IntType, integerType, longOf } from "./types.ts";
import { attempt } from "./unknown.ts";
import { converted, type Operand, saturatingProduct, withTypeBounds } from "./value.ts";

/** An allocation call as it stands in a file. Offsets are characters of the text; `end` is exclusive. */
export interface CallExpr {
  /** Name of the API that is called. */
  readonly callee: string;
  /** The local macro whose expansion makes the call: then the span is the macro's use. */
  readonly macro?: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly args: readonly string[];
  /** Name of the enclosing function. */
  readonly function: string;
  /** False inside a branch that the configuration leaves out. */
  readonly active: boolean;
  /** False where the closing parenthesis is missing. */
  readonly closed: boolean;
}

/** A tag that stands for a tag, over and over, is no struct. */
const DEEPEST_TAG = 8;

/** What was read of an expression, and from which sources. */
type Read =
  | { readonly ok: true; readonly operand: Operand; readonly mask: number }
  | { readonly ok: false; readonly why: string };

const NOT_READ: Read = { ok: false, why: "the call is not finished, or too long to be read" };

/** No source text: a product that is called so has no name of its own. */
const UNNAMED = "\0";

/** A call and the scope that its arguments are evaluated in. */
export class Call {
  constructor(
    readonly expr: CallExpr,
    private readonly found: FoundCall,
    private readonly file: FileScope,
    private readonly scope: FunctionScope,
  ) {}

  /** Whether an argument is given at `index`. */
  has(index: number): boolean {
    return index < this.found.args.length;
  }

  /** What is known of a C expression in which $0, $1 … stand for the call's arguments, converted to size_t. */
  size(expression: string): SizeFact {
    return this.fact(expression, true);
  }

  /** The same with the expression's own type. */
  integer(expression: string): SizeFact {
    return this.fact(expression, false);
  }

  /** The words of an argument after macro expansion: names and punctuation. */
  words(index: number, keep: ReadonlySet<string>): readonly string[] | { readonly why: string } {
    const read = attempt(() => this.at(() => expand(this.found.args[index] ?? [], this.file.unit, keep)));
    if (!read.ok) return { why: read.why };
    const why = read.value.find(({ undecided }) => undecided !== undefined)?.undecided;
    return why === undefined ? read.value.map(({ text }) => text) : { why };
  }

  /** Type of a C expression as it stands at the call. */
  type(expression: string): CType | undefined {
    const read = attempt(() => this.at(() => this.evaluate(expression).type));
    return read.ok && read.value.kind !== "unknown" ? read.value : undefined;
  }

  /** Members of the struct or union that is the type of a C expression. */
  layout(expression: string): RecordLayout | undefined {
    const read = attempt(() =>
      this.at(() => {
        let type = this.evaluate(expression).type;
        for (let at = 0; type.kind === "tag" && at < DEEPEST_TAG; at++) type = this.scope.resolveTag(type.key);
        return type.kind === "record" ? this.scope.layouts.record(type.record) : undefined;
      }),
    );
    return read.ok ? read.value : undefined;
  }

  /** The bytes of an array, what `size_mul(count, each)` is worth, with both factors. Each of them is evaluated once. */
  array(count: string, each: string): { readonly size: SizeFact; readonly count: SizeFact; readonly each: SizeFact } {
    const [a, b] = [this.read(count), this.read(each)];
    const size = this.product(a, b) ?? this.size(`size_mul(${count}, ${each})`);
    return { size, count: this.factOf(count, a, true), each: this.factOf(each, b, true) };
  }

  /** Undefined where the product is called by the text of the whole expression. */
  private product(a: Read, b: Read): SizeFact | undefined {
    if (!a.ok || !b.ok) return undefined;
    const { value } = saturatingProduct(a.operand.value, b.operand.value, this.sizeType, UNNAMED);
    const linear = value.kind === "range" ? value.linear : value;
    if (linear?.kind === "linear" && linear.terms.has(UNNAMED)) return undefined;
    return factOf(value, Sources.list(a.mask | b.mask || 1));
  }

  private fact(expression: string, asSize: boolean): SizeFact {
    return this.factOf(expression, this.read(expression), asSize);
  }

  private factOf(expression: string, read: Read, asSize: boolean): SizeFact {
    if (!read.ok) return { kind: "unknown", why: read.why };
    const { type, value } = read.operand;
    const integer = integerType(type);
    if (!integer && value.kind === "int") return { kind: "unknown", why: `${expression} is no integer` };
    const bounded = withTypeBounds({ type, value });
    return factOf(asSize ? converted(bounded, this.sizeType) : bounded, Sources.list(read.mask || 1));
  }

  private get sizeType(): IntType {
    return longOf(this.file.unit.target.abi.wordBytes, false);
  }

  private read(expression: string): Read {
    if (!this.expr.closed) return NOT_READ;
    const { value, mask } = this.file.unit.sources.measure(() =>
      attempt(() => this.at(() => this.evaluate(expression))),
    );
    return value.ok ? { ok: true, operand: value.value, mask } : value;
  }

  private evaluate(expression: string): Operand {
    const cursor = new Cursor(expand(this.substitute(tokenize(expression)), this.file.unit));
    const operand = readExpression(cursor, this.scope);
    if (!cursor.done)
      return { type: operand.type, value: { kind: "unknown", why: `"${cursor.text}" is not expected` } };
    return operand;
  }

  private substitute(tokens: readonly Token[]): Token[] {
    return tokens.flatMap((token) =>
      token.text.startsWith("$") ? (this.found.args[Number(token.text.slice(1))] ?? []) : [token],
    );
  }

  private at<T>(read: () => T): T {
    return this.file.unit.at(this.file.unit.main, this.found.start, read);
  }
}
