import type { CallRecord, EvidenceRecord } from "./record.ts";

/**
 * What a line says, whatever file it is from; undefined where it says nothing of an allocation. The formats are those of
 * slab_debugfs_show(), alloc_tag_to_text(), cache_show(), tools/mm/slabinfo.c and the kmem trace events.
 */
export function readEvidenceLine(line: string, cache: string | undefined): EvidenceRecord | undefined {
  return allocTrace(line, cache) ?? tracepoint(line) ?? allocinfo(line) ?? slabinfo(line) ?? slabinfoX(line);
}

/** The cache that the lines to come are about: `==> …/slab/kmalloc-2k/alloc_traces <==`, as head and tail print it. */
export function cacheInHeading(line: string): string | undefined {
  const path = /^==> (.+) <==$/.exec(line)?.[1];
  return path === undefined ? undefined : cacheInPath(path);
}

/** `kmalloc-2k` of `…/slab/kmalloc-2k/alloc_traces`, or of `kmalloc-2k.alloc_traces` as a copy may be called. */
export function cacheInPath(path: string): string | undefined {
  return /([^/]+)[/.]alloc_traces(?:\.txt)?$/.exec(path)?.[1];
}

/** `    100 lens_fill_frames+0x2b/0x50 [lens_evidence] waste=68800/688 age=46/46/48 pid=142 cpus=0` */
function allocTrace(line: string, cache: string | undefined): CallRecord | undefined {
  const [, count, symbol, module, waste] =
    /^ *(\d+) ([\w.]+)\+0x[\da-f]+\/0x[\da-f]+(?: \[([^\] ]+)[^\]]*\])?(?: waste=\d+\/(\d+))? age=\d/.exec(line) ?? [];
  if (count === undefined || symbol === undefined) return undefined;
  return {
    kind: "call",
    source: "alloc_traces",
    function: functionOf(symbol),
    ...(module === undefined ? {} : { module }),
    count: Number(count),
    ...(cache === undefined ? {} : { cache }),
    // What wastes nothing has no such word.
    waste: Number(waste ?? 0),
  };
}

/** `kmalloc: call_site=f+0x1/0x2 [m] ptr=… bytes_req=100 bytes_alloc=128 gfp_flags=… node=-1 accounted=false` */
function tracepoint(line: string): CallRecord | undefined {
  const [, symbol, module, bytesReq, bytesAlloc] =
    /\b(?:kmalloc|kmem_cache_alloc)(?:_node)?: call_site=([\w.]+)\+0x[\da-f]+(?:\/0x[\da-f]+)?(?: \[([^\] ]+)[^\]]*\])? ptr=\S+ (?:name=\S+ )?bytes_req=(\d+) bytes_alloc=(\d+)/.exec(
      line,
    ) ?? [];
  if (symbol === undefined) return undefined;
  return {
    kind: "call",
    source: "tracepoint",
    function: functionOf(symbol),
    ...(module === undefined ? {} : { module }),
    count: 1,
    bytesReq: Number(bytesReq),
    bytesAlloc: Number(bytesAlloc),
  };
}

/** `      131072       32 drivers/x/y.c:12 [y] func:y_probe` */
function allocinfo(line: string): CallRecord | undefined {
  const [, bytes, calls, file, at, module, symbol] =
    /^ *(\d+) +(\d+) +(\S+):(\d+) (?:\[([^\]]+)\] )?func:([\w.]+)/.exec(line) ?? [];
  if (file === undefined || symbol === undefined) return undefined;
  const count = Number(calls);
  return {
    kind: "call",
    source: "allocinfo",
    function: functionOf(symbol),
    ...(module === undefined ? {} : { module }),
    file: file.replace(/^(?:\.\/)+/, ""),
    line: Number(at),
    count,
    ...(count > 0 ? { bytesAlloc: Number(bytes) / count } : {}),
  };
}

/** `kmalloc-2k  1234  1300  2048  16  8 : tunables 0 0 0 : slabdata 82 82 0` */
function slabinfo(line: string): EvidenceRecord | undefined {
  const [, name, objects, slots, objectSize, pagesPerSlab, slabs] =
    /^(\S+) +(\d+) +(\d+) +(\d+) +\d+ +(\d+) : tunables.* : slabdata +\d+ +(\d+)/.exec(line) ?? [];
  if (name === undefined) return undefined;
  return {
    kind: "cache",
    source: "slabinfo",
    name,
    objects: Number(objects),
    slots: Number(slots),
    objectSize: Number(objectSize),
    pagesPerSlab: Number(pagesPerSlab),
    slabs: Number(slabs),
  };
}

/** `kmalloc-64  10147  64  1333056  484/1/0  21 0  0  32 U` in the list that is sorted by loss */
function slabinfoX(line: string): EvidenceRecord | undefined {
  const [, name, objects, objectSize, loss, slabs] =
    /^(\S+) +(\d+) +(\d+) +(\d+) +(\d+)\/\d+\/\d+ +\d+ +\d+ +\d+ +\d+(?: |$)/.exec(line) ?? [];
  if (name === undefined) return undefined;
  return {
    kind: "cache",
    source: "slabinfo-X",
    name,
    objects: Number(objects),
    objectSize: Number(objectSize),
    slabs: Number(slabs),
    loss: Number(loss),
  };
}

/** The function as the source has it: compilers and the allocation profiler append to the name. */
function functionOf(symbol: string): string {
  return symbol.replace(/\..*$/, "").replace(/_noprof$/, "");
}
