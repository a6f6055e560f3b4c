import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, type Stats, statSync } from "node:fs";

/** Bytes of the largest file that is read; sources that people write are far smaller. */
const LARGEST_FILE = 2 ** 25;

/** Bytes of the largest image of a kernel; one with debug information takes most of this. */
const LARGEST_IMAGE = 2 ** 30;

export type FileText = { readonly kind: "text"; readonly text: string } | Unreadable;

interface Unreadable {
  readonly kind: "unreadable";
  readonly why: string;
}

export type FileBytes = { readonly kind: "bytes"; readonly bytes: Uint8Array } | Unreadable;

/** A file's bytes, a character each: offsets in the text are offsets in the file. */
export function readBytes(path: string): FileText {
  return withRegularFile<FileText>(path, (fd, size) => {
    const bytes = contentOf(fd, size);
    return bytes ? { kind: "text", text: bytes.toString("latin1") } : tooLarge(LARGEST_FILE);
  });
}

/** What files are read into; it grows with them. */
let room = Buffer.allocUnsafeSlow(2 ** 18);

/** The bytes of a file until the next one is read; undefined where there are too many. Files of /proc say that they have none. */
function contentOf(fd: number, size: number): Buffer | undefined {
  let length = 0;
  for (;;) {
    if (length === room.length) {
      if (length >= LARGEST_FILE) return undefined;
      room = Buffer.concat([room], 2 * length);
    }
    const read = readSync(fd, room, length, room.length - length, null);
    length += read;
    if (read === 0 || length === size) return room.subarray(0, length);
  }
}

/** A file that is no text: the image of a kernel. */
export function readBinary(path: string): FileBytes {
  return withRegularFile<FileBytes>(path, (fd) => ({ kind: "bytes", bytes: readFileSync(fd) }), LARGEST_IMAGE);
}

/** Why what is there is not read as a file's text; undefined where it is. Whether it may be read is not asked. */
export function whyNoText(stats: Stats): string | undefined {
  if (!stats.isFile()) return NOT_REGULAR;
  return stats.size > LARGEST_FILE ? tooLarge(LARGEST_FILE).why : undefined;
}

/** Devices, FIFOs and sockets are not opened for reading: what they hold may never end. */
function withRegularFile<T>(
  path: string,
  read: (fd: number, size: number) => T,
  largest = LARGEST_FILE,
): T | Unreadable {
  let fd: number | undefined;
  try {
    const named = statSync(path, MAY_BE_MISSING);
    if (!named) return { kind: "unreadable", why: "no such file or directory" };
    if (!named.isFile()) return { kind: "unreadable", why: NOT_REGULAR };
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(fd);
    if (!stats.isFile()) return { kind: "unreadable", why: NOT_REGULAR };
    if (stats.size > largest) return tooLarge(largest);
    return read(fd, stats.size);
  } catch (error) {
    return { kind: "unreadable", why: whyUnreadable(error) };
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

const NOT_REGULAR = "it is not a regular file";

/** Without an error for each header that is looked for where it is not. */
const MAY_BE_MISSING = { throwIfNoEntry: false } as const;

function tooLarge(bytes: number): Unreadable {
  return { kind: "unreadable", why: `it is larger than ${bytes / 2 ** 20} MB` };
}

/** The system's words for an error, without the call and the path. */
export function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return /^[A-Z0-9]+: ([^,]+)/.exec(error.message)?.[1] ?? error.message;
}
