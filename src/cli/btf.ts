import { gunzipSync } from "node:zlib";
import type { Abi } from "../core/c/abi.ts";
import type { Btf } from "../core/c/btf/btf.ts";
import { type Compression, readImage } from "../core/c/btf/kernel-image.ts";
import { KernelTypes } from "../core/c/btf/kernel-types.ts";
import { readBinary } from "./files.ts";
import { UsageError } from "./usage-error.ts";

/** `--btf FILE…`: the types of the kernel in the first file, and of the modules in the others. */
export function readTypes(files: readonly string[], abi: Abi): KernelTypes {
  const read: Btf[] = [];
  for (const file of files) {
    const binary = readBinary(file);
    if (binary.kind === "unreadable") throw new UsageError(`--btf ${file} cannot be read: ${binary.why}`);
    const image = readImage(binary.bytes, decompress, read[0]);
    if (image.kind === "broken") throw new UsageError(`--btf ${file} cannot be used: ${image.why}`);
    const mismatch = KernelTypes.mismatch(image.btf, abi);
    if (mismatch !== undefined) throw new UsageError(`--btf ${file} is not of the profile's kernel: ${mismatch}`);
    read.push(image.btf);
  }
  return new KernelTypes(read, abi);
}

/** What Node can undo. */
function decompress(format: Compression, bytes: Uint8Array): Uint8Array | undefined {
  if (format !== "gzip") return undefined;
  try {
    return gunzipSync(bytes);
  } catch {
    return undefined; // it is damaged
  }
}
