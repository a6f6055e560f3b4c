import type { Expression } from "../../c/tree/nodes.ts";
import { nodesOf } from "../../c/tree/walk.ts";
import type { KernelConfig } from "../../kernel/config.ts";
import { gfpMask, maySleep } from "../../kernel/gfp.ts";
import { fixOf } from "../edits.ts";
import type { Fix } from "../finding.ts";

/** Whether an expression is a mask that may sleep, written with the names of GFP flags alone. */
export function isSleepingMask(value: Expression, config: KernelConfig): boolean {
  if (value.kind === "conditional")
    return (
      value.whenTrue !== undefined && [value.whenTrue, value.whenFalse].every((one) => isSleepingMask(one, config))
    );
  const names = nodesOf(value).flatMap((node) => (node.kind === "name" ? [node.name] : []));
  const isPlain = nodesOf(value).every(
    (node) => node.kind === "name" || (node.kind === "binary" && node.operator === "|"),
  );
  const bits = isPlain && names.length > 0 ? gfpMask(names, config) : undefined;
  return bits !== undefined && maySleep(bits, config);
}

/** The mask that does not sleep in the place of a plain GFP_KERNEL. */
export function withoutSleep(mask: Expression | undefined): { readonly fix?: Fix } {
  if (mask?.kind !== "name" || mask.name !== "GFP_KERNEL") return {};
  const title = "Use GFP_NOWAIT, which does not sleep and fails sooner (GFP_ATOMIC may use the reserves)";
  return fixOf(title, false, { start: mask.start, end: mask.end, text: "GFP_NOWAIT" });
}
