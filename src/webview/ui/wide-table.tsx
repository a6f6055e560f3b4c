import type { ComponentChildren, JSX } from "preact";

/** A table that scrolls by itself, by keyboard too, where it is wider than the panel. */
export function WideTable({
  label,
  kind = "values",
  children,
}: {
  label: string;
  /** Classes of the table. */
  kind?: string;
  children: ComponentChildren;
}): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section class="scroll" aria-label={label} tabIndex={0}>
      <table class={kind}>{children}</table>
    </section>
  );
}
