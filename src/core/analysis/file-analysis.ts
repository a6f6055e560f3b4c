import type { CallExpr } from "../c/call.ts";
import type { RecordLayout } from "../c/layout.ts";
import type { SizeFact } from "../c/size-fact.ts";
import type { DefinedStruct } from "../c/source-file.ts";
import type { StructLayout } from "../c/struct-layout.ts";
import type { FunctionTree } from "../c/tree/nodes.ts";
import type { CType } from "../c/types.ts";
import type { FileFlow } from "../flow/file-flow.ts";
import type { FlowFunction } from "../flow/uses.ts";
import type { Assessment } from "./assessment.ts";

/** What is known of a file: its allocation calls, and its functions for whoever looks beyond one call. */
export interface FileAnalysis {
  /** In the order of their positions. */
  readonly assessments: readonly Assessment[];
  /** Functions that the configuration does not leave out, also those without an allocation. */
  readonly functions: readonly FunctionView[];
  readonly flow: FileFlow;
  /** Whether the file has a function of that name which the configuration does not leave out. */
  defines(name: string): boolean;
  /** Structs and unions that the file defines. */
  readonly structs: readonly DefinedStruct[];
  /** Size, members, holes and padding of `struct foo`, `union foo` or a typedef, wherever it is declared. */
  structLayout(name: string): StructLayout;
  /** Whether the file or a header that was found declares or defines the name. */
  declares(name: string): boolean;
  /** Whether the file itself has `#include <path>`. */
  includes(path: string): boolean;
  /** What is known of C expressions as they stand at a call. */
  at(call: CallExpr): ExpressionFacts;
}

/** Answers about C expressions at one place of a file. */
export interface ExpressionFacts {
  /** The value as size_t. */
  size(expression: string): SizeFact;
  /** The type; undefined where it is not known. Tags are not resolved. */
  type(expression: string): CType | undefined;
  /** Members of the struct or union that is the expression's type; undefined where they are not known. */
  layout(expression: string): RecordLayout | undefined;
}

/** A function of a file: `text[start, end)`. */
export interface FunctionView {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Its allocation calls, those in branches that are left out included. */
  readonly assessments: readonly Assessment[];
  /** Its syntax tree, read when it is first asked for; undefined where it cannot be. Left-out branches are no part of it. */
  readonly tree: FunctionTree | undefined;
  /** What FileFlow knows the function by. */
  readonly source: FlowFunction;
}

/** The function around an offset. */
export function functionAt({ functions }: FileAnalysis, offset: number): FunctionView | undefined {
  return functions.find(({ start, end }) => start <= offset && offset < end);
}
