import type { JSX } from "preact";

/** A number with its name, and a few words on what it means. */
export function Fact({ name, value, about }: { name: string; value: string; about: string }): JSX.Element {
  return (
    <div class="fact">
      <span>{name}</span>
      <strong>{value}</strong>
      <small>{about}</small>
    </div>
  );
}
