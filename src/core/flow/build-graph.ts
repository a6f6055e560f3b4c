import type { Call, Case, Expression, FunctionTree, Statement } from "../c/tree/nodes.ts";
import { type Edge, ExpressionFlow, edgeOf, type Scope } from "./expression-flow.ts";
import type { Graph } from "./graph.ts";

/** The control flow of a function; undefined where it has more steps than any real function. */
export function buildGraph({ body, end }: FunctionTree): Graph | undefined {
  return new GraphBuilder().build(body, end);
}

interface Around {
  /** Ways out of the loop or switch. */
  readonly breaks: Edge[];
  /** Ways to the loop's next round; undefined in a switch. */
  readonly continues: Edge[] | undefined;
  readonly depth: number;
}

interface OpenSwitch {
  readonly node: number;
  readonly cases: (Case | undefined)[];
  readonly depth: number;
}

interface Place {
  readonly node: number;
  readonly scopes: readonly Scope[];
}

interface Jump {
  readonly label: string;
  readonly edges: readonly Edge[];
  readonly scopes: readonly Scope[];
}

class GraphBuilder extends ExpressionFlow {
  private readonly around: Around[] = [];
  private readonly switches: OpenSwitch[] = [];
  private readonly labels = new Map<string, Place>();
  private readonly jumps: Jump[] = [];

  build(body: Statement, end: number): Graph | undefined {
    this.add({ kind: "start" });
    this.statement(body);
    this.add({ kind: "return", at: { start: end - 1, end } });
    this.current = [];
    for (const jump of this.jumps) this.land(jump);
    if (this.overflown) return undefined;
    return { nodes: this.finished(), complete: this.complete };
  }

  protected statement(statement: Statement): void {
    if (this.overflown) return;
    switch (statement.kind) {
      case "block":
        this.inScope(() => {
          for (const inner of statement.statements) this.statement(inner);
        });
        return;
      case "expression":
        this.value(statement.expression);
        return;
      case "declaration":
        for (const declarator of statement.declarators) {
          const { initializer, name, start, end } = declarator;
          if (initializer) this.value(initializer);
          this.add({ kind: "declare", declarator });
          if (initializer) this.add({ kind: "assign", target: { kind: "name", name, start, end }, value: initializer });
          if (declarator.attributes.some((attribute) => attribute.startsWith("__free")))
            this.scopes.push({ kind: "cleanup", declarator });
        }
        return;
      case "if":
        this.branch(statement.condition, statement.then, statement.otherwise);
        return;
      case "loop":
        this.loop(statement);
        return;
      case "switch":
        this.openSwitch(statement.value, statement.body);
        return;
      case "case":
        this.caseLabel(statement);
        return;
      case "label": {
        const node = this.add({ kind: "join" }, true);
        if (this.labels.has(statement.name)) this.complete = false;
        this.labels.set(statement.name, { node, scopes: [...this.scopes] });
        return;
      }
      case "goto":
        if (statement.label === undefined) this.complete = false;
        else this.jumps.push({ label: statement.label, edges: this.current, scopes: [...this.scopes] });
        this.current = [];
        return;
      case "return":
        if (statement.value) this.value(statement.value);
        this.leaveTo(0);
        this.add(
          statement.value
            ? { kind: "return", value: statement.value, at: statement }
            : { kind: "return", at: statement },
        );
        this.current = [];
        return;
      case "break":
      case "continue":
        this.leaveLoop(statement.kind);
        return;
      case "guard":
        this.guard(statement);
        return;
      case "asm":
        this.add({ kind: "opaque", at: statement });
        return;
      case "broken":
        this.complete = false;
        return;
      case "empty":
        return;
    }
  }

  private branch(condition: Expression, then: Statement, otherwise: Statement | undefined): void {
    const { yes, no } = this.condition(condition);
    this.current = yes;
    if (otherwise) this.add({ kind: "skip", skipped: otherwise });
    this.statement(then);
    const afterThen = this.current;
    this.current = no;
    this.add({ kind: "skip", skipped: then });
    if (otherwise) this.statement(otherwise);
    this.current = [...afterThen, ...this.current];
  }

