import type { Expression, Statement } from "./nodes.ts";

export type Node = Statement | Expression;

/** The expressions and statements directly inside a node, in the order they are written. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "block":
      return node.statements;
    case "if":
      return [node.condition, node.then, ...given(node.otherwise)];
    case "loop":
      return [
        ...given(node.iterates),
        ...given(node.init),
        ...(node.form === "do" ? [] : given(node.condition)),
        ...given(node.step),
        node.body,
        ...(node.form === "do" ? given(node.condition) : []),
      ];
    case "switch":
      return [node.value, node.body];
    case "case":
      return [...given(node.value), ...given(node.to)];
    case "return":
      return given(node.value);
    case "declaration":
      return node.declarators.flatMap(({ initializer }) => given(initializer));
    case "expression":
      return [node.expression];
    case "guard":
      return [...node.args, ...given(node.body)];
    case "call":
      return node.name === "" ? [node.callee, ...node.args] : node.args;
    case "member":
      return [node.object];
    case "index":
      return [node.object, node.index];
    case "unary":
    case "update":
    case "cast":
      return [node.operand];
    case "binary":
    case "comma":
      return [node.left, node.right];
    case "assign":
      return [node.target, node.value];
    case "conditional":
      return [node.condition, ...given(node.whenTrue), node.whenFalse];
    case "sizeof":
      return given(node.operand);
    case "statements":
      return [node.body];
    case "list":
      return node.elements;
    case "label":
    case "goto":
    case "break":
    case "continue":
    case "empty":
    case "asm":
    case "broken":
    case "name":
    case "number":
    case "string":
    case "type":
    case "other":
      return [];
  }
}

/** A node and everything inside it, outermost first, in the order they are written. */
export function nodesOf(node: Node): readonly Node[] {
  const nodes: Node[] = [];
  collect(node, nodes);
  return nodes;
}

/** The same as childrenOf() all the way down, without a list for each of the nodes that are many. */
function collect(node: Node | undefined, into: Node[]): void {
  if (node === undefined) return;
  into.push(node);
  switch (node.kind) {
    case "name":
    case "number":
    case "string":
      return;
    case "member":
      collect(node.object, into);
      return;
    case "binary":
      collect(node.left, into);
      collect(node.right, into);
      return;
    case "expression":
      collect(node.expression, into);
      return;
    case "index":
      collect(node.object, into);
      collect(node.index, into);
      return;
    case "unary":
    case "update":
    case "cast":
      collect(node.operand, into);
      return;
    case "call":
      if (node.name === "") collect(node.callee, into);
      for (const arg of node.args) collect(arg, into);
      return;
    case "block":
      for (const statement of node.statements) collect(statement, into);
      return;
    case "assign":
      collect(node.target, into);
      collect(node.value, into);
      return;
    case "if":
      collect(node.condition, into);
      collect(node.then, into);
      collect(node.otherwise, into);
      return;
    case "return":
      collect(node.value, into);
      return;
    case "declaration":
      for (const { initializer } of node.declarators) collect(initializer, into);
      return;
    default:
      for (const child of childrenOf(node)) collect(child, into);
  }
}

function given<T>(node: T | undefined): readonly T[] {
  return node === undefined ? [] : [node];
}
