import type { JSX } from "preact";
import type { ShownMember, ShownStruct } from "../../protocol/read-struct.ts";
import { Hatch } from "../ui/hatch.tsx";
import { useWidth } from "../ui/measured-width.ts";

type Struct = Extract<ShownStruct, { kind: "struct" }>;

const ROW = 26;
const GAP = 3;
const LEFT = 46;

/** More cache lines than this are not drawn: an array of a member fills them. */
const MOST_ROWS = 64;

/** Each row is a cache line, every byte to scale. */
export function StructPicture({ struct, title }: { struct: Struct; title: string }): JSX.Element | null {
  const [element, width] = useWidth(900);
  const { bytes, cacheLine, members, holes, padding, isUnion, name } = struct;
  const rows = Math.min(Math.ceil(bytes / cacheLine), MOST_ROWS);
  const scale = (width - LEFT - 1) / cacheLine;
  const outer = isUnion ? [] : members.filter(({ depth }) => depth === 0);
  const empty = [...holes, ...(padding > 0 ? [{ offset: bytes - padding, bytes: padding, bits: 0 }] : [])];
  if (isUnion) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <div class="picture" ref={element}>
        <svg
          width={width}
          height={rows * (ROW + GAP)}
          role="img"
          aria-label={`${name}: ${outer.length} members, ${empty.length} holes; the table below lists them`}
        >
          <Hatch />
          {outer.flatMap((member, index) =>
            pieces(member, cacheLine, rows).map((piece, at) => (
              <Piece
                key={`${member.offset} ${index} ${piece.row}`}
                piece={piece}
                scale={scale}
                kind={`member look-fill-${index % 2}`}
                label={at === 0 ? labelOf(member) : ""}
              />
            )),
          )}
          {empty.flatMap((hole) =>
            pieces(hole, cacheLine, rows).map((piece) => (
              <Piece key={`hole ${hole.offset} ${piece.row}`} piece={piece} scale={scale} kind="hole" label="" />
            )),
          )}
          {Array.from({ length: rows }, (_, row) => (
            <text key={row} x={LEFT - 6} y={row * (ROW + GAP) + 17} text-anchor="end">
              {row * cacheLine}
            </text>
          ))}
        </svg>
      </div>
      {rows < Math.ceil(bytes / cacheLine) && <p class="help">The first {rows} cache lines are drawn.</p>}
    </section>
  );
}

function labelOf({ name, type }: ShownMember): string {
  return name === "" ? type : name;
}

interface RowPiece {
  readonly row: number;
  readonly from: number;
  readonly bytes: number;
}

/** Bytes as pieces of rows. */
function pieces(part: { readonly offset: number; readonly bytes: number }, line: number, rows: number): RowPiece[] {
  const found: RowPiece[] = [];
  const end = part.offset + part.bytes;
  for (let at = part.offset; at < end; ) {
    const row = Math.floor(at / line);
    if (row >= rows) break;
    const to = Math.min(end, (row + 1) * line);
    found.push({ row, from: at - row * line, bytes: to - at });
    at = to;
  }
  return found;
}

interface PieceProps {
  readonly piece: RowPiece;
  readonly scale: number;
  readonly kind: string;
  readonly label: string;
}

function Piece({ piece: { row, from, bytes }, scale, kind, label }: PieceProps): JSX.Element {
  const [x, y, wide] = [LEFT + from * scale, row * (ROW + GAP) + 1, bytes * scale];
  const fits = Math.floor((wide - 8) / 7);
  const shown = label.length <= fits ? label : fits > 3 ? `${label.slice(0, fits - 1)}…` : "";
  return (
    <g>
      <rect class={`part framed ${kind}`} x={x} y={y} width={wide} height={ROW} />
      {shown !== "" && (
        <text class="inside" x={x + 5} y={y + 17}>
          {shown}
        </text>
      )}
    </g>
  );
}
