import type { FunctionTokens } from "./function-tokens.ts";
import type { Macro } from "./macro.ts";
import type { Token } from "./tokens.ts";
import type { Span } from "./tree/nodes.ts";

/** The one place where a local variable gets its value: the tokens of that value, and where they stand. */
export interface SingleWrite {
  readonly value: readonly Token[];
  readonly at: number;
}

const WRITES: ReadonlySet<string> = new Set([
  "=",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "&=",
  "|=",
  "^=",
  "<<=",
  ">>=",
  "++",
  "--",
]);
const STEPS: ReadonlySet<string> = new Set(["++", "--"]);
/** What never assigns to a plain argument, be it keyword, function or macro. */
const READERS =
  /^(?:if|while|for|switch|return|sizeof|case|likely|unlikely|mem(?:set|cpy|move|cmp|dup_\w+)|copy_(?:from|to)_user|k(?:v|z)?free|vfree|s?c?n?printf|printk|(?:dev|pr|netdev|drm|wiphy|ath\w*)_(?:err|warn|info|dbg|debug|notice|alert|crit|emerg)|WARN(?:_ON)?(?:_ONCE)?|BUG_ON|usb_\w+|dma_(?:map|unmap|alloc|free)_\w+|(?:cpu|le|be)(?:16|32|64)?_to_\w+|array_size|struct_size|ERR_PTR|DIV_ROUND_UP|ALIGN|min|max|min_t|max_t|round_?up|round_?down)$/;

/**
 * Which locals of a function are written where, by name: variables of one name in several blocks count as one, so that
 * a shadowed name has more writes, never fewer.
 */
export class LocalWrites {
  private readonly known = new Map<string, SingleWrite | null>();
  private macros: readonly Macro[] | undefined;

  constructor(
    private readonly function_: FunctionTokens,
    /** Whether a name is a function, to which arguments go by value, and no macro. */
    private readonly isFunction: (name: string) => boolean,
    /** The macros of a name that the file defines itself. */
    private readonly macrosNamed: (name: string) => readonly Macro[] | undefined,
  ) {}

  /** The only write to `name` in the function; undefined where there are several, or its address is taken. */
  single(name: string): SingleWrite | undefined {
    let write = this.known.get(name);
    if (write === undefined) {
      write = this.find(name) ?? null;
      this.known.set(name, write);
    }
    return write ?? undefined;
  }

  /** Whether nothing in the function writes to `name` after its declaration. */
  isNeverWritten(name: string): boolean {
    return this.places(name)?.length === 0;
  }

  /** Whether `name` may be written to inside any of the spans of the file, other than by the writes in `except`. */
  mayBeWrittenIn(name: string, spans: readonly Span[], except: readonly Span[]): boolean {
    const places = this.places(name);
    if (!places) return true;
    const holds = (offset: number) => (span: Span) => span.start <= offset && offset < span.end;
    const written = places.map((i) => this.function_.tokens[i]?.at ?? 0).filter((at) => !except.some(holds(at)));
    return written.some((at) => spans.some(holds(at)));
  }

  /** What `name` starts from where the function only counts it up: tokens of the values that are assigned to it. */
  countedUpFrom(name: string): readonly (readonly Token[])[] | undefined {
    const { tokens } = this.function_;
    const starts: (readonly Token[])[] = [];
    for (const place of this.places(name) ?? [-1]) {
      const after = tokens[place + 1]?.text ?? "";
      if (after === "++" || tokens[place - 1]?.text === "++") continue;
      if (place < 0 || after !== "=") return undefined;
      starts.push(valueAfter(tokens, place + 2));
    }
    return starts;
  }

  private find(name: string): SingleWrite | undefined {
    const places = this.places(name);
    const [place] = places ?? [];
    const { tokens } = this.function_;
    if (place === undefined || places?.length !== 1 || tokens[place + 1]?.text !== "=") return undefined;
    const value = valueAfter(tokens, place + 2);
    const first = value[0];
    return first && { value, at: first.at };
  }

  /** Indexes of the tokens `name` that are written to; undefined where some use may write unseen. */
  private places(name: string): number[] | undefined {
    const { tokens } = this.function_;
    if (this.isWrittenByMacro(name)) return undefined;
    const places: number[] = [];
    for (let i = 0; i < tokens.length; i++) {
      if (tokens[i]?.text !== name || tokens[i]?.kind !== "name") continue;
      const before = tokens[i - 1]?.text ?? "";
      const after = tokens[i + 1]?.text ?? "";
      if (before === "." || before === "->") continue; // a member of that name
      if (before === "&" && !isBinary(tokens, i - 1)) return undefined;
      if (before === "(" && after === ")" && this.isWrittenInParentheses(i)) return undefined;
      if (WRITES.has(after) || STEPS.has(before)) places.push(i);
      else if ((before === "(" || before === ",") && (after === ")" || after === ",") && this.isWritingCall(i))
        return undefined;
    }
    return places;
  }

