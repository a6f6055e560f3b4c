import { type Branch, Directives, type Include, type MacroSite } from "./directives.ts";
import { isNamePart, isNameStart, skipComment, skipQuoted } from "./tokens.ts";

/**
 * What one source text declares at file scope, found by a single scan without preprocessing: macros, includes,
 * declarations with the names they may declare, functions, and the conditional branch each of them stands in.
 */
export interface FileIndex {
  readonly path: string;
  readonly text: string;
  readonly branches: readonly Branch[];
  readonly includes: readonly Include[];
  readonly macros: ReadonlyMap<string, readonly MacroSite[]>;
  /** `struct foo` (or union, enum) to the declarations whose text holds its body. */
  readonly tags: ReadonlyMap<string, readonly Declaration[]>;
  /** Typedef names, variables, functions and enumerators to the declarations that may declare them. */
  readonly names: ReadonlyMap<string, readonly Declaration[]>;
  /** Function definitions in order. */
  readonly functions: readonly Declaration[];
  /** Macros called at file scope, which may declare anything: `DECLARE_EWMA(rate, 10, 8)`. */
  readonly macroCalls: readonly Declaration[];
}

/** A declaration at file scope: `text[start, end)`. */
export interface Declaration {
  readonly start: number;
  readonly end: number;
  readonly branch: number;
  /** Offset of the `{` of a function, else -1. */
  readonly body: number;
  /** Name of the function, else "". */
  readonly name: string;
  /** Alignment limit of `#pragma pack`, 0 for none. */
  readonly pack: number;
}

/** Scans a whole text. Linear, never fails; a `}` in column 0 ends a function whatever the braces before it say. */
export function indexFile(path: string, text: string): FileIndex {
  return new Scanner(path, text).run();
}

const NOT_A_NAME: ReadonlySet<string> = new Set(
  "struct union enum typedef static extern inline const volatile restrict int char short long unsigned signed void float double _Bool __inline __inline__ __attribute__ __attribute __extension__ asm __asm__ typeof __typeof__ if for while switch return sizeof else do".split(
    " ",
  ),
);

/** Characters that mean something inside a function's body: braces, quotes, `/`, `#` and what starts a line. */
const STOPS_BODY = new Uint8Array(0x10000);
for (const c of "{}\"'/#\n") STOPS_BODY[c.charCodeAt(0)] = 1;

/** Macros of every second file that declare no type. */
const DECLARES_NOTHING =
  /^(?:EXPORT_|MODULE_|module_|DEFINE_|static_assert|_Static_assert|BUILD_BUG|__setup|early_|.*_initcall)/;

interface Nesting {
  readonly depth: number;
  readonly parens: number;
}

/** The declaration that is being read. */
class Reading {
  body = -1;
  /** Its first word is called like a macro: `MODULE_LICENSE("GPL")`. */
  isMacroCall = false;
  assigned = false;
  /** The name before its parameters. */
  called = "";
  /** The last word, where it may turn out to be the declared name. */
  candidate = "";
  /** Inside `(*name)`. */
  pointerName = false;
  /** `struct`, `union` or `enum` whose body may follow, its tag, and the parentheses it was seen in. */
  aggregate = "";
  tag = "";
  aggregateParens = 0;
  /** Brace depth of the enumerators, -1 outside. */
  enumDepth = -1;
  expectsEnumerator = false;
  /** The first argument of struct_group_tagged() comes next. */
  expectsTag = false;
  readonly tags: string[] = [];
  readonly names: string[] = [];

  constructor(
    readonly start: number,
    readonly branch: number,
  ) {}
}

class Scanner {
  private readonly directives: Directives<Nesting>;
  private readonly tags = new Map<string, Declaration[]>();
  private readonly names = new Map<string, Declaration[]>();
  private readonly functions: Declaration[] = [];
  private readonly macroCalls: Declaration[] = [];
  private reading: Reading | undefined;
  private depth = 0;
  private parens = 0;
  /** The last character that is neither white space nor part of a comment. */
  private last = 0;

  constructor(
    private readonly path: string,
    private readonly text: string,
  ) {
    this.directives = new Directives(text);
  }

