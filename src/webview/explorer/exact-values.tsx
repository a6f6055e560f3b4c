import type { JSX } from "preact";
import { grouped, percent } from "../ui/numbers.ts";
import { WideTable } from "../ui/wide-table.tsx";
import { type Better, betterNear, type Gets, getsOf } from "./curve.ts";
import type { DrawnCurve } from "./drawn-curves.ts";
import type { ExplorerState } from "./explorer-state.ts";
import { placedIn } from "./placed-in.ts";
import { Swatch } from "./waste-chart.tsx";

export interface ExactValuesProps {
  readonly curves: readonly DrawnCurve[];
  readonly own: ExplorerState;
  readonly setSize: (size: number) => void;
}

/** What the chosen size gets from each API, to the byte, and the sizes nearby that use their block better. */
export function ExactValues({ curves, own, setSize }: ExactValuesProps): JSX.Element {
  const { size, each } = own;
  return (
    <WideTable label="Exact values">
      <caption>
        What {grouped(size)} bytes get
        {each !== undefined &&
          `, which are ${grouped(Math.floor(size / each))} elements of ${grouped(each)} bytes${size % each === 0 ? "" : ` and ${size % each} bytes more`}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">API</th>
          <th scope="col">Given</th>
          <th scope="col">From</th>
          <th scope="col">Unused</th>
          <th scope="col">Of asked</th>
          <th scope="col">Of given</th>
          <th scope="col">Better sizes near it</th>
        </tr>
      </thead>
      <tbody>
        {curves.map((drawn) => (
          <tr key={drawn.key}>
            <th scope="row">
              <Swatch look={drawn.look} /> {drawn.api}
              {drawn.preset !== undefined && <small>{drawn.kernel}</small>}
            </th>
            <Cells gets={getsOf(drawn.api, size, drawn.config)} size={size} />
            <td>
              <BetterSizes better={betterNear(drawn.curve, size)} size={size} each={each} setSize={setSize} />
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

function Cells({ gets, size }: { gets: Gets; size: number }): JSX.Element {
  switch (gets.kind) {
    case "given": {
      const unused = gets.bytes - size;
      return (
        <>
          <td class="number">{grouped(gets.bytes)}</td>
          <td>{placedIn(gets.placement)}</td>
          <td class="number">{grouped(unused)}</td>
          <td class="number">{percent(unused, size)}</td>
          <td class="number">{percent(unused, gets.bytes)}</td>
        </>
      );
    }
    case "between":
      return (
        <td colSpan={5}>
          {grouped(gets.min)} or {grouped(gets.max)}: {gets.because}
        </td>
      );
    case "fails":
      return (
        <td colSpan={5} class="problem">
          Fails: {gets.why}
        </td>
      );
    case "unknown":
      return <td colSpan={5}>Not known: {gets.why}</td>;
  }
}

interface BetterSizesProps {
  readonly better: Better;
  readonly size: number;
  readonly each: number | undefined;
  readonly setSize: (size: number) => void;
}

function BetterSizes({ better: { smaller, fill }, size, each, setSize }: BetterSizesProps): JSX.Element {
  const elements = (bytes: number) => (each === undefined ? "" : `, ${grouped(Math.floor(bytes / each))} elements`);
  return (
    <span class="better">
      {smaller && (
        <button type="button" class="quiet" onClick={() => setSize(smaller.bytes)}>
          {grouped(smaller.bytes)}{" "}
          <small>
            −{grouped(size - smaller.bytes)} drops to {grouped(smaller.given)}
            {elements(smaller.bytes)}
          </small>
        </button>
      )}
      {fill && (
        <button type="button" class="quiet" onClick={() => setSize(fill.bytes)}>
          {grouped(fill.bytes)}{" "}
          <small>
            +{grouped(fill.bytes - size)} free of charge{elements(fill.bytes)}
          </small>
        </button>
      )}
      {!smaller && !fill && "–"}
    </span>
  );
}
