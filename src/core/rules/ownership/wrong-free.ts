import { freeFunctionNamed } from "../../api/free-functions.ts";
import { freesOf } from "../../api/pairing.ts";
import type { Fault } from "../../flow/ownership/fault.ts";
import { formatVersion } from "../../kernel/version.ts";
import { fixOf } from "../edits.ts";
import type { Fix } from "../finding.ts";
import { evidenceAt, lineOf } from "../related.ts";
import type { FunctionRule, PlacedReport, RuleContext } from "../rule.ts";
import { faultsIn, OWNS } from "./faults.ts";

export const wrongFree: FunctionRule = {
  id: "wrong-free",
  sees: "function",
  ...OWNS,
  severity: "error",
  confidence: "high",
  summary: "Memory is freed with the function of another allocator",
  why:
    "Each allocator keeps its own books: kfree() of an area of vmalloc(), or of memory that the kernel frees with its " +
    "device, corrupts them or frees twice.",
  instead: "Use the function that belongs to the allocation.",
  knownLimits:
    "Memory is followed inside one function, up to where it is stored or handed to a function of another file.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  alsoFoundBy: ["Coccinelle api/kfree_mismatch, free/devm_free", "smatch check_free, check_freeing_devm"],
  examples: {
    bad: [
      `
void *p = vmalloc(n);
if (n) kfree(p);
//     ^^^^^^^^ \`p\` comes from vmalloc() in line 3, which vfree() frees, not kfree()
`,
      `
void *p = devm_kzalloc(dev, n, GFP_KERNEL);
if (n) kfree(p);
//     ^^^^^^^^ \`p\` comes from devm_kzalloc() in line 3: the kernel frees it with its device, kfree() frees it a second time
`,
    ],
    fixed: ["void *p = vmalloc(n);\nif (n) vfree(p);"],
    good: ["void *p = vmalloc(n);\nkvfree(p);", "void *p = kvmalloc(n, gfp);\nkvfree(p);"],
  },
  *check(view, context) {
    for (const fault of faultsIn(view, context, "wrong-free")) yield reportOf(fault, view.text, context);
  },
};

function reportOf(
  { place, taken, at }: Extract<Fault, { kind: "wrong-free" }>,
  text: string,
  { config }: RuleContext,
): PlacedReport {
  const { api, call } = taken;
  const [right = ""] = freesOf(api, formatVersion(config.version));
  const line = lineOf(call.start, text);
  const message = api.managed
    ? `\`${place}\` comes from ${api.name}() in line ${line}: the kernel frees it with its device, ${at.name}() frees it a second time`
    : `\`${place}\` comes from ${api.name}() in line ${line}, which ${right}() frees, not ${at.name}()`;
  return {
    message,
    span: { start: at.start, end: at.end },
    ...evidenceAt(call.start, `\`${place}\` is taken here`, text),
    ...(api.managed ? {} : rightFree(right, at)),
  };
}

/** Another name does where both functions take the pointer alone. */
function rightFree(name: string, at: Extract<Fault, { kind: "wrong-free" }>["at"]): { readonly fix?: Fix } {
  const isPlain = /^\w+\(\w+\)$/.test(freeFunctionNamed(name)?.signature ?? "") && at.args.length === 1;
  if (!isPlain) return {};
  const { start, end } = at.callee;
  return fixOf(`Free with ${name}()`, false, { start, end, text: name });
}
