import type { JSX } from "preact";

/** What is unused is hatched: it is told from colours alone nowhere. */
export function Hatch(): JSX.Element {
  return (
    <defs>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path class="hatch" d="M0 0V6" />
      </pattern>
    </defs>
  );
}
