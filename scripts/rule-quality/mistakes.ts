import type { FunctionView } from "../../src/core/analysis/file-analysis.ts";
import type { Block, Call, Expression, Statement } from "../../src/core/c/tree/nodes.ts";
import { nodesOf } from "../../src/core/c/tree/walk.ts";

/** One mistake that a script can make in a correct function, and the rule that has to find it. */
export interface Mistake {
  readonly name: string;
  readonly rule: string;
  /** The file with the mistake in the function; undefined where the function gives no occasion. */
  make(view: FunctionView, text: string): string | undefined;
}

/** `p = f(…);` as a statement of a block. */
interface Taking {
  readonly place: string;
  readonly call: Call;
  readonly statement: Statement;
  readonly next: Statement | undefined;
}

const LOCK = /^(?:raw_)?spin_lock(?:_irqsave|_irq|_bh)?$/;
const UNLOCK = /spin_unlock/;
const KMALLOC = /^(?:kmalloc|kzalloc|kcalloc|kmalloc_array|kmemdup|kstrdup)$/;

export const MISTAKES: readonly Mistake[] = [
  {
    name: "GFP_KERNEL for GFP_ATOMIC under a spinlock",
    rule: "sleeping-in-atomic",
    make({ tree, start }, text) {
      if (!tree) return undefined;
      for (const call of callsIn(tree.body)) {
        const mask = call.args.at(-1);
        const before = text.slice(start, call.start);
        const isLocked = before.lastIndexOf("spin_lock") > Math.max(before.lastIndexOf("unlock"), 0);
        if (!KMALLOC.test(call.name) || mask?.kind !== "name" || mask.name !== "GFP_ATOMIC" || !isLocked) continue;
        return replaced(text, mask, "GFP_KERNEL");
      }
      return undefined;
    },
  },
  {
    name: "an allocation moved under a spinlock",
    rule: "sleeping-in-atomic",
    make({ tree }, text) {
      if (!tree) return undefined;
      for (const { statements } of blocksIn(tree.body)) {
        const lock = statements.findIndex((one) => one.kind === "expression" && isCall(one.expression, LOCK));
        const taken = takingsIn(statements.slice(0, Math.max(lock, 0))).find(
          ({ call }) => KMALLOC.test(call.name) && /\bGFP_KERNEL\b/.test(text.slice(call.start, call.end)),
        );
        const behind = statements[lock];
        if (!taken || !behind) continue;
        const between = text.slice(taken.statement.end, behind.start);
        if (UNLOCK.test(between)) continue;
        const moved = text.slice(taken.statement.start, taken.statement.end);
        return `${text.slice(0, taken.statement.start)};${between}${text.slice(behind.start, behind.end)}\n${moved}${text.slice(behind.end)}`;
      }
      return undefined;
    },
  },
  {
    name: "the free function of another allocator",
    rule: "wrong-free",
    make(view, text) {
      for (const { free, taken } of pairsIn(view)) {
        const wrong = KMALLOC.test(taken.call.name) ? "vfree" : "kfree";
        if (free.name === wrong || !/^(?:k|v|kv)free$/.test(free.name)) continue;
        return replaced(text, free.callee, wrong);
      }
      return undefined;
    },
  },
  {
    name: "the test for NULL dropped",
    rule: "missing-null-check",
    make({ tree }, text) {
      if (!tree) return undefined;
      for (const { statements } of blocksIn(tree.body)) {
        for (const { place, call, next } of takingsIn(statements)) {
          if (!KMALLOC.test(call.name) || next?.kind !== "if" || next.otherwise || !isTestOf(next.condition, place))
            continue;
          const behind = text.slice(next.end, tree.end);
          if (!new RegExp(`^\\s*${place.replace(/[.>-]/g, "\\$&")}(?:->|\\[)`, "m").test(behind.slice(0, 400)))
            continue;
          return replaced(text, next, ";");
        }
      }
      return undefined;
    },
  },
  {
    name: "one kfree() of an error path dropped",
    rule: "missing-free",
    make(view, text) {
      for (const { free, statement, taken } of pairsIn(view)) {
        if (free.name !== "kfree" || !isLocal(view, taken.place)) continue;
        return replaced(text, statement, ";");
      }
      return undefined;
    },
  },
  {
    name: "one kfree() of a ladder dropped",
    rule: "missing-free",
    make(view, text) {
      if (!view.tree) return undefined;
      const ladders = new Set(blocksIn(view.tree.body).flatMap(({ statements }) => behindLabels(statements)));
      for (const { free, statement, taken } of pairsIn(view)) {
        if (free.name !== "kfree" || !isLocal(view, taken.place) || !ladders.has(statement)) continue;
        return replaced(text, statement, ";");
      }
      return undefined;
    },
  },
  {
    name: "another order given back",
    rule: "free-amount",
    make(view, text) {
      for (const { free } of pairsIn(view)) {
        const order = free.args[1];
        if (!/^(?:__)?free_pages$/.test(free.name) || !order) continue;
        return replaced(text, order, `${text.slice(order.start, order.end)} + 1`);
      }
      return undefined;
    },
  },
  {
    name: "freed twice",
    rule: "double-free",
    make(view, text) {
      for (const { statement } of freesIn(view)) {
        const again = text.slice(statement.start, statement.end);
        return replaced(text, statement, `{ ${again}\n${again} }`);
      }
      return undefined;
    },
  },
  {
    name: "freed before the last use",
    rule: "use-after-free",
    make({ tree }, text) {
      if (!tree) return undefined;
      for (const { statements } of blocksIn(tree.body)) {
        for (let i = 1; i < statements.length; i++) {
          const [use, free] = [statements[i - 1], statements[i]];
          const call = free?.kind === "expression" && isCall(free.expression, /^kfree$/) ? free.expression : undefined;
          const place = call?.kind === "call" ? placeOf(call.args[0]) : undefined;
          if (!use || !free || place === undefined || use.kind !== "expression") continue;
          const used = text.slice(use.start, use.end);
          if (!new RegExp(`(?<![\\w>.])${place.replace(/[.>-]/g, "\\$&")}->`).test(used) || /&/.test(used)) continue;
          return `${text.slice(0, use.start)}${text.slice(free.start, free.end)}\n${used}${text.slice(free.end)}`;
        }
      }
      return undefined;
    },
  },
];

