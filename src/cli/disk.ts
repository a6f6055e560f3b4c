import { readdirSync } from "node:fs";
import type { FileSystem } from "../headers/file-system.ts";
import { readBytes } from "./files.ts";

/** The files of this machine. */
export const DISK: FileSystem = {
  read(path) {
    const file = readBytes(path);
    return file.kind === "text" ? file.text : undefined;
  },
  list(path) {
    try {
      return readdirSync(path, { withFileTypes: true }).map((entry) =>
        entry.isDirectory() ? `${entry.name}/` : entry.name,
      );
    } catch {
      return []; // no folder, or none that may be read
    }
  },
};
