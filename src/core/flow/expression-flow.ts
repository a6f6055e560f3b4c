import type { Block, Call, Declarator, Expression, Guard, Statement } from "../c/tree/nodes.ts";
import { firstEvaluated, isTruthMacro, neverReturns } from "./evaluation.ts";
import type { GraphNode, Step } from "./graph.ts";

/** A way out of a node that leads nowhere yet: the node and which of its ways it is, as one number, as there are many. */
export type Edge = number;

const SLOTS = 2 ** 16;

export function edgeOf(node: number, slot: number): Edge {
  return node * SLOTS + slot;
}

/** What happens where a scope is left. */
export type Scope =
  | { readonly kind: "leave"; readonly guard: Guard }
  | { readonly kind: "cleanup"; readonly declarator: Declarator };

interface OpenNode {
  readonly step: Step;
  next: number[];
}

const MOST_NODES = 60_000;

/** Lays the steps of expressions out in the order they are evaluated; && || ?: are branches. */
export abstract class ExpressionFlow {
  protected current: Edge[] = [];
  protected readonly scopes: Scope[] = [];
  protected complete = true;
  protected overflown = false;
  private readonly nodes: OpenNode[] = [];

  protected abstract statement(statement: Statement | Block): void;

  /** Adds a step behind all open ways. Where there are none it is never reached, and only made if it may be jumped to. */
  protected add(step: Step, isTarget = false): number {
    if (this.current.length === 0 && this.nodes.length > 0 && !isTarget) return -1;
    if (this.nodes.length >= MOST_NODES) this.overflown = true;
    const node = this.nodes.push({ step, next: NOWHERE }) - 1;
    this.link(node);
    this.current = [edgeOf(node, 0)];
    return node;
  }

  protected linkTo(target: number): void {
    this.link(target);
    this.current = [];
  }

  private link(target: number): void {
    for (const edge of this.current) {
      const node = Math.floor(edge / SLOTS);
      const from = this.nodes[node];
      if (from) from.next = withWay(from.next, edge - node * SLOTS, target);
    }
  }

  protected finished(): readonly GraphNode[] {
    return this.nodes;
  }

  protected inScope(read: () => void): void {
    const depth = this.scopes.length;
    read();
    this.leaveTo(depth);
    this.scopes.length = depth;
  }

  protected leaveTo(depth: number): void {
    for (let i = this.scopes.length - 1; i >= depth; i--) {
      const scope = this.scopes[i];
      if (scope) this.add(scope);
    }
  }

  protected value(expression: Expression): void {
    switch (expression.kind) {
      case "call":
        this.call(expression);
        return;
      case "assign":
        this.value(expression.value);
        this.place(expression.target, true);
        this.add(
          expression.operator === "="
            ? { kind: "assign", target: expression.target, value: expression.value }
            : { kind: "assign", target: expression.target },
        );
        return;
      case "update":
        this.place(expression.operand, true);
        this.add({ kind: "assign", target: expression.operand });
        return;
      case "binary":
        if (expression.operator === "&&" || expression.operator === "||") {
          const { yes, no } = this.condition(expression);
          this.current = [...yes, ...no];
          this.add({ kind: "join" });
          return;
        }
        this.value(expression.left);
        this.value(expression.right);
        return;
      case "conditional": {
        const { yes, no } = this.condition(expression.condition);
        this.current = yes;
        if (expression.whenTrue) this.value(expression.whenTrue);
        const after = this.current;
        this.current = no;
        this.value(expression.whenFalse);
        this.current = [...after, ...this.current];
        this.add({ kind: "join" });
        return;
      }
      case "comma":
        this.value(expression.left);
        this.value(expression.right);
        return;
      case "cast":
        this.value(expression.operand);
        return;
      case "unary":
        if (expression.operator === "&") {
          this.place(expression.operand, false);
          return;
        }
        if (expression.operator === "*") {
          this.place(expression, true);
          return;
        }
        if (expression.operator !== "&&") this.value(expression.operand);
        return;
      case "member":
      case "index":
        this.place(expression, true);
        return;
      case "statements":
        this.statement(expression.body);
        return;
      case "list":
        for (const element of expression.elements) this.value(element);
        return;
      case "other":
        this.add({ kind: "opaque", at: expression });
        return;
      case "name":
      case "number":
      case "string":
      case "sizeof":
      case "type":
        return;
    }
  }

