import type { JSX } from "preact";
import type { KernelConfig } from "../../core/kernel/config.ts";
import { kmalloc } from "../../core/kernel/kmalloc.ts";
import { amongKernels } from "../../core/kernel/open-request.ts";
import type { ShownStruct } from "../../protocol/read-struct.ts";
import { Fact } from "../ui/fact.tsx";
import { grouped } from "../ui/numbers.ts";

type Struct = Extract<ShownStruct, { kind: "struct" }>;

/** The numbers of a struct, and what kmalloc() gives for one. */
export function StructFacts({ struct, config }: { struct: Struct; config: KernelConfig }): JSX.Element {
  const { bytes, align, holes, padding, cacheLine } = struct;
  const lost = holes.reduce((sum, hole) => sum + hole.bytes, 0);
  const lines = Math.ceil(bytes / cacheLine);
  return (
    <div class="facts" aria-live="polite">
      <Fact name="sizeof" value={`${grouped(bytes)} B`} about={`aligned to ${align}`} />
      <Fact
        name="holes"
        value={`${grouped(lost)} B`}
        about={holes.length === 0 ? "none" : `in ${holes.length} ${holes.length === 1 ? "place" : "places"}`}
      />
      <Fact name="padding" value={`${grouped(padding)} B`} about="behind the last member" />
      <Fact name="cache lines" value={grouped(lines)} about={`of ${cacheLine} bytes, where it begins on one`} />
      <SizeClass bytes={bytes} config={config} />
    </div>
  );
}

/** What kmalloc() gives for one, and how far the neighbouring classes are. */
function SizeClass({ bytes, config }: { bytes: number; config: KernelConfig }): JSX.Element | null {
  const given = (size: number) => {
    const placement = amongKernels((kernel) => kmalloc(size, 0, kernel), config);
    return placement.kind === "slab" || placement.kind === "pages" ? placement : undefined;
  };
  const here = given(bytes);
  if (!here || bytes === 0) return null;
  const smaller = largestBelow(bytes, (size) => (given(size)?.bytesAlloc ?? here.bytesAlloc) < here.bytesAlloc);
  const below = smaller === undefined ? undefined : given(smaller);
  return (
    <>
      <Fact
        name={here.kind === "slab" ? here.cache : `order ${here.order}`}
        value={`${grouped(here.bytesAlloc)} B`}
        about={`for kmalloc(sizeof): ${grouped(here.bytesAlloc - bytes)} unused`}
      />
      {smaller !== undefined && below && (
        <Fact
          name="to trim"
          value={`${grouped(bytes - smaller)} B`}
          about={`down to ${grouped(smaller)} takes ${grouped(below.bytesAlloc)}`}
        />
      )}
    </>
  );
}

/** The largest size that `isSmaller` holds for, given that it then holds for all below. */
function largestBelow(bytes: number, isSmaller: (size: number) => boolean): number | undefined {
  let good = 0;
  let bad = bytes;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isSmaller(middle)) good = middle;
    else bad = middle;
  }
  return good > 0 ? good : undefined;
}
