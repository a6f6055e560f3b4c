import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { HostFiles } from "../host.ts";

/** Bytes of the largest header that is read. */
const LARGEST = 2 ** 22;

/** The disk. Devices, pipes and sockets are not read, what they hold may never end. */
export const NODE_FILES: HostFiles = {
  read: (uri) => attempt(() => readRegularFile(fileURLToPath(uri))),
  list(uri) {
    const entries = attempt(() => readdirSync(fileURLToPath(uri), { withFileTypes: true }));
    return (entries ?? []).map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  },
  realPath: (uri) => attempt(() => pathToFileURL(realpathSync.native(fileURLToPath(uri))).href),
  isLink: (uri) => attempt(() => lstatSync(fileURLToPath(uri), { throwIfNoEntry: false })?.isSymbolicLink()) === true,
};

function readRegularFile(path: string): string | undefined {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    return stats.isFile() && stats.size <= LARGEST ? readFileSync(file, "utf8") : undefined;
  } finally {
    closeSync(file);
  }
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined; // there is nothing, or nothing that may be read
  }
}
