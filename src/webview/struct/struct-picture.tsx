import type { JSX } from "preact";
import type { ShownMember, ShownStruct } from "../../protocol/read-struct.ts";
import { Hatch } from "../ui/hatch.tsx";
import { useWidth } from "../ui/measured-width.ts";
import { type LineRow, lineRows, piecesOf, type RowPiece } from "./line-rows.ts";

type Struct = Extract<ShownStruct, { kind: "struct" }>;

const ROW = 26;
const GAP = 3;
const LEFT = 46;

/** More rows than this are not drawn. */
const MOST_ROWS = 64;

/** Each row is a cache line, every byte to scale; lines that one member fills are one row. */
export function StructPicture({ struct, title }: { struct: Struct; title: string }): JSX.Element | null {
  const [element, width] = useWidth(900);
  const { bytes, cacheLine, members, holes, padding, isUnion, name } = struct;
  const scale = (width - LEFT - 1) / cacheLine;
  const outer = isUnion ? [] : members.filter(({ depth }) => depth === 0);
  const rows = lineRows(bytes, outer, cacheLine, MOST_ROWS);
  const drawn = rows.reduce((sum, { lines }) => sum + lines, 0);
  const empty = [...holes, ...(padding > 0 ? [{ offset: bytes - padding, bytes: padding, bits: 0 }] : [])];
  if (isUnion) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <div class="picture" ref={element}>
        <svg
          width={width}
          height={rows.length * (ROW + GAP)}
          role="img"
          aria-label={`${name}: ${outer.length} members, ${empty.length} holes; the table below lists them`}
        >
          <Hatch />
          {outer.flatMap((member, index) =>
            piecesOf(member, rows, cacheLine).map((piece, at) => (
              <Piece
                key={`${member.offset} ${index} ${piece.row}`}
                piece={piece}
                scale={scale}
                kind={`member look-fill-${index % 2}`}
                label={at === 0 ? labelOf(member) : moreOf(member, rows[piece.row])}
              />
            )),
          )}
          {empty.flatMap((hole) =>
            piecesOf(hole, rows, cacheLine).map((piece) => (
              <Piece key={`hole ${hole.offset} ${piece.row}`} piece={piece} scale={scale} kind="hole" label="" />
            )),
          )}
          {rows.map(({ line }, row) => (
            <text key={line} x={LEFT - 6} y={row * (ROW + GAP) + 17} text-anchor="end">
              {line * cacheLine}
            </text>
          ))}
        </svg>
      </div>
      {drawn < Math.ceil(bytes / cacheLine) && <p class="help">The first {drawn} cache lines are drawn.</p>}
    </section>
  );
}

function moreOf(member: ShownMember, row: LineRow | undefined): string {
  return row && row.lines > 1 ? `${row.lines} more lines of ${labelOf(member)}` : "";
}

function labelOf({ name, type }: ShownMember): string {
  return name === "" ? type : name;
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