  run(): FileIndex {
    const { path, text, directives, tags, names, functions, macroCalls } = this;
    const to = text.length;
    let bol = true;
    for (let i = 0; i < to; ) {
      let c = text.charCodeAt(i);
      if (this.reading && this.reading.body >= 0) {
        while (i < to && c <= 32 && c !== 10) c = text.charCodeAt(++i);
        if (!STOPS_BODY[c]) bol = false;
        while (i < to && !STOPS_BODY[c]) c = text.charCodeAt(++i);
        if (i >= to) break;
      }
      if (c <= 32 || c === 92) {
        if (c === 10) bol = true;
        i++;
      } else if (c === 35 && bol) {
        this.endCallAbove(i);
        i = directives.read(i, to, this.nesting, this.restore);
      } else if (c === 47 && (text.charCodeAt(i + 1) === 42 || text.charCodeAt(i + 1) === 47)) {
        i = skipComment(text, i, to);
      } else {
        i = this.token(i, c, to);
        bol = false;
      }
    }
    if (this.reading) this.finish(this.reading, to);
    directives.finish();
    const { branches, includes, macros } = directives;
    return { path, text, branches, includes, macros, tags, names, functions, macroCalls };
  }

  /** A macro call without a semicolon ends above an #include, #define or #undef. */
  private endCallAbove(i: number): void {
    const { reading, text } = this;
    if (!reading?.isMacroCall || reading.body >= 0 || this.depth > 0 || this.parens > 0 || this.last !== 41) return;
    if (/^#[ \t]*(?:include|define|undef)/.test(text.slice(i, i + 24))) this.finish(reading, i);
  }

  private readonly nesting = (): Nesting => ({ depth: this.depth, parens: this.parens });

  private readonly restore = ({ depth, parens }: Nesting): void => {
    this.depth = depth;
    this.parens = parens;
  };

  private token(i: number, c: number, to: number): number {
    const { text } = this;
    if (c === 34 || c === 39) {
      this.last = c;
      return Math.max(skipQuoted(text, i, to), i + 1);
    }
    if (this.reading && this.reading.body >= 0) return this.insideBody(this.reading, i, c);
    if (isNameStart(c)) {
      let end = i + 1;
      while (end < to && isNamePart(text.charCodeAt(end))) end++;
      if (!this.reading || this.mayMatter(this.reading, c)) this.word(i, text.slice(i, end));
      this.last = c;
      return end;
    }
    this.reading ??= new Reading(i, this.directives.branch);
    this.punctuator(this.reading, i, c);
    this.last = c;
    return i + 1;
  }

  /** In a function only braces and directives matter. */
  private insideBody(reading: Reading, i: number, c: number): number {
    if (c === 123) this.depth++;
    else if (c === 125) {
      const inColumn0 = i === 0 || this.text.charCodeAt(i - 1) === 10;
      this.depth = inColumn0 ? 0 : Math.max(this.depth - 1, 0);
      if (this.depth === 0) this.finish(reading, i + 1);
    }
    return i + 1;
  }

  /** Whether a word that begins with `c` may say something: inside braces few do. */
  private mayMatter({ expectsEnumerator, expectsTag, aggregate }: Reading, c: number): boolean {
    if (this.depth === 0 || expectsEnumerator || expectsTag || aggregate !== "") return true;
    return c === 115 || c === 117 || c === 101 || c === 95; // struct, struct_group_tagged, union, enum, __struct_group
  }

  private word(i: number, word: string): void {
    const inColumn0 = i === 0 || this.text.charCodeAt(i - 1) === 10;
    if (this.reading?.isMacroCall && inColumn0 && this.depth === 0 && this.parens === 0 && this.last === 41) {
      this.finish(this.reading, i); // a macro call without a semicolon
    }
    this.reading ??= new Reading(i, this.directives.branch);
    const { reading } = this;
    if (reading.expectsEnumerator && reading.enumDepth === this.depth) {
      reading.names.push(word);
      reading.expectsEnumerator = false;
    }
    if (reading.expectsTag) {
      reading.tags.push(`struct ${word}`);
      reading.expectsTag = false;
    }
    if (word === "struct_group_tagged" || word === "__struct_group") reading.expectsTag = true;
    if (word === "struct" || word === "union" || word === "enum") {
      reading.aggregate = word;
      reading.tag = "";
      reading.aggregateParens = this.parens;
    } else if (reading.aggregate && reading.aggregateParens === this.parens) {
      // Attributes stand on either side of a tag: struct __packed foo, struct foo __packed.
      if (!reading.tag || (reading.tag.startsWith("__") && !word.startsWith("__"))) reading.tag = word;
      // struct foo FOO_MEMBERS; may get its body from a macro.
      else if (this.depth === 0 && /^_*[A-Z][A-Z0-9_]*$/.test(word))
        reading.tags.push(`${reading.aggregate} ${reading.tag}`);
    }
    if (this.depth > 0) return;
    if (this.parens === 0) {
      if (reading.candidate && word.startsWith("__")) reading.names.push(reading.candidate);
      reading.candidate = NOT_A_NAME.has(word) ? "" : word;
    } else if (reading.pointerName) reading.candidate = word;
  }

  private punctuator(reading: Reading, i: number, c: number): void {
    switch (c) {
      case 40: // (
        this.openParenthesis(reading);
        break;
      case 41: // )
        if (this.parens > 0) this.parens--;
        if (reading.pointerName && this.parens === 0) {
          reading.pointerName = false;
          takeName(reading);
        }
        reading.candidate = "";
        if (this.parens < reading.aggregateParens) reading.aggregate = "";
        break;
      case 123: // {
        this.openBrace(reading, i);
        break;
      case 125: // }
        if (reading.enumDepth === this.depth) {
          reading.enumDepth = -1;
          reading.expectsEnumerator = false;
        }
        if (this.depth > 0) this.depth--;
        else if (reading.start === i) this.reading = undefined; // the end of extern "C"
        reading.aggregate = "";
        reading.candidate = "";
        break;
      case 59: // ;
        if (this.depth === 0) {
          if (this.parens === 0) takeName(reading);
          this.parens = 0;
          this.finish(reading, i + 1);
        }
        reading.aggregate = "";
        break;
      case 44: // ,
        reading.aggregate = "";
        if (this.depth === 0 && this.parens === 0) takeName(reading);
        if (reading.enumDepth === this.depth) reading.expectsEnumerator = true;
        break;
      case 61: // =
        reading.aggregate = "";
        if (this.depth === 0 && this.parens === 0) {
          takeName(reading);
          reading.assigned = true;
        }
        break;
      case 91: // [
        if (this.depth === 0) takeName(reading);
        break;
      case 42: // *
        if (this.last === 40 && this.parens === 1 && this.depth === 0 && !reading.assigned) reading.pointerName = true;
        reading.aggregate = "";
        reading.candidate = "";
        break;
      default:
        reading.candidate = "";
    }
  }

  private openParenthesis(reading: Reading): void {
    if (this.depth === 0 && this.parens === 0 && !reading.assigned) {
      const name = reading.candidate;
      if (name && (!reading.called || (reading.called.startsWith("__") && !name.startsWith("__"))))
        reading.called = name;
      if (name && this.text.startsWith(name, reading.start)) reading.isMacroCall = true;
      takeName(reading);
      if (reading.aggregate && !name.startsWith("__")) reading.aggregate = "";
    } else if (reading.pointerName && this.parens === 1) takeName(reading);
    this.parens++;
    reading.candidate = "";
  }

  private openBrace(reading: Reading, i: number): void {
    if (this.depth === 0 && this.last === 34 && this.text.startsWith("extern", reading.start)) {
      this.reading = undefined; // extern "C" {
      return;
    }
    if (reading.aggregate) {
      if (reading.tag) reading.tags.push(`${reading.aggregate} ${reading.tag}`);
      if (reading.aggregate === "enum") {
        reading.enumDepth = this.depth + 1;
        reading.expectsEnumerator = true;
      }
    } else if (this.depth === 0 && !reading.assigned && reading.called) {
      reading.body = i;
      this.parens = 0;
    }
    reading.aggregate = "";
    reading.candidate = "";
    this.depth++;
  }

  private finish(reading: Reading, end: number): void {
    const { start, branch, body } = reading;
    const declaration: Declaration = {
      start,
      end,
      branch,
      body,
      name: body < 0 ? "" : reading.called,
      pack: this.directives.pack,
    };
    if (body >= 0) this.functions.push(declaration);
    else if (reading.isMacroCall && !DECLARES_NOTHING.test(reading.called)) this.macroCalls.push(declaration);
    for (const tag of reading.tags) add(this.tags, tag, declaration);
    for (const name of reading.names) add(this.names, name, declaration);
    this.reading = undefined;
    this.depth = 0;
    this.parens = 0;
  }
}

function takeName(reading: Reading): void {
  if (reading.candidate) reading.names.push(reading.candidate);
  reading.candidate = "";
}

function add(map: Map<string, Declaration[]>, key: string, value: Declaration): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (list.at(-1) !== value) list.push(value);
}
