import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { LeafId } from "../../core/guide/graph.ts";
import { LEAVES } from "../../core/guide/leaves.ts";
import type { ApiUse, GuideAlternative, ListedFree } from "../../protocol/changes.ts";
import type { GuideCall } from "../../protocol/requests.ts";
import { grouped } from "../ui/numbers.ts";
import { WideTable } from "../ui/wide-table.tsx";
import { host } from "./host.ts";

/** The call's very size from each API that could serve it; one of them can be put in its place. */
export function Alternatives({ call, leaf }: { call: GuideCall; leaf: LeafId | undefined }): JSX.Element | null {
  const [chosen, choose] = useState<string>();
  const { alternatives } = call;
  const use = alternatives.find(({ api }) => api === chosen)?.use;
  if (alternatives.length === 0) return null;
  return (
    <section class="alternatives" aria-labelledby="alternatives-title">
      <h2 id="alternatives-title">This size from other APIs</h2>
      <WideTable label="This size from other APIs">
        <thead>
          <tr>
            <th scope="col">API</th>
            <th scope="col">Given</th>
            <th scope="col">Unused</th>
            <th scope="col">Freed with</th>
            <th scope="col">May sleep</th>
            <th scope="col">Contiguous</th>
            <th scope="col">Cleared</th>
          </tr>
        </thead>
        <tbody>
          {alternatives.map((one) => (
            <Row
              key={one.api}
              of={one}
              isAdvised={leaf !== undefined && LEAVES[leaf].apis.includes(one.api)}
              isChosen={one.api === chosen}
              choose={() => choose(one.api === chosen ? undefined : one.api)}
            />
          ))}
        </tbody>
      </WideTable>
      {chosen !== undefined && use && <Use api={chosen} use={use} />}
    </section>
  );
}

const CONTIGUOUS: Readonly<Record<GuideAlternative["contiguity"], string>> = {
  physical: "physically",
  virtual: "only its addresses",
  either: "not for certain",
};

interface RowProps {
  readonly of: GuideAlternative;
  /** The chart leads to it. */
  readonly isAdvised: boolean;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

function Row({ of, isAdvised, isChosen, choose }: RowProps): JSX.Element {
  const { api, isUsed, outcome, sleeps, isForbidden, contiguity, zeroes, freedWith, use } = of;
  return (
    <tr class={isUsed ? "used" : ""}>
      <th scope="row">
        <code>{api}()</code>
        {(isUsed || isAdvised) && <small>{isUsed ? "in use" : "advised by the chart"}</small>}
        {use && (
          <button
            type="button"
            class="quiet"
            aria-label={`Use this: ${api}()`}
            aria-expanded={isChosen}
            onClick={choose}
          >
            Use this
          </button>
        )}
      </th>
      <Numbers outcome={outcome} />
      <td>{freedWith === "" ? "the device" : <code>{freedWith}()</code>}</td>
      <td>{isForbidden ? "yes, not allowed here" : sleeps ? "yes" : "no"}</td>
      <td>{CONTIGUOUS[contiguity]}</td>
      <td>{zeroes ? "yes" : "no"}</td>
    </tr>
  );
}

function Numbers({ outcome }: Pick<GuideAlternative, "outcome">): JSX.Element {
  switch (outcome.kind) {
    case "given":
      return (
        <>
          <td>
            <span class="number">{grouped(outcome.bytes)} B</span>
            <small>{outcome.from}</small>
          </td>
          <td class="number">{grouped(outcome.unused)} B</td>
        </>
      );
    case "between":
      return (
        <td colSpan={2}>
          {grouped(outcome.min)} to {grouped(outcome.max)} B: {outcome.because}
        </td>
      );
    case "fails":
      return <td colSpan={2}>always fails: {outcome.why}</td>;
    case "unknown":
      return <td colSpan={2}>not known: {outcome.why}</td>;
  }
}

/** What using an API would change, before the editor shows the change itself. */
function Use({ api, use: { frees, cautions } }: { api: string; use: ApiUse }): JSX.Element {
  return (
    <div class="card use" role="status">
      {frees.length > 0 && (
        <>
          <h3>Frees of this memory</h3>
          <ul class="frees">
            {frees.map((free) => (
              <Free key={`${free.range.start.line}:${free.range.start.character}`} free={free} />
            ))}
          </ul>
        </>
      )}
      {cautions.map((text) => (
        <p key={text} class="advice">
          <bdi>{text}</bdi>
        </p>
      ))}
      <button type="button" class="primary" onClick={() => host.postMessage({ kind: "use", api })}>
        Preview the change to {api}()
      </button>
    </div>
  );
}

function Free({ free: { range, text, becomes, left } }: { free: ListedFree }): JSX.Element {
  return (
    <li>
      <button type="button" class="link" onClick={() => host.postMessage({ kind: "reveal", position: range.start })}>
        Line {range.start.line + 1}
      </button>{" "}
      <code>
        <bdi>{text}</bdi>
      </code>{" "}
      {becomes !== undefined ? (
        <>
          becomes{" "}
          <code>
            <bdi>{becomes}</bdi>
          </code>
        </>
      ) : left !== undefined ? (
        <strong>
          is for you to change: <bdi>{left}</bdi>
        </strong>
      ) : (
        "stays: it frees either"
      )}
    </li>
  );
}