  /** Finds the place that an expression names; with `reads`, also goes there. */
  private place(expression: Expression, reads: boolean): void {
    switch (expression.kind) {
      case "member":
        if (!expression.arrow) {
          this.place(expression.object, reads);
          return;
        }
        this.value(expression.object);
        if (reads) this.add({ kind: "dereference", pointer: expression.object, at: expression });
        return;
      case "index":
        this.value(expression.index);
        this.value(expression.object);
        if (reads) this.add({ kind: "dereference", pointer: expression.object, at: expression });
        return;
      case "unary":
        if (expression.operator !== "*") {
          this.value(expression);
          return;
        }
        this.value(expression.operand);
        if (reads) this.add({ kind: "dereference", pointer: expression.operand, at: expression });
        return;
      default:
        this.value(expression);
        return;
    }
  }

  private call(call: Call): void {
    const { name } = call;
    if (name === "BUG_ON" && call.args[0]) {
      this.current = this.condition(call.args[0]).no;
      this.add({ kind: "join" });
      return;
    }
    this.arguments(call);
    this.add({ kind: "call", call });
    if (neverReturns(name)) this.current = [];
  }

  protected arguments(call: Call): void {
    if (call.name === "") this.value(call.callee);
    for (let i = firstEvaluated(call.name); i < call.args.length; i++) {
      const arg = call.args[i];
      if (arg) this.value(arg);
    }
  }

  /** Splits the open ways by a condition. */
  protected condition(expression: Expression): { readonly yes: Edge[]; readonly no: Edge[] } {
    const { kind } = expression;
    if (kind === "unary" && expression.operator === "!") {
      const { yes, no } = this.condition(expression.operand);
      return { yes: no, no: yes };
    }
    if (kind === "comma") {
      this.value(expression.left);
      return this.condition(expression.right);
    }
    if (kind === "call" && isTruthMacro(expression.name) && expression.args[0]) {
      return this.condition(expression.args[0]);
    }
    if (kind === "binary" && (expression.operator === "&&" || expression.operator === "||")) {
      const left = this.condition(expression.left);
      const isAnd = expression.operator === "&&";
      this.current = isAnd ? left.no : left.yes;
      this.add({ kind: "untested", expression: expression.right });
      const early = this.current;
      this.current = isAnd ? left.yes : left.no;
      const right = this.condition(expression.right);
      return isAnd ? { yes: right.yes, no: [...early, ...right.no] } : { yes: [...early, ...right.yes], no: right.no };
    }
    this.value(expression);
    const always = constantTruth(expression);
    if (always !== undefined) {
      const edges = this.current;
      this.current = [];
      return always ? { yes: edges, no: [] } : { yes: [], no: edges };
    }
    const node = this.add({ kind: "branch", condition: expression });
    this.current = [];
    return node < 0 ? { yes: [], no: [] } : { yes: [edgeOf(node, 0)], no: [edgeOf(node, 1)] };
  }
}

const NOWHERE: number[] = [];

/** The ways out of a node with one more. Nearly all have one or two, and lists of just that length. */
function withWay(next: number[], slot: number, target: number): number[] {
  if (slot === 0 && next.length === 0) return [target];
  if (slot === 1 && next.length === 1) return [next[0] ?? -1, target];
  const ways = next.length < 2 ? [...next] : next;
  while (ways.length <= slot) ways.push(-1);
  ways[slot] = target;
  return ways;
}

function constantTruth(expression: Expression): boolean | undefined {
  if (expression.kind === "name")
    return expression.name === "true" ? true : expression.name === "false" ? false : undefined;
  if (expression.kind !== "number" || !/^\d+$/.test(expression.text)) return undefined;
  return Number(expression.text) !== 0;
}
