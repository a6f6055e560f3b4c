import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { SlotPartKind } from "../../core/kernel/slot-parts.ts";
import { Hatch } from "../ui/hatch.tsx";
import { useWidth } from "../ui/measured-width.ts";
import { grouped } from "../ui/numbers.ts";
import type { LaidOutSlab } from "./laid-out.ts";
import { PART_NAMES } from "./part-names.ts";

const ROW = 18;
const GAP = 3;
const LEFT = 52;

/** A path for all parts of a kind, and one for the frames of the slots. */
interface SlabPaths {
  readonly parts: readonly { readonly kind: SlotPartKind; readonly d: string }[];
  readonly pointers: string;
  readonly frames: string;
  readonly tail: string;
}

/** The slab as memory: rows of equal length, every byte to scale. */
export function SlabPicture({ slab }: { slab: LaidOutSlab }): JSX.Element {
  const [element, width] = useWidth(900);
  const [object, point] = useState<number>();
  const { layout, slabBytes, pageSize, parts, freePointer } = slab;
  const { slotSize, objectsPerSlab, slabWaste } = layout;
  const rowBytes = rowBytesFor(slabBytes, width - LEFT);
  const rows = slabBytes / rowBytes;
  const scale = (width - LEFT - 1) / rowBytes;
  const paths = useMemo(() => pathsOf(slab, rowBytes, scale), [slab, rowBytes, scale]);
  const height = rows * (ROW + GAP) + 2;
  const onPointerMove = (event: PointerEvent & { currentTarget: Element }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / (ROW + GAP));
    const byte = row * rowBytes + (event.clientX - box.left - LEFT) / scale;
    const under = Math.floor(byte / slotSize);
    point(byte >= 0 && event.clientX - box.left >= LEFT && under < objectsPerSlab ? under : undefined);
  };
  const pages = slabBytes / pageSize;
  return (
    <section aria-labelledby="slab-title">
      <h2 id="slab-title">One slab, to scale</h2>
      <p class="help">
        {pages === 1 ? "One page" : `${pages} pages`}, {grouped(rowBytes)} bytes a row.{" "}
        {object === undefined
          ? "Point at an object to see its bytes."
          : `Object ${object + 1} of ${objectsPerSlab}: bytes ${grouped(object * slotSize)} to ${grouped((object + 1) * slotSize - 1)}.`}
      </p>
      <div class="picture" ref={element}>
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={`${objectsPerSlab} slots of ${slotSize} bytes, then ${slabWaste} unused bytes`}
          onPointerMove={onPointerMove}
          onPointerLeave={() => point(undefined)}
        >
          <Hatch />
          <path class="part tail" d={paths.tail} />
          {paths.parts.map(({ kind, d }) => (
            <path key={kind} class={`part ${kind}`} d={d} />
          ))}
          <path class="part free-pointer" d={paths.pointers} />
          <path class="frame" d={paths.frames} />
          {object !== undefined && (
            <path class="pointed" d={stretch(object * slotSize, (object + 1) * slotSize, rowBytes, scale)} />
          )}
          {Array.from({ length: rows }, (_, row) => (
            <text key={row} x={LEFT - 6} y={row * (ROW + GAP) + 13} text-anchor="end">
              {(row * rowBytes) % pageSize === 0 ? `page ${(row * rowBytes) / pageSize}` : ""}
            </text>
          ))}
        </svg>
      </div>
      <ul class="legend" aria-label="Legend">
        {[...new Set(parts.map(({ kind }) => kind))].map((kind) => (
          <Key key={kind} kind={kind} name={PART_NAMES[kind].name} />
        ))}
        {freePointer !== undefined && <Key kind="free-pointer" name="free pointer, in a free object" />}
        {slabWaste > 0 && <Key kind="tail" name="unused tail" />}
      </ul>
    </section>
  );
}

function Key({ kind, name }: { kind: string; name: string }): JSX.Element {
  return (
    <li>
      <svg width="16" height="12" aria-hidden="true">
        <rect class={`part ${kind}`} x="0.5" y="0.5" width="15" height="11" />
      </svg>{" "}
      {name}
    </li>
  );
}

/** So many bytes that the rows fill the width at a scale at which slots can be told apart, in 8 to 64 rows. */
function rowBytesFor(slabBytes: number, width: number): number {
  const rows = width < 420 ? 32 : 16;
  return Math.max(slabBytes / rows, 64);
}

function pathsOf(slab: LaidOutSlab, rowBytes: number, scale: number): SlabPaths {
  const { layout, parts, freePointer, wordSize, slabBytes } = slab;
  const { slotSize, objectsPerSlab } = layout;
  const slots = Array.from({ length: objectsPerSlab }, (_, index) => index * slotSize);
  const all = (offset: number, bytes: number) =>
    slots.map((start) => stretch(start + offset, start + offset + bytes, rowBytes, scale)).join("");
  return {
    parts: parts.map(({ kind, offset, bytes }) => ({ kind, d: all(offset, bytes) })),
    pointers: freePointer === undefined ? "" : all(freePointer, wordSize),
    // Frames closer than two pixels would be all that is seen.
    frames: slotSize * scale < 2 ? "" : all(0, slotSize),
    tail: stretch(objectsPerSlab * slotSize, slabBytes, rowBytes, scale),
  };
}

/** Bytes [from, to) of the slab as rectangles, one for each row that they touch. */
function stretch(from: number, to: number, rowBytes: number, scale: number): string {
  let path = "";
  for (let at = from; at < to; ) {
    const row = Math.floor(at / rowBytes);
    const end = Math.min(to, (row + 1) * rowBytes);
    const left = LEFT + (at - row * rowBytes) * scale;
    path += `M${left.toFixed(2)} ${row * (ROW + GAP) + 1}h${((end - at) * scale).toFixed(2)}v${ROW}H${left.toFixed(2)}z`;
    at = end;
  }
  return path;
}
