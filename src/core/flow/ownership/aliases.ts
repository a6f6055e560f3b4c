import type { Expression, FunctionTree } from "../../c/tree/nodes.ts";
import { type Node, nodesOf } from "../../c/tree/walk.ts";
import { valueTested } from "./asking.ts";
import { isNull, mayHandOn, placeOf, plainValue } from "./places.ts";

/** Local variables through which a function reaches memory that another one holds. */
export interface Aliases {
  /** Pointers that it was assigned to, or an address in it. */
  readonly pointers: ReadonlySet<string>;
  /** Of these, pointers that never hold anything else but NULL. */
  readonly same: ReadonlySet<string>;
  /** Structs and arrays with an element that holds it: whoever is given one has it too. */
  readonly holders: ReadonlySet<string>;
  /** The last names of other places that it is stored in, and the variables that decide which those are. */
  readonly stores: ReadonlySet<string>;
}

type Reaching = Pick<Aliases, "pointers" | "holders">;

export const NO_ALIASES: Aliases = { pointers: new Set(), same: new Set(), holders: new Set(), stores: new Set() };

/** They store their second argument in the first. */
export const STORES = /^(?:rcu_assign_pointer|RCU_INIT_POINTER|WRITE_ONCE)$/;

/** They keep a pointer in an object for its driver: nobody else frees it. */
export const SETS_DATA = /_set_(?:drv|client|intf|adap|serial|serial_port|subdev|host)_?data$/;

/** A variable that is given something, by itself or in an element; undefined where it is not seen what. */
interface Given {
  readonly name: string;
  readonly isWhole: boolean;
  readonly value: Expression | undefined;
}

interface Stored {
  readonly last: string;
  readonly isVariable: boolean;
  /** Variables that decide which place it is. */
  readonly indexes: readonly string[];
  readonly value: Expression;
}

/** Types that are no pointer and hold none. */
const NUMBER = /^(?:const |unsigned |signed )*(?:int|short|char|bool|[us](?:8|16|32)|__[lb]e(?:16|32)|size_t|ssize_t)$/;

/** Variables that have it from each other are looked for so far. */
const LONGEST_CHAIN = 4;

/** What a function gives its local variables. */
export class LocalValues {
  private readonly given: Given[] = [];
  private readonly stored: Stored[] = [];
  private readonly aggregates = new Set<string>();
  private readonly pointers = new Set<string>();
  private readonly numbers = new Set<string>();
  /** Whether NULL or false says that a function failed, by the type of the variable that has its answer. */
  private readonly byZero = new Map<string, boolean>();

  constructor({ parameters }: FunctionTree, nodes: readonly Node[], blurred: ReadonlySet<string>) {
    for (const { name, type } of parameters) {
      this.byZero.set(name, /[*]|\bbool\b/.test(type));
      if (type.includes("*") && !blurred.has(name)) this.pointers.add(name);
    }
    for (const node of nodes) {
      if (node.kind !== "declaration" || /\b(?:static|extern)\b/.test(node.type)) continue;
      for (const { name, pointers, isArray, attributes } of node.declarators) {
        this.byZero.set(name, pointers > 0 || /\bbool\b/.test(node.type));
        if (attributes.length > 0) continue;
        if (isArray || (pointers === 0 && /\b(?:struct|union)\b/.test(node.type))) this.aggregates.add(name);
        else if (pointers > 0 && !blurred.has(name)) this.pointers.add(name);
        else if (pointers === 0 && NUMBER.test(node.type)) this.numbers.add(name);
      }
    }
    for (const node of nodes) {
      const stored = storedBy(node);
      if (stored) this.stored.push(stored);
      for (const given of givenBy(node))
        if (this.pointers.has(given.name) || this.aggregates.has(given.name)) this.given.push(given);
    }
  }

  isNumber(name: string): boolean {
    return this.numbers.has(name);
  }

  /** Whether a failed call says so by NULL or false in this variable; undefined where it is none. */
  saysByZero(answer: Expression): boolean | undefined {
    const tested = plainTarget(answer);
    return tested === undefined ? undefined : this.byZero.get(tested);
  }

  aliasesOf(place: string, isPlain: (member: string) => boolean): Aliases {
    const pointers = new Set<string>();
    const holders = new Set<string>();
    const reaches = (value: Expression, by: Reaching) => leadsToMemory(value, place, by, isPlain);
    for (let round = 0; round < LONGEST_CHAIN; round++) {
      const before = pointers.size + holders.size;
      for (const { name, isWhole, value } of this.given) {
        if (name === place || !value || !reaches(value, { pointers, holders })) continue;
        if (this.aggregates.has(name)) holders.add(name);
        else if (isWhole) pointers.add(name);
      }
      if (pointers.size + holders.size === before) break;
    }
    const stores = new Set<string>();
    for (const { last, isVariable, indexes, value } of this.stored) {
      if ((isVariable && (pointers.has(last) || last === place)) || !reaches(value, { pointers, holders })) continue;
      for (const name of [last, ...indexes]) stores.add(name);
    }
    if (pointers.size + holders.size + stores.size === 0) return NO_ALIASES;
    return { pointers, same: this.alwaysAmong(pointers, reaches), holders, stores };
  }

