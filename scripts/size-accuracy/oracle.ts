import { type Linear, type RecordedCall, type RecordedSize, readLines, textDigest } from "./recorded-call.ts";

/** Calls as a gcc plugin recorded them, one JSON object a line. */
export function readOracle(file: string): RecordedCall[] {
  return readLines(file, (line) => (isRow(line) ? recordedCall(line) : undefined));
}

interface Row {
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly api: string;
  readonly fn?: string;
  readonly args?: readonly string[];
  readonly size?: Folded;
  /** Of an array API, how many elements. */
  readonly n?: Folded;
  readonly gfp?: Folded;
  /** The whole size, and whether the front end folded it or it follows from locals. */
  readonly total?: number;
  readonly how?: string;
  readonly cls?: string;
  /** A local macro makes the call: the API's name is not in the text there. */
  readonly macros?: unknown;
  readonly dup?: unknown;
}

interface Folded {
  readonly t: string;
  readonly v?: number;
  /** gcc's own text of what it could not fold, with the sizes in it as numbers. */
  readonly s?: string;
  /** Of a mask, the names of its flags. */
  readonly name?: string;
}

/** APIs that allocate no memory of a size that the caller chooses, or are private to one subsystem. */
const OUTSIDE =
  /workqueue|^idr_|^xa_|^radix_|^rhashtable_|^p?skb_(clone|copy)$|^f2fs_|^acpi_os_|^kobj_ns|^crypto_alloc|^hcd_buffer|^bio_|^iommu_alloc|^(ieee80211|wiphy|snd_|mmc_alloc|scsi_host|hci_alloc|rdma_alloc|_ib_|__?devm_drm|__spi|sk_alloc|sg_alloc|usb_alloc_urb|kmalloc_reserve|__get_vm_area|devres_alloc|platform_device|filemap_|vma_alloc|alloc_page_vma|__page_cache|alloc_candev|genlmsg|sock_alloc)/;

function isRow(line: unknown): line is Row {
  return typeof line === "object" && line !== null && "api" in line && "file" in line && "col" in line;
}

function recordedCall(row: Row): RecordedCall | undefined {
  if (row.macros !== undefined || row.dup || OUTSIDE.test(row.api)) return undefined;
  return {
    file: row.file,
    line: row.line,
    column: row.col,
    api: row.api,
    function: row.fn ?? "",
    text: textDigest(`${row.api}(${(row.args ?? []).join(",")})`),
    class: row.cls ?? "",
    size: sizeOf(row),
    ...(row.gfp?.t === "const" && row.gfp.name !== undefined && row.gfp.v !== undefined ? { gfp: row.gfp.v } : {}),
  };
}

function sizeOf({ size, n, total, how }: Row): RecordedSize {
  if (total !== undefined && how === "fold") return { kind: "constant", bytes: total };
  if (total !== undefined && how === "local") return { kind: "local", bytes: total };
  if (size?.t !== "expr" && n?.t !== "expr") return { kind: "none" };
  if (n !== undefined) return size?.t === "const" && size.v !== undefined ? { kind: "varying", each: size.v } : VARYING;
  const linear = linearOf(size?.s ?? "");
  return linear === undefined ? VARYING : { kind: "varying", linear };
}

const VARYING = { kind: "varying" } as const;

const CAST = String.raw`(?:\((?:size_t|long unsigned int|unsigned int|int)\) )?`;
/** Something without operators of its own. */
const PLACE = String.raw`${CAST}(\*?\w+(?:(?:->|\.)\w+)*)`;
const LINEAR = {
  structSize: new RegExp(`^size_add \\((\\d+), size_mul \\(${PLACE}, (\\d+)\\)\\)$`),
  arraySize: new RegExp(`^size_mul \\(${PLACE}, (\\d+)\\)$`),
  product: new RegExp(`^${PLACE} \\* (\\d+)$`),
  sum: new RegExp(`^${PLACE} \\+ (\\d+)$`),
};

/** The plain ones of gcc's expressions, read as base, unit and what varies. */
function linearOf(expression: string): Linear | undefined {
  const structSize = LINEAR.structSize.exec(expression);
  if (structSize) return linear(structSize[1], structSize[3], structSize[2]);
  const product = LINEAR.arraySize.exec(expression) ?? LINEAR.product.exec(expression);
  if (product) return linear("0", product[2], product[1]);
  const sum = LINEAR.sum.exec(expression);
  return sum ? linear(sum[2], "1", sum[1]) : undefined;
}

/** gcc writes what is subtracted as a large number that is added. */
function linear(base = "0", unit = "0", term = ""): Linear {
  return { base: Number(BigInt.asIntN(64, BigInt(base))), unit: Number(unit), term };
}
