/** Bytes of the longest message: a text of 50 MB, the longest that editors send, fits with everything escaped. */
const LONGEST = 2 ** 28;

/** Characters of the longest header of a message. */
const LONGEST_HEADER = 4096;

/**
 * Watches the bytes of a base protocol stream go by, and tells why none of what follows can be told apart any more:
 * undefined as long as all is well.
 */
export function framingWatcher(): (chunk: Uint8Array) => string | undefined {
  let header = "";
  let body = 0;
  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (body > 0) {
        const taken = Math.min(body, chunk.length - at);
        body -= taken;
        at += taken;
        continue;
      }
      const known = header.length;
      header += latin1(chunk.subarray(at, at + LONGEST_HEADER));
      const end = header.indexOf("\r\n\r\n");
      if (end < 0 && header.length > LONGEST_HEADER) return `a header of a message has no end: ${start(header)}`;
      if (end < 0) return undefined;
      const length = /^content-length:[ \t]*(\d{1,15})[ \t]*$/im.exec(header.slice(0, end))?.[1];
      if (length === undefined) return `a message does not say its length: ${start(header)}`;
      if (Number(length) > LONGEST) return `a message of ${length} bytes is longer than any that editors send`;
      body = Number(length);
      at += end + 4 - known;
      header = "";
    }
    return undefined;
  };
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function start(header: string): string {
  return JSON.stringify(header.slice(0, 80));
}
