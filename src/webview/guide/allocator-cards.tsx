import type { JSX } from "preact";
import { CARDS } from "../../core/guide/cards.ts";
import type { KernelFacts } from "../../core/guide/kernel-facts.ts";
import { DocLinks } from "./doc-links.tsx";
import { LimitList } from "./limit-list.tsx";

/** One card for each allocator. */
export function AllocatorCards({ facts }: { facts: KernelFacts | undefined }): JSX.Element {
  return (
    <div class="cards">
      {CARDS.map(({ id, title, purpose, pros, cons, links }) => (
        <article key={id} class="card" aria-labelledby={`card-${id}`}>
          <h2 id={`card-${id}`}>{title}</h2>
          <p class="when">{purpose}</p>
          <h3>For it</h3>
          <Points texts={pros} kind="pro" />
          <h3>Against it</h3>
          <Points texts={cons} kind="con" />
          <LimitList limits={facts?.limits[id]} />
          <DocLinks links={links} />
        </article>
      ))}
    </div>
  );
}

function Points({ texts, kind }: { texts: readonly string[]; kind: "pro" | "con" }): JSX.Element {
  return (
    <ul class={kind}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