  private loop(statement: Extract<Statement, { kind: "loop" }>): void {
    const { form, init, condition, step, iterates, body } = statement;
    this.inScope(() => {
      if (init) this.statement(init);
      const breaks: Edge[] = [];
      const continues: Edge[] = [];
      const head = this.add({ kind: "join" }, true);
      let out: Edge[] = [];
      if (form !== "do" && condition) {
        const { yes, no } = this.condition(condition);
        out = no;
        this.current = yes;
      } else if (iterates) out = this.nextOf(iterates);
      this.around.push({ breaks, continues, depth: this.scopes.length });
      this.statement(body);
      this.around.pop();
      this.current.push(...continues);
      if (form === "do" && condition) {
        const { yes, no } = this.condition(condition);
        out = no;
        this.current = yes;
      }
      if (step) this.value(step);
      this.linkTo(head);
      this.current = out;
      this.add({ kind: "skip", skipped: body, isBody: true });
      const ended = this.current;
      this.current = breaks;
      if (breaks.length > 0) this.add({ kind: "skip", skipped: body, isBody: true, broken: true });
      this.current.push(...ended);
    });
  }

  /** One round of an iteration macro, which writes its plain arguments; returns the way past the last. */
  private nextOf(iterates: Call): Edge[] {
    this.arguments(iterates);
    for (const arg of iterates.args) if (arg.kind === "name") this.add({ kind: "assign", target: arg });
    const node = this.add({ kind: "branch", condition: iterates });
    this.current = [edgeOf(node, 0)];
    return [edgeOf(node, 1)];
  }

  private openSwitch(value: Expression, body: Statement): void {
    this.value(value);
    const cases: (Case | undefined)[] = [];
    const node = this.add({ kind: "switch", value, cases });
    const breaks: Edge[] = [];
    this.current = [];
    this.switches.push({ node, cases, depth: this.scopes.length });
    this.around.push({ breaks, continues: undefined, depth: this.scopes.length });
    this.statement(body);
    this.around.pop();
    this.switches.pop();
    if (!cases.some((label) => label && !label.value)) {
      const past = this.current;
      cases.push(undefined);
      this.current = [edgeOf(node, cases.length - 1)];
      this.add({ kind: "skip", skipped: body, isBody: true });
      this.current.push(...past);
    }
    this.current.push(...breaks);
  }

  private caseLabel(label: Case): void {
    const open = this.switches.at(-1);
    if (!open) {
      this.complete = false;
      return;
    }
    open.cases.push(label);
    this.current.push(edgeOf(open.node, open.cases.length - 1));
    this.add({ kind: "join" });
  }

  private leaveLoop(kind: "break" | "continue"): void {
    const around = this.around.findLast(({ continues }) => kind === "break" || continues !== undefined);
    const into = kind === "break" ? around?.breaks : around?.continues;
    if (!around || !into) this.complete = false;
    else {
      this.leaveTo(around.depth);
      into.push(...this.current);
    }
    this.current = [];
  }

  private guard(guard: Extract<Statement, { kind: "guard" }>): void {
    for (const arg of guard.args) this.value(arg);
    if (guard.form === "guard") {
      this.add({ kind: "enter", guard });
      this.scopes.push({ kind: "leave", guard });
      return;
    }
    const { body } = guard;
    let skipped: Edge[] = [];
    if (guard.form === "scoped_cond_guard") {
      const node = this.add({ kind: "branch", condition: { kind: "other", start: guard.start, end: guard.start } });
      skipped = [edgeOf(node, 1)];
      this.current = [edgeOf(node, 0)];
    }
    this.inScope(() => {
      this.add({ kind: "enter", guard });
      this.scopes.push({ kind: "leave", guard });
      this.around.push({ breaks: skipped, continues: undefined, depth: this.scopes.length - 1 });
      if (body) this.statement(body);
      this.around.pop();
    });
    this.current.push(...skipped);
  }

  private land({ label, edges, scopes }: Jump): void {
    const place = this.labels.get(label);
    if (!place) {
      this.complete = false;
      return;
    }
    this.current = [...edges];
    for (const scope of [...scopes].reverse()) if (!place.scopes.includes(scope)) this.add(scope);
    this.linkTo(place.node);
  }
}
