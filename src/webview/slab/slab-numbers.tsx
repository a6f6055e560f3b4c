import type { JSX } from "preact";
import type { FileSites } from "../../protocol/sites.ts";
import { CallList } from "../ui/call-list.tsx";
import { Fact } from "../ui/fact.tsx";
import { grouped, percent } from "../ui/numbers.ts";
import type { LaidOutSlab } from "./laid-out.ts";

/** The sizes that are easily taken for each other, side by side, and what one slab comes to. */
export function SlabNumbers({ slab }: { slab: LaidOutSlab }): JSX.Element {
  const { layout, ksize, slabBytes, open, reserve } = slab;
  const { objectSize, slotSize, objectsPerSlab, order, slabWaste, align } = layout;
  const used = objectsPerSlab * objectSize;
  return (
    <section aria-label="Numbers">
      <div class="facts" aria-live="polite">
        <Fact name="object" value={`${grouped(objectSize)} B`} about="what the cache was made for" />
        <Fact
          name="ksize()"
          value={`${grouped(ksize)} B`}
          about={ksize === objectSize ? "what may be used: the object" : "what may be used: more than the object"}
        />
        <Fact name="stride" value={`${grouped(slotSize)} B`} about={`from object to object, aligned to ${align}`} />
        <Fact
          name="slab"
          value={`${grouped(slabBytes)} B`}
          about={`order ${order}, ${grouped(objectsPerSlab)} ${objectsPerSlab === 1 ? "object" : "objects"}`}
        />
        <Fact
          name="unused tail"
          value={`${grouped(slabWaste)} B`}
          about={`${percent(slabWaste, slabBytes)} of the slab`}
        />
        <Fact name="of use" value={percent(used, slabBytes)} about={`${grouped(slabBytes - used)} B are not objects`} />
      </div>
      {reserve && (
        <p class="help">
          The cache keeps up to {reserve.minPartial} partly used slabs on each node, even empty ones
          {reserve.cpuPartial > 0 && (
            <>
              , and {grouped(reserve.cpuPartial)} free objects
              {reserve.cpuPartialSlabs !== undefined && ` in ${reserve.cpuPartialSlabs} slabs`} on each CPU
            </>
          )}
          .
        </p>
      )}
      {open !== undefined && <p class="problem">The profile leaves open: {open}. Drawn is the first.</p>}
    </section>
  );
}

/** The calls of the open file that get their memory from this cache. */
export function SlabCalls({ slab, file }: { slab: LaidOutSlab; file: FileSites | undefined }): JSX.Element | null {
  const sites = file?.sites.filter(({ cache }) => cache === slab.cache) ?? [];
  if (!file || sites.length === 0) return null;
  return (
    <section class="sites" aria-labelledby="calls-title">
      <h2 id="calls-title">Calls that share {slab.cache}</h2>
      <CallList uri={file.uri} sites={sites} />
    </section>
  );
}
