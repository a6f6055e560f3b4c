import { resolve } from "node:path";
import type { FileSystem } from "../../headers/file-system.ts";
import { DISK } from "../disk.ts";
import { type FileText, readBytes } from "../files.ts";

/** Files in another state than on the disk, by their absolute paths; undefined: there is no such file in that state. */
export type Overlay = ReadonlyMap<string, string | undefined>;

/** The disk with some files in another state. */
export function overlaid(overlay: Overlay): FileSystem {
  if (overlay.size === 0) return DISK;
  return {
    read: (path) => (overlay.has(resolve(path)) ? overlay.get(resolve(path)) : DISK.read(path)),
    list: (path) => DISK.list(path),
  };
}

/** A file in the state of an overlay; undefined where it has none in it. */
export function readOverlaid(path: string, overlay: Overlay): FileText | undefined {
  if (overlay.size === 0) return readBytes(path);
  const key = resolve(path);
  if (!overlay.has(key)) return readBytes(path);
  const text = overlay.get(key);
  return text === undefined ? undefined : { kind: "text", text };
}
