import type { FileSystem } from "../../src/headers/file-system.ts";

/** A file system that holds `files`, as a browser's may. */
export function virtual(files: Readonly<Record<string, string>>): FileSystem {
  return {
    read: (path) => files[path],
    list(path) {
      const below = Object.keys(files).filter((file) => file.startsWith(`${path}/`));
      const names = below.map((file) => file.slice(path.length + 1));
      return [...new Set(names.map((name) => (name.includes("/") ? name.slice(0, name.indexOf("/") + 1) : name)))];
    },
  };
}
