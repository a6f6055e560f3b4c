import type { JSX } from "preact";
import type { LeafId } from "../../core/guide/graph.ts";
import { limitsOf } from "../../core/guide/limits.ts";
import type { KernelConfig } from "../../core/kernel/config.ts";

/** The limits of a leaf in this kernel, as label and number. */
export function LimitList({ leaf, config }: { leaf: LeafId; config: KernelConfig }): JSX.Element | null {
  const limits = limitsOf(leaf, config);
  if (limits.length === 0) return null;
  return (
    <table class="limits">
      <tbody>
        {limits.map(({ label, text }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
