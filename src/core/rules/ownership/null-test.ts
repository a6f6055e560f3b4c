import type { Statement } from "../../c/tree/nodes.ts";
import type { Fault } from "../../flow/ownership/fault.ts";
import { fixOf, isFragile } from "../edits.ts";
import type { Fix } from "../finding.ts";
import type { RuleFunction } from "../rule.ts";
import { type Site, sitesOf } from "../sites.ts";

/** A test behind the statement that allocates, which leaves as the function does when it fails further on. */
export function nullTest(
  { place, taken, at }: Extract<Fault, { kind: "unchecked" }>,
  { view, text, tree }: RuleFunction,
): { readonly fix?: Fix } {
  const sites = sitesOf(tree, text, view.assessments);
  const site = sites.find(({ call }) => call.start === taken.call.start);
  if (!site?.alone || site.target !== place) return {};
  const { statement } = site;
  const last = lastDeclaration(site);
  const end = last.end;
  const indent = text.slice(text.lastIndexOf("\n", statement.start) + 1, statement.start);
  if (indent.trim() !== "" || at.start < end || isFragile(text, { start: statement.end, end })) return {};
  if (sites.some(({ call }) => statement.end < call.start && call.start < end)) return {};
  const behind = text.slice(end, tree.end);
  const surroundings = {
    place,
    before: text.slice(tree.body.start, statement.start),
    behind,
    type: typeGiven(text.slice(tree.start, tree.body.start)),
    freedLater: sites.some((other) => other.call.end < taken.call.start && isFreed(other, behind)),
  };
  const way = leavesByJump(surroundings) ? jumpOut(surroundings) : returnOut(surroundings);
  if (way.length === 0) return {};
  const blank = statement.kind === "declaration" ? "\n" : "";
  const [open, close] = way.length > 1 ? [" {", `\n${indent}}`] : ["", ""];
  const lines = way.map((line) => `\n${indent}\t${line}`).join("");
  return fixOf(`Test \`${place}\``, false, {
    start: end,
    end,
    text: `${blank}\n${indent}if (!${place})${open}${lines}${close}`,
  });
}

interface Surroundings {
  readonly place: string;
  /** The function's body in front of the allocation, and behind the place of the test. */
  readonly before: string;
  readonly behind: string;
  /** What the function returns. */
  readonly type: string | undefined;
  /** Memory that was taken earlier is freed further on: a plain return would lose it. */
  readonly freedLater: boolean;
}

/** Kernel code has no statements between declarations. */
function lastDeclaration({ statement, following }: Site): Statement {
  if (statement.kind !== "declaration") return statement;
  const first = following.findIndex(({ kind }) => kind !== "declaration");
  return [statement, ...following.slice(0, first < 0 ? undefined : first)].at(-1) ?? statement;
}

function isFreed({ assessment, target }: Site, behind: string): boolean {
  if (target === undefined) return false;
  return assessment.api.frees.some((free) => callsWith(free, target).test(behind));
}

function callsWith(name: string, argument: string): RegExp {
  return new RegExp(`\\b${name}\\([^;]*${argument.replace(/[^\w]/g, "\\$&")}`);
}

/** Whether what is held in front of the allocation is let go in what follows: leaving in between would keep it. */
function unlocks(before: string, following: string): boolean {
  return /(?<!un)lock\w*\s*\(/.test(before) && /unlock\w*\s*\(/.test(following);
}

/** The type that a function's head names, without its storage class: `int`, `struct foo *`. */
function typeGiven(head: string): string | undefined {
  const found = /^(?:static\s+)?(?:inline\s+)?(?:__\w+\s+)*((?:const\s+)?(?:struct\s+)?\w+[\s*]+)\w+\s*\(/.exec(head);
  return found?.[1]?.trim();
}

/** Whether the next failure behind the allocation jumps to a label; a function with no other failure returns. */
function leavesByJump({ before, behind }: Surroundings): boolean {
  const next = /\bgoto\b|\breturn (?:-E[A-Z]+|ERR_PTR\(-E[A-Z]+\)|NULL|false);/.exec(behind);
  return next ? next[0] === "goto" : /\bgoto\b/.test(before);
}

/** The jump that the next failure behind the allocation makes, with the error in the variable that is returned there. */
function jumpOut({ place, before, behind, type }: Surroundings): readonly string[] {
  const jumps = /\bgoto (\w+);/.exec(behind);
  const label = jumps?.[1];
  const ladder = label === undefined ? "" : (behind.split(new RegExp(`^\\s*${label}:`, "m"))[1] ?? "");
  const used = new RegExp(`(?<![\\w>.])${place.replace(/[.]/g, "\\.")}(?:->|\\[)|[*]${place}\\b`);
  const returned = /\breturn\b\s*([^;]*);/.exec(ladder)?.[1];
  if (label === undefined || returned === undefined || used.test(ladder)) return [];
  if (unlocks(before, behind.slice(0, jumps?.index))) return [];
  const jump = `goto ${label};`;
  // What is returned there is this very pointer, or says already that the function failed.
  if (["", "NULL", "false", place].includes(returned)) return [jump];
  const asPointer = /^ERR_PTR\(([a-z]\w*)\)$/.exec(returned)?.[1];
  const error = asPointer ?? (isErrno(type) ? /^[a-z]\w*$/.exec(returned)?.[0] : undefined);
  return error === undefined ? [] : [`${error} = -ENOMEM;`, jump];
}

/** Types in which functions give a negative error number back. */
function isErrno(type: string | undefined): boolean {
  return type === "int" || type === "ssize_t" || type === "long";
}

/** The return of a function that says by it that it failed, where nothing has to be undone first. */
function returnOut({ before, behind, type, freedLater }: Surroundings): readonly string[] {
  if (type === undefined || freedLater || unlocks(before, behind)) return [];
  const body = before + behind;
  if (type.includes("*")) {
    if (/\breturn ERR_PTR\(/.test(body)) return ["return ERR_PTR(-ENOMEM);"];
    return /\breturn NULL;/.test(body) ? ["return NULL;"] : [];
  }
  if (isErrno(type)) return ["return -ENOMEM;"];
  switch (type) {
    case "void":
      return ["return;"];
    case "bool":
      return /\breturn false;/.test(body) ? ["return false;"] : [];
    default:
      return [];
  }
}
