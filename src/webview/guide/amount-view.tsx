import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { AmountCell } from "../../core/guide/amount-table.ts";
import { bytesText } from "../../core/guide/bytes-text.ts";
import type { KernelFacts } from "../../core/guide/kernel-facts.ts";
import { LEAVES } from "../../core/guide/leaves.ts";
import { WideTable } from "../ui/wide-table.tsx";
import { LeafCard } from "./leaf-card.tsx";

/** The second view: the graph walked for each amount and type; a cell shows its leaf below the table. */
export function AmountView({ facts }: { facts: KernelFacts | undefined }): JSX.Element {
  const [chosen, choose] = useState<AmountCell>();
  if (!facts) return <p class="help">The table is computed once the kernel profile is known.</p>;
  const { columns, rows } = facts.amounts;
  return (
    <>
      <p class="help about">
        Which API for which amount of which type; a number is what the largest amount of its row takes.
      </p>
      <WideTable label="Amount and type" kind="amounts">
        <thead>
          <tr>
            <th scope="col">Amount</th>
            {columns.map(({ id, title, about }) => (
              <th key={id} scope="col">
                {title}
                <small>{about}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, about, bytes, cells }) => (
            <tr key={bytes}>
              <th scope="row">
                {title}
                <small>{about}</small>
              </th>
              {cells.map((cell) => (
                <td key={cell.column} class={cell.fails === undefined ? "" : "fails"}>
                  <CellButton cell={cell} isChosen={chosen === cell} choose={() => choose(cell)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
      {chosen && <LeafCard id={chosen.leaf} advice={chosen.advice} facts={facts} />}
    </>
  );
}

function CellButton(props: { cell: AmountCell; isChosen: boolean; choose: () => void }): JSX.Element {
  const { cell, isChosen, choose } = props;
  return (
    <button type="button" aria-pressed={isChosen} onClick={choose}>
      {LEAVES[cell.leaf].label}
      {cell.note !== undefined && <small>{cell.note}</small>}
      {cell.bytesAlloc !== undefined && <small>takes {bytesText(cell.bytesAlloc)}</small>}
      {cell.fails !== undefined && <small>too large: {cell.fails}</small>}
    </button>
  );
}
