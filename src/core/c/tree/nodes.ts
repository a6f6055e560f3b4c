/** The syntax tree of one function as plain data. Offsets are characters of the file's text, `end` is exclusive. */
export interface FunctionTree extends Span {
  readonly name: string;
  readonly isStatic: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: Block;
  /** A conditional that the configuration does not decide stands in the function: one of its branches was read. */
  readonly undecided: boolean;
  /** Its parameters and local declarations, in the order they are written; undefined where some of its text is no C. */
  readonly locals: readonly LocalDeclaration[] | undefined;
}

/** A local declaration or parameter, visible from its start up to `visibleTo`. */
export interface LocalDeclaration extends Span {
  readonly isParameter: boolean;
  readonly visibleTo: number;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Parameter {
  /** "" where it has none. */
  readonly name: string;
  readonly type: string;
}

/** Labels and cases are statements of their own, in front of those that they lead to. */
export type Statement =
  | Block
  | If
  | Loop
  | Switch
  | Case
  | Label
  | Goto
  | Return
  | Jump
  | DeclarationStatement
  | ExpressionStatement
  | Guard
  | Opaque;

export interface Block extends Span {
  readonly kind: "block";
  readonly statements: readonly Statement[];
}

export interface If extends Span {
  readonly kind: "if";
  readonly condition: Expression;
  readonly then: Statement;
  readonly otherwise?: Statement;
}

/** `macro`: an iteration macro such as list_for_each_entry(), whose name and arguments are `iterates`. */
export interface Loop extends Span {
  readonly kind: "loop";
  readonly form: "while" | "do" | "for" | "macro";
  readonly init?: Statement;
  readonly condition?: Expression;
  readonly step?: Expression;
  readonly iterates?: Call;
  readonly body: Statement;
}

export interface Switch extends Span {
  readonly kind: "switch";
  readonly value: Expression;
  readonly body: Statement;
}

/** Without a value: `default`. */
export interface Case extends Span {
  readonly kind: "case";
  readonly value?: Expression;
  /** The end of a range: `case 1 ... 5`. */
  readonly to?: Expression;
}

export interface Label extends Span {
  readonly kind: "label";
  readonly name: string;
}

/** Without a label: the target is computed. */
export interface Goto extends Span {
  readonly kind: "goto";
  readonly label?: string;
}

export interface Return extends Span {
  readonly kind: "return";
  readonly value?: Expression;
}

export interface Jump extends Span {
  readonly kind: "break" | "continue";
}

export interface DeclarationStatement extends Span {
  readonly kind: "declaration";
  /** Specifiers as written: `static const struct foo`. */
  readonly type: string;
  readonly declarators: readonly Declarator[];
}

export interface Declarator extends Span {
  readonly name: string;
  /** Number of `*` before the name. */
  readonly pointers: number;
  readonly isArray: boolean;
  readonly initializer?: Expression;
  /** Names of its attributes with their arguments: `__free(kfree)`. */
  readonly attributes: readonly string[];
}

export interface ExpressionStatement extends Span {
  readonly kind: "expression";
  readonly expression: Expression;
}

/** `guard(mutex)(&lock);` until the end of its block, `scoped_guard(mutex, &lock) …` for its body. */
export interface Guard extends Span {
  readonly kind: "guard";
  readonly form: "guard" | "scoped_guard" | "scoped_cond_guard";
  readonly lock: string;
  readonly args: readonly Expression[];
  readonly body?: Statement;
}

/** `broken`: text that is no C, or half of it. */
export interface Opaque extends Span {
  readonly kind: "empty" | "asm" | "broken";
}

export type Expression =
  | Name
  | Literal
  | Call
  | Member
  | Index
  | Unary
  | Update
  | Binary
  | Assign
  | Conditional
  | Comma
  | Cast
  | Sizeof
  | StatementExpression
  | List
  | TypeArgument
  | Other;

export interface Name extends Span {
  readonly kind: "name";
  readonly name: string;
}

export interface Literal extends Span {
  readonly kind: "number" | "string";
  readonly text: string;
}

export interface Call extends Span {
  readonly kind: "call";
  /** The callee's name; "" where it is called through a pointer. */
  readonly name: string;
  readonly callee: Expression;
  readonly args: readonly Expression[];
}

export interface Member extends Span {
  readonly kind: "member";
  readonly object: Expression;
  readonly member: string;
  readonly arrow: boolean;
}

export interface Index extends Span {
  readonly kind: "index";
  readonly object: Expression;
  readonly index: Expression;
}

export interface Unary extends Span {
  readonly kind: "unary";
  readonly operator: string;
  readonly operand: Expression;
}

export interface Update extends Span {
  readonly kind: "update";
  readonly operator: "++" | "--";
  readonly operand: Expression;
}

export interface Binary extends Span {
  readonly kind: "binary";
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Assign extends Span {
  readonly kind: "assign";
  readonly operator: string;
  readonly target: Expression;
  readonly value: Expression;
}

/** Without `whenTrue`: `a ?: b`. */
export interface Conditional extends Span {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly whenTrue?: Expression;
  readonly whenFalse: Expression;
}

export interface Comma extends Span {
  readonly kind: "comma";
  readonly left: Expression;
  readonly right: Expression;
}

export interface Cast extends Span {
  readonly kind: "cast";
  readonly type: string;
  readonly operand: Expression;
}

/** Of a type or of an expression; a single name is an expression here, although it may be a type's. */
export interface Sizeof extends Span {
  readonly kind: "sizeof";
  readonly type?: string;
  readonly operand?: Expression;
}

export interface StatementExpression extends Span {
  readonly kind: "statements";
  readonly body: Block;
}

/** `{ 1, .x = 2 }`, with the type of a compound literal. */
export interface List extends Span {
  readonly kind: "list";
  readonly type?: string;
  readonly elements: readonly Expression[];
}

/** A type among the arguments of a macro. */
export interface TypeArgument extends Span {
  readonly kind: "type";
  readonly text: string;
}

/** What is no expression: an operator as a macro's argument, half-typed text. */
export interface Other extends Span {
  readonly kind: "other";
}
