import type { JSX } from "preact";
import type { ShownMember, ShownStruct } from "../../protocol/read-struct.ts";
import { WideTable } from "../ui/wide-table.tsx";

type Struct = Extract<ShownStruct, { kind: "struct" }>;

type Line =
  | { readonly kind: "member"; readonly offset: number; readonly member: ShownMember }
  | { readonly kind: "hole"; readonly offset: number; readonly bytes: number; readonly bits: number };

/** Members and holes in the order of their bytes. */
export function MemberTable({ struct }: { struct: Struct }): JSX.Element {
  const { members, holes, padding, bytes, cacheLine } = struct;
  const lines: Line[] = members.map((member) => ({ kind: "member", offset: member.offset, member }));
  for (const hole of [...holes, ...(padding > 0 ? [{ offset: bytes - padding, bytes: padding, bits: 0 }] : [])]) {
    const after = lines.findIndex(({ offset }) => offset > hole.offset);
    const line: Line = { kind: "hole", ...hole };
    if (after < 0) lines.push(line);
    else lines.splice(after, 0, line);
  }
  return (
    <WideTable label="Members" kind="values members">
      <thead>
        <tr>
          <th scope="col">Member</th>
          <th scope="col">Type</th>
          <th scope="col">Offset</th>
          <th scope="col">Bytes</th>
          <th scope="col">Cache line</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <tr key={`${line.kind} ${line.offset} ${index}`} class={line.kind}>
            {line.kind === "member" ? (
              <MemberCells member={line.member} cacheLine={cacheLine} />
            ) : (
              <HoleCells hole={line} />
            )}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

function MemberCells({ member, cacheLine }: { member: ShownMember; cacheLine: number }): JSX.Element {
  const { name, type, offset, bytes, bits, depth } = member;
  const [first, last] = [Math.floor(offset / cacheLine), Math.floor((offset + Math.max(bytes, 1) - 1) / cacheLine)];
  return (
    <>
      <th scope="row" class={`depth-${Math.min(depth, 4)}`}>
        <bdi>{name === "" ? "(unnamed)" : name}</bdi>
      </th>
      <td>
        <code>
          <bdi>{type}</bdi>
        </code>
      </td>
      <td class="number">{offset}</td>
      <td class="number">{bits === undefined ? bytes : `${bits} bits`}</td>
      <td class="number">{first === last ? first : `${first} to ${last}`}</td>
    </>
  );
}

function HoleCells({ hole: { offset, bytes, bits } }: { hole: Extract<Line, { kind: "hole" }> }): JSX.Element {
  return (
    <>
      <th scope="row">unused</th>
      <td />
      <td class="number">{offset}</td>
      <td class="number">
        {[...(bytes > 0 ? [String(bytes)] : []), ...(bits > 0 ? [`${bits} bits`] : [])].join(" and ")}
      </td>
      <td />
    </>
  );
}
