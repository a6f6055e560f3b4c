import { apiNamed } from "../api/catalogue.ts";
import type { Expression } from "../c/tree/nodes.ts";
import { type Node, nodesOf } from "../c/tree/walk.ts";
import { isTruthMacro } from "./evaluation.ts";
import type { FlowFunction, Use } from "./uses.ts";

/**
 * Whether what a function does may depend on this call: it allocates under a test of a parameter for being set, or
 * decides by one for which the call has a constant.
 */
export function choosesBy({ call }: Extract<Use, { kind: "call" }>, { tree }: FlowFunction): boolean {
  if (!tree) return true;
  const all = new Set(tree.parameters.map(({ name }) => name));
  const fixed = new Set(tree.parameters.filter((_, i) => isConstant(call.args[i])).map(({ name }) => name));
  for (const node of nodesOf(tree.body)) {
    const isCondition = node.kind === "if" || node.kind === "loop" || node.kind === "conditional";
    const decides = isCondition ? node.condition : node.kind === "switch" ? node.value : undefined;
    if (!decides) continue;
    if (testsOneOf(decides, all) && nodesOf(node).some(allocates)) return true;
    if (fixed.size > 0 && nodesOf(decides).some((inner) => inner.kind === "name" && fixed.has(inner.name))) return true;
  }
  return false;
}

function allocates(node: Node): boolean {
  return node.kind === "call" && apiNamed(node.name) !== undefined;
}

function isConstant(arg: Expression | undefined): boolean {
  return arg?.kind === "number" || (arg?.kind === "name" && /^(?:true|false|[A-Z_0-9]+)$/.test(arg.name));
}

/** `p`, `!p`, `likely(p && …)`. */
function testsOneOf(condition: Expression, names: ReadonlySet<string>): boolean {
  switch (condition.kind) {
    case "name":
      return names.has(condition.name);
    case "unary":
      return condition.operator === "!" && testsOneOf(condition.operand, names);
    case "binary":
      return (
        /^(?:&&|\|\|)$/.test(condition.operator) &&
        (testsOneOf(condition.left, names) || testsOneOf(condition.right, names))
      );
    case "call":
      return isTruthMacro(condition.name) && condition.args.some((arg) => testsOneOf(arg, names));
    default:
      return false;
  }
}
