import type { StructLayout } from "../c/struct-layout.ts";
import type { CType } from "../c/types.ts";
import type { Assessment } from "./assessment.ts";
import type { FileAnalysis } from "./file-analysis.ts";

/** No call takes the sizes of more structs. */
const MOST = 3;

/** The structs whose sizes an allocation call's arguments take, as they are written: sizeof, struct_size and their like. */
export function sizedStructs({ call }: Assessment, file: FileAnalysis): StructLayout[] {
  const facts = file.at(call);
  const found = new Map<string, StructLayout>();
  for (const operand of call.args.flatMap(operandsIn)) {
    const isName = /^(?:(?:struct|union)\s+)?[A-Za-z_]\w*$/.test(operand);
    const key = /^[*&]|[-.[(]|^[a-z]\w*$/.test(operand) ? keyOf(facts.type(operand)) : undefined;
    const name = key ?? (isName ? operand.replace(/\s+/g, " ") : undefined);
    if (name === undefined || found.has(name) || found.size >= MOST) continue;
    const layout = file.structLayout(name);
    if (layout.kind === "struct" || key !== undefined) found.set(name, layout);
  }
  return [...found.values()];
}

/** `*p` of `sizeof(*p)`, `sizeof *p` and `struct_size(p, items, n)`. */
function operandsIn(argument: string): string[] {
  const operands: string[] = [];
  for (const match of argument.matchAll(/\b(sizeof|struct_size|struct_size_t)\s*(\()?/g)) {
    const from = match.index + match[0].length;
    if (match[2] === undefined) {
      operands.push(/^[*&\w.>-]+/.exec(argument.slice(from))?.[0] ?? "");
      continue;
    }
    const inside = firstArgument(argument.slice(from));
    operands.push(match[1] === "struct_size" ? `*(${inside})` : inside);
  }
  return operands.filter((operand) => operand !== "");
}

/** Text up to the first comma or closing parenthesis of its own level. */
function firstArgument(text: string): string {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "(" || c === "[") depth++;
    else if ((c === ")" || c === "]") && depth-- === 0) return text.slice(0, i).trim();
    else if (c === "," && depth === 0) return text.slice(0, i).trim();
  }
  return "";
}

function keyOf(type: CType | undefined): string | undefined {
  switch (type?.kind) {
    case "tag":
      return type.key;
    case "record":
      return type.record.key.startsWith("an unnamed ") ? undefined : type.record.key;
    case "array":
    case "aligned":
      return keyOf(type.of);
    default:
      return undefined;
  }
}
