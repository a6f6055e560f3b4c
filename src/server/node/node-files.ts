import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Bytes of the largest header that is read. */
const LARGEST = 2 ** 22;

/** Text of a regular file; devices, pipes and sockets are not read, what they hold may never end. */
export async function readFile(uri: string): Promise<string | undefined> {
  try {
    const file = await open(fileURLToPath(uri), constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = await file.stat();
      return stats.isFile() && stats.size <= LARGEST ? await file.readFile("utf8") : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
