import type { JSX } from "preact";
import type { SlotPart } from "../../core/kernel/slot-parts.ts";
import { Hatch } from "../ui/hatch.tsx";
import { useWidth } from "../ui/measured-width.ts";
import { grouped } from "../ui/numbers.ts";
import { WideTable } from "../ui/wide-table.tsx";
import type { LaidOutSlab } from "./laid-out.ts";
import { PART_NAMES } from "./part-names.ts";

const HEIGHT = 34;

/** No part is drawn narrower: a word beside a large object would not be seen. */
const NARROWEST = 9;

/** One slot, magnified, and its parts as a table. */
export function SlotPicture({ slab }: { slab: LaidOutSlab }): JSX.Element {
  const [element, width] = useWidth(900);
  const { parts, freePointer, wordSize, layout } = slab;
  const boxes = boxesOf(parts, width - 2);
  const object = boxes.find(({ part }) => part.kind === "object");
  const pointer =
    object && freePointer !== undefined
      ? object.left + ((freePointer - object.part.offset) / object.part.bytes) * object.width
      : undefined;
  return (
    <section aria-labelledby="slot-title">
      <h2 id="slot-title">One slot</h2>
      <div class="picture" ref={element}>
        <svg width={width} height={HEIGHT + 2} aria-hidden="true">
          <Hatch />
          {boxes.map(({ part, left, width: wide }) => (
            <g key={part.kind}>
              <rect class={`part ${part.kind} framed`} x={left + 1} y="1" width={wide} height={HEIGHT} />
              {wide > 86 && (
                <text class="inside" x={left + 11} y={HEIGHT / 2 + 5}>
                  {PART_NAMES[part.kind].name}
                </text>
              )}
            </g>
          ))}
          {pointer !== undefined && object && (
            <rect
              class="part free-pointer framed"
              x={pointer + 1}
              y="5"
              width={Math.max((wordSize / object.part.bytes) * object.width, 3)}
              height={HEIGHT - 8}
            />
          )}
        </svg>
      </div>
      <WideTable label="Parts of a slot">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">From</th>
            <th scope="col">Bytes</th>
            <th scope="col">What for</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ kind, offset, bytes }) => (
            <tr key={kind}>
              <th scope="row">{PART_NAMES[kind].name}</th>
              <td class="number">{grouped(offset)}</td>
              <td class="number">{grouped(bytes)}</td>
              <td>{PART_NAMES[kind].why}</td>
            </tr>
          ))}
          {freePointer !== undefined && (
            <tr>
              <th scope="row">free pointer</th>
              <td class="number">{grouped(freePointer)}</td>
              <td class="number">{wordSize}</td>
              <td>over the object, only while that is free: it costs nothing</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">together</th>
            <td />
            <td class="number">{grouped(layout.slotSize)}</td>
            <td>what one object costs, the slab's tail aside</td>
          </tr>
        </tfoot>
      </WideTable>
    </section>
  );
}

interface Box {
  readonly part: SlotPart;
  readonly left: number;
  readonly width: number;
}

/** Widths in proportion, once every part has its least. */
function boxesOf(parts: readonly SlotPart[], width: number): readonly Box[] {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const spare = Math.max(width - parts.length * NARROWEST, 0);
  let left = 0;
  return parts.map((part) => {
    const box = { part, left, width: NARROWEST + (part.bytes / bytes) * spare };
    left += box.width;
    return box;
  });
}