  /** Whether a macro of the file that the function names may write to `name`, which is none of its parameters. */
  private isWrittenByMacro(name: string): boolean {
    this.macros ??= this.macrosInside();
    return this.macros.some(({ params, body }) => !params?.includes(name) && mayWrite(body, name));
  }

  /** The macros of the file that the function names, and those that these name. */
  private macrosInside(): readonly Macro[] {
    const found: Macro[] = [];
    const seen = new Set<string>();
    const open = [this.function_.tokens];
    for (let tokens = open.pop(); tokens; tokens = open.pop()) {
      for (const { kind, text } of tokens) {
        if (kind !== "name") continue;
        const macros = this.macrosNamed(text);
        if (!macros || seen.has(text)) continue;
        seen.add(text);
        for (const macro of macros) {
          found.push(macro);
          open.push(macro.body);
        }
      }
    }
    return found;
  }

  /** `&(x)`, `(x)++`, `((x)) = 1`. */
  private isWrittenInParentheses(i: number): boolean {
    const { tokens } = this.function_;
    let [open, close] = [i - 1, i + 1];
    while (tokens[open - 1]?.text === "(" && tokens[close + 1]?.text === ")") [open, close] = [open - 1, close + 1];
    const before = tokens[open - 1]?.text ?? "";
    const isAddress = before === "&" && !isBinary(tokens, open - 1);
    return isAddress || STEPS.has(before) || WRITES.has(tokens[close + 1]?.text ?? "");
  }

  /** Whether what has the token at `i` as an argument may be a macro that assigns to it. */
  private isWritingCall(i: number): boolean {
    const { tokens } = this.function_;
    let depth = 0;
    for (let at = i - 1; at > 0; at--) {
      const text = tokens[at]?.text;
      if (text === ")") depth++;
      else if (text === "(" && depth-- === 0) {
        const callee = tokens[at - 1];
        if (callee?.kind === "string") return true; // an operand of asm
        return callee?.kind === "name" && !READERS.test(callee.text) && !this.isFunction(callee.text);
      } else if (text === ";" || text === "{" || text === "}") return false;
    }
    return false;
  }
}

/** Whether a macro's replacement assigns to `name`, or hands it to what may do so. */
function mayWrite(body: readonly Token[], name: string): boolean {
  return body.some(({ kind, text }, i) => {
    if (kind !== "name" || text !== name) return false;
    const before = body[i - 1]?.text ?? "";
    const after = body[i + 1]?.text ?? "";
    if (before === "." || before === "->") return false;
    const isArgument = (before === "(" || before === ",") && (after === ")" || after === ",");
    return before === "&" || isArgument || WRITES.has(after) || STEPS.has(before);
  });
}

/** Whether the `&` at `i` is the binary operator: an operand stands in front of it. Where it may be a cast it is not. */
function isBinary(tokens: readonly Token[], i: number): boolean {
  const before = tokens[i - 1];
  if (before === undefined || KEYWORDS.has(before.text)) return false;
  if (before.text === ")") return !mayBeCast(tokens, i - 1);
  return before.kind !== "punct" || before.text === "]";
}

const KEYWORDS: ReadonlySet<string> = new Set(["return", "case", "else", "do"]);

/** Whether the parenthesis that closes at `close` may hold a type: `(void *)`, `(unsigned long)`, but no `f(x)`. */
function mayBeCast(tokens: readonly Token[], close: number): boolean {
  let open = close - 1;
  while (tokens[open]?.kind === "name" || tokens[open]?.text === "*") open--;
  if (tokens[open]?.text !== "(" || open === close - 1) return false;
  const isPlain = close - open === 2;
  const callee = tokens[open - 1];
  return !isPlain || callee?.kind !== "name" || KEYWORDS.has(callee.text);
}

function valueAfter(tokens: readonly Token[], from: number): readonly Token[] {
  let depth = 0;
  for (let i = from; i < tokens.length; i++) {
    const text = tokens[i]?.text;
    if (text === "(" || text === "[" || text === "{") depth++;
    else if (text === ")" || text === "]" || text === "}") {
      if (depth-- === 0) return tokens.slice(from, i);
    } else if (depth === 0 && (text === "," || text === ";")) return tokens.slice(from, i);
  }
  return [];
}
