import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, statSync } from "node:fs";

/** Bytes of the largest file that is read; sources that people write are far smaller. */
const LARGEST_FILE = 2 ** 25;

export type FileText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unreadable"; readonly why: string };

/** A file's bytes, a character each: offsets in the text are offsets in the file. */
export function readBytes(path: string): FileText {
  return withRegularFile(path, (fd) => ({ kind: "text", text: readFileSync(fd, "latin1") }));
}

/** The first bytes of a file. */
export function readStart(path: string, bytes: number): FileText {
  return withRegularFile(path, (fd) => {
    const buffer = Buffer.alloc(bytes);
    return { kind: "text", text: buffer.toString("latin1", 0, readSync(fd, buffer, 0, bytes, 0)) };
  });
}

/** Devices, FIFOs and sockets are not opened for reading: what they hold may never end. */
function withRegularFile(path: string, read: (fd: number) => FileText): FileText {
  let fd: number | undefined;
  try {
    if (!statSync(path).isFile()) return { kind: "unreadable", why: "it is not a regular file" };
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(fd);
    if (!stats.isFile()) return { kind: "unreadable", why: "it is not a regular file" };
    if (stats.size > LARGEST_FILE) return { kind: "unreadable", why: `it is larger than ${LARGEST_FILE / 2 ** 20} MB` };
    return read(fd);
  } catch (error) {
    return { kind: "unreadable", why: whyUnreadable(error) };
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** The system's words for an error, without the call and the path. */
export function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return /^[A-Z0-9]+: ([^,]+)/.exec(error.message)?.[1] ?? error.message;
}
