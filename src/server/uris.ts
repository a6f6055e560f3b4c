// URIs as strings: the server runs where neither Node's nor the DOM's URL is at hand, and over any file system.

const PARTS = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/?#]*)?)([^?#]*)([^#]*)/i;

/** One spelling for each URI: editors differ in which characters they escape. */
export function normalUri(uri: string): string {
  const parts = PARTS.exec(uri);
  if (!parts) return uri;
  const [, start = "", path = "", query = ""] = parts;
  return start + normalPath(path) + query;
}

/** The file that `relative` names beside the file `from`; undefined for an absolute path or one above the root. */
export function siblingUri(from: string, relative: string): string | undefined {
  const parts = PARTS.exec(from);
  if (!parts || relative.startsWith("/")) return undefined;
  const [, start = "", path = "", query = ""] = parts;
  const segments = path.split("/").slice(0, -1);
  for (const segment of relative.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(escaped(segment));
    else if (segments.length > 1) segments.pop();
    else return undefined;
  }
  return start + segments.join("/") + query;
}

/** The folder that a file lies in. */
export function folderOf(uri: string): string {
  return siblingUri(uri, ".") ?? uri;
}

/** Whether a file lies in a folder, or below it. Both are normal URIs. */
export function isInside(folder: string, uri: string): boolean {
  const query = folder.indexOf("?");
  const stem = (query < 0 ? folder : folder.slice(0, query)).replace(/(?<!\/)\/*$/, "/");
  return uri.startsWith(stem);
}

function normalPath(path: string): string {
  // Thousands of headers have plain names.
  if (/^[\w.~/-]*$/.test(path)) return path;
  return path.replace(/%([0-9a-f]{2})|[^%]/giu, (whole, hex: string | undefined) => {
    if (hex === undefined) return whole === "/" ? whole : escaped(whole);
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(character) ? character : whole.toUpperCase();
  });
}

function escaped(segment: string): string {
  return segment.replace(/[^\w.~-]/gu, (character) =>
    /[\ud800-\udfff]/u.test(character)
      ? character
      : encodeURIComponent(character).replace(/[!'()*]/, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  );
}
