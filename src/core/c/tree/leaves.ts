import type { Statement } from "./nodes.ts";

/** Whether control never runs past the end of a statement; a label inside may still be jumped to and run past it. */
export function leaves(statement: Statement | undefined): boolean {
  switch (statement?.kind) {
    case "return":
    case "goto":
    case "break":
    case "continue":
      return true;
    case "block":
      return leaves(statement.statements.findLast(({ kind }) => kind !== "empty"));
    case "if":
      return statement.otherwise !== undefined && leaves(statement.then) && leaves(statement.otherwise);
    default:
      return false;
  }
}