function replaced(text: string, { start, end }: { readonly start: number; readonly end: number }, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

function callsIn(body: Statement): Call[] {
  return nodesOf(body).filter((node): node is Call => node.kind === "call");
}

function blocksIn(body: Statement): Block[] {
  return nodesOf(body).filter((node): node is Block => node.kind === "block");
}

/** Statements of a block behind its first label. */
function behindLabels(statements: readonly Statement[]): readonly Statement[] {
  const label = statements.findIndex(({ kind }) => kind === "label");
  return label < 0 ? [] : statements.slice(label + 1);
}

function isCall(expression: Expression, name: RegExp): boolean {
  return expression.kind === "call" && name.test(expression.name);
}

function takingsIn(statements: readonly Statement[]): Taking[] {
  return statements.flatMap((statement, i): Taking[] => {
    const assign = statement.kind === "expression" ? statement.expression : undefined;
    if (assign?.kind !== "assign" || assign.operator !== "=" || assign.value.kind !== "call") return [];
    const place = placeOf(assign.target);
    return place === undefined ? [] : [{ place, call: assign.value, statement, next: statements[i + 1] }];
  });
}

/** Whether a place is a variable that the function declares: what a member or a global one holds is not lost with it. */
function isLocal({ tree }: FunctionView, place: string): boolean {
  if (!tree) return false;
  return nodesOf(tree.body).some(
    (node) => node.kind === "declaration" && node.declarators.some(({ name }) => name === place),
  );
}

/** Statements that free a place. */
function freesIn({
  tree,
}: FunctionView): { readonly free: Call; readonly place: string; readonly statement: Statement }[] {
  if (!tree) return [];
  return nodesOf(tree.body).flatMap((node) => {
    if (node.kind !== "expression" || node.expression.kind !== "call") return [];
    const free = node.expression;
    const place = /^(?:k|v|kv)free$|^(?:__)?free_pages$/.test(free.name) ? placeOf(free.args[0]) : undefined;
    return place === undefined ? [] : [{ free, place, statement: node }];
  });
}

/** Frees of what the same function allocates before. */
function pairsIn(view: FunctionView): { readonly free: Call; readonly statement: Statement; readonly taken: Taking }[] {
  if (!view.tree) return [];
  const taken = blocksIn(view.tree.body).flatMap(({ statements }) => takingsIn(statements));
  const allocated = taken.filter(({ call }) => /alloc|get_free_pages|dup/.test(call.name) && !/^devm/.test(call.name));
  return freesIn(view).flatMap(({ free, place, statement }) => {
    const own = allocated.find((one) => one.place === place && one.statement.start < free.start);
    return own ? [{ free, statement, taken: own }] : [];
  });
}

function placeOf(expression: Expression | undefined): string | undefined {
  if (expression?.kind === "name") return expression.name;
  if (expression?.kind === "cast") return placeOf(expression.operand);
  if (expression?.kind !== "member") return undefined;
  const object = placeOf(expression.object);
  return object === undefined ? undefined : `${object}${expression.arrow ? "->" : "."}${expression.member}`;
}

function isTestOf(condition: Expression, place: string): boolean {
  if (condition.kind === "unary" && condition.operator === "!") return placeOf(condition.operand) === place;
  return condition.kind === "binary" && condition.operator === "==" && placeOf(condition.left) === place;
}
