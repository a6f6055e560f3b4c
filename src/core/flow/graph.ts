import type { Call, Case, Declarator, Expression, Guard, Span, Statement } from "../c/tree/nodes.ts";

/**
 * Control flow of one function: what it does in the order it does it. A node is one step; `next` are the nodes that may
 * follow. A branch has two: where its condition holds, and where not (-1: never taken).
 */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  /** False where the function could not be read as a whole: broken text, labels that are missing or doubled. */
  readonly complete: boolean;
}

export interface GraphNode {
  readonly step: Step;
  readonly next: readonly number[];
}

export type Step =
  | { readonly kind: "start" | "join" }
  | { readonly kind: "call"; readonly call: Call }
  /** Without a value: `x++`, `x += y`, or a macro that may write it. */
  | { readonly kind: "assign"; readonly target: Expression; readonly value?: Expression }
  | { readonly kind: "declare"; readonly declarator: Declarator }
  /** What `pointer` points at is read or written. */
  | { readonly kind: "dereference"; readonly pointer: Expression; readonly at: Span }
  | { readonly kind: "branch"; readonly condition: Expression }
  /** `next[n]` is where `cases[n]` leads; undefined is the way past all of them, or `default`. */
  | { readonly kind: "switch"; readonly value: Expression; readonly cases: readonly (Case | undefined)[] }
  | { readonly kind: "return"; readonly value?: Expression; readonly at: Span }
  | { readonly kind: "enter" | "leave"; readonly guard: Guard }
  /** The scope of a variable with __free() ends. */
  | { readonly kind: "cleanup"; readonly declarator: Declarator }
  /** A branch was not taken: what stands in it did not happen. `broken`: a loop was left in the middle of its body. */
  | { readonly kind: "skip"; readonly skipped: Statement; readonly isBody?: boolean; readonly broken?: boolean }
  /** The rest of a condition that was decided before: `b` in `a || b`. */
  | { readonly kind: "untested"; readonly expression: Expression }
  /** Assembler, or an argument of a macro that is no expression. */
  | { readonly kind: "opaque"; readonly at: Span };
