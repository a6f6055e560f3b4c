import type { JSX } from "preact";
import type { Limit } from "../../core/guide/limits.ts";

/** The limits of a leaf in a kernel, as label and number. */
export function LimitList({ limits = [] }: { limits: readonly Limit[] | undefined }): JSX.Element | null {
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