  private alwaysAmong(
    pointers: ReadonlySet<string>,
    reaches: (value: Expression, by: Reaching) => boolean,
  ): Set<string> {
    const same = new Set(pointers);
    for (let before = -1; before !== same.size; ) {
      before = same.size;
      for (const { name, isWhole, value } of this.given) {
        const isSame = value && (isNull(value) || reaches(value, { pointers: same, holders: new Set() }));
        if (isWhole && !isSame) same.delete(name);
      }
    }
    return same;
  }
}

/** Whether an expression hands on memory by its place or one of its aliases; the distance of two of them is a number. */
export function leadsToMemory(
  expression: Expression,
  place: string,
  by: Reaching,
  isPlain: (member: string) => boolean,
): boolean {
  const leads = (value: Expression) => mayHandOn(value, place, isPlain) || handsOnAlias(value, by, isPlain);
  if (!leads(expression)) return false;
  const value = plainValue(expression);
  return value.kind !== "binary" || value.operator !== "-" || !leads(value.left) || !leads(value.right);
}

/** Whether an expression hands on memory by one of its aliases. */
export function handsOnAlias(
  expression: Expression,
  { pointers, holders }: Reaching,
  isAssigned: (member: string) => boolean,
): boolean {
  for (const pointer of pointers) if (mayHandOn(expression, pointer, isAssigned)) return true;
  return holders.size > 0 && leadsTo(expression, holders);
}

/** Whether an expression is one of these variables, an address in it, or a part of it. */
function leadsTo(expression: Expression, names: ReadonlySet<string>): boolean {
  switch (expression.kind) {
    case "name":
      return names.has(expression.name);
    case "cast":
    case "unary":
      return leadsTo(expression.operand, names);
    case "member":
    case "index":
      return leadsTo(expression.object, names);
    case "binary":
      return leadsTo(expression.left, names) || leadsTo(expression.right, names);
    case "conditional":
      return (
        (expression.whenTrue !== undefined && leadsTo(expression.whenTrue, names)) ||
        leadsTo(expression.whenFalse, names)
      );
    case "comma":
      return leadsTo(expression.right, names);
    case "assign":
      return leadsTo(expression.value, names);
    case "list":
      return expression.elements.some((element) => leadsTo(element, names));
    case "statements":
      return nodesOf(expression).some((node) => node.kind === "name" && names.has(node.name));
    default:
      return false;
  }
}

function plainTarget(answer: Expression): string | undefined {
  const tested = valueTested(answer);
  return tested.kind === "name" ? tested.name : undefined;
}

function storedBy(node: Node): Stored | undefined {
  if (node.kind !== "assign" && node.kind !== "call") return undefined;
  if (node.kind === "call" && !STORES.test(node.name) && !SETS_DATA.test(node.name)) return undefined;
  const [target, value] = node.kind === "assign" ? [node.target, node.value] : node.args;
  const last = target && lastNameOf(target);
  if (!value || !target || last === undefined) return undefined;
  return { last, isVariable: target.kind === "name", indexes: indexesOf(target), value };
}

function indexesOf(target: Expression): readonly string[] {
  if (target.kind === "name") return [];
  return nodesOf(target).flatMap((node) =>
    node.kind === "index" ? nodesOf(node.index).flatMap((one) => (one.kind === "name" ? [one.name] : [])) : [],
  );
}

function lastNameOf(target: Expression): string | undefined {
  switch (target.kind) {
    case "name":
      return target.name;
    case "member":
      return target.member;
    case "index":
      return lastNameOf(target.object);
    case "unary":
    case "cast":
      return lastNameOf(target.operand);
    default:
      return undefined;
  }
}

const NONE: readonly Given[] = [];

function givenBy(node: Node): readonly Given[] {
  if (node.kind === "declaration")
    return node.declarators.flatMap(({ name, initializer }) =>
      initializer ? [{ name, isWhole: true, value: initializer }] : [],
    );
  if (node.kind === "loop")
    return (node.iterates?.args ?? []).flatMap((arg) =>
      arg.kind === "name" ? [{ name: arg.name, isWhole: true, value: undefined }] : [],
    );
  if (node.kind !== "assign") return NONE;
  const name = variableOf(node.target);
  // `p += 4` leads on inside of what it points at.
  if (name === undefined || node.operator !== "=") return NONE;
  return [{ name, isWhole: node.target.kind === "name", value: node.value }];
}

/** The variable that an assignment writes to, as a whole or one of its elements. */
function variableOf(target: Expression): string | undefined {
  switch (target.kind) {
    case "name":
      return target.name;
    case "index":
      return variableOf(target.object);
    case "member":
      return target.arrow ? undefined : variableOf(target.object);
    default:
      return placeOf(target);
  }
}

/** The names by which a step may have to do with the memory, beside that of its place. */
export function namesOf({ pointers, holders, stores }: Aliases): readonly string[] {
  return [...pointers, ...holders, ...stores];
}
