import type { JSX } from "preact";
import type { KernelConfig } from "../../core/kernel/config.ts";
import type { ShownReorder, ShownStruct } from "../../protocol/read-struct.ts";
import { host } from "../ui/host.ts";
import { grouped } from "../ui/numbers.ts";
import { StructFacts } from "./struct-facts.tsx";
import { StructPicture } from "./struct-picture.tsx";

export interface ReorderedStructProps {
  readonly now: Extract<ShownStruct, { kind: "struct" }>;
  readonly reorder: ShownReorder | undefined;
  readonly config: KernelConfig;
}

/** The order of the members that takes a smaller size class, and the way to it; or why there is none. */
export function ReorderedStruct({ now, reorder, config }: ReorderedStructProps): JSX.Element | null {
  if (!reorder) return null;
  if (reorder.kind === "none")
    return (
      <p class="help">
        No order for a smaller class: <bdi>{reorder.why}</bdi>.
      </p>
    );
  const { struct, moved, cautions } = reorder;
  return (
    <section class="reorder" aria-labelledby="reorder-title">
      <h2 id="reorder-title">In a smaller order</h2>
      <p>
        {grouped(now.bytes - struct.bytes)} bytes less, once{" "}
        {moved.map((name, index) => (
          <span key={name}>
            {index === 0 ? "" : index === moved.length - 1 ? " and " : ", "}
            <code>
              <bdi>{name}</bdi>
            </code>
          </span>
        ))}{" "}
        {moved.length === 1 ? "is" : "are"} elsewhere:
      </p>
      <StructFacts struct={struct} config={config} />
      <StructPicture struct={struct} title="Its cache lines" />
      {cautions.length > 0 && (
        <ul class="cautions" aria-label="To keep in mind">
          {cautions.map((text) => (
            <li key={text}>
              <bdi>{text}</bdi>
            </li>
          ))}
        </ul>
      )}
      <button type="button" class="primary" onClick={() => host.postMessage({ kind: "reorder" })}>
        Preview the change
      </button>
    </section>
  );
}
