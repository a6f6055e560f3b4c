import type { JSX, RefObject } from "preact";
import { useState } from "preact/hooks";
import { type LeafId, MODIFIERS } from "../../core/guide/graph.ts";
import type { KernelFacts } from "../../core/guide/kernel-facts.ts";
import { LEAVES } from "../../core/guide/leaves.ts";
import { apisOf, sampleOf } from "../../core/guide/samples.ts";
import { parseVersion } from "../../core/kernel/version.ts";
import { DocLinks } from "./doc-links.tsx";
import { host } from "./host.ts";
import { LimitList } from "./limit-list.tsx";

export interface LeafCardProps {
  readonly id: LeafId;
  readonly advice?: readonly string[];
  readonly facts: KernelFacts | undefined;
  readonly heading?: RefObject<HTMLHeadingElement | null>;
}

/** What the graph recommends: how it is called and freed, and how far it goes in this kernel. */
export function LeafCard({ id, advice = [], facts, heading }: LeafCardProps): JSX.Element {
  const leaf = LEAVES[id];
  const version = facts && parseVersion(facts.version);
  const sample = sampleOf(id, version);
  return (
    <section class="card leaf" aria-labelledby={`leaf-${id}`}>
      <h2 id={`leaf-${id}`} ref={heading ?? null} tabIndex={-1}>
        {leaf.label}
      </h2>
      <p class="when">{leaf.when}.</p>
      {advice.map((text) => (
        <p key={text} class="advice">
          {text}
        </p>
      ))}
      <pre class="sample">
        <code>{sample}</code>
      </pre>
      <div class="actions">
        <button type="button" class="primary" onClick={() => host.postMessage({ kind: "insert", text: sample })}>
          Insert at cursor
        </button>
        <CopyButton key={sample} text={sample} />
      </div>
      <dl>
        <dt>Freed by</dt>
        <dd>{leaf.free}</dd>
        <dt>Limits</dt>
        <dd>
          {leaf.limits}
          <LimitList limits={facts?.limits[id]} />
        </dd>
        {leaf.modifiers.length > 0 && (
          <>
            <dt>Variants</dt>
            <dd>
              <ul>
                {leaf.modifiers.map((modifier) => (
                  <li key={modifier}>
                    <em>{MODIFIERS[modifier].when}:</em> {MODIFIERS[modifier].advice}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        <dt>Calls</dt>
        <dd>
          {apisOf(id, version).map((api) => (
            <code key={api} class="api">
              {api}()
            </code>
          ))}
        </dd>
        <dt>Documentation</dt>
        <dd>
          <DocLinks links={leaf.links} />
        </dd>
      </dl>
    </section>
  );
}

function CopyButton({ text }: { text: string }): JSX.Element {
  const [done, setDone] = useState("");
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setDone("Copied"),
      () => setDone("The clipboard is not available"),
    );
  return (
    <>
      <button type="button" onClick={copy}>
        Copy
      </button>
      <span class="done" role="status">
        {done}
      </span>
    </>
  );
}
