// The manifest in English becomes the one that is shipped: its texts stand in package.nls.json, for translations to stand
// beside it.

/** Properties that people read, wherever they are in `contributes`. */
const READ = new Set([
  "title",
  "shortTitle",
  "label",
  "name",
  "description",
  "markdownDescription",
  "contents",
  "displayName",
  "userDescription",
  "altText",
]);

/** Parts whose texts are for machines or have the property for something else. */
const NOT_READ = new Set(["inputSchema", "grammars"]);

/** `{ manifest, texts }`: keys tell where in the manifest a text stands. */
export function externalised(manifest) {
  const texts = { displayName: manifest.displayName, description: manifest.description };
  const contributes = replaced(manifest.contributes, [], texts);
  return { manifest: { ...manifest, displayName: "%displayName%", description: "%description%", contributes }, texts };
}

function replaced(value, path, texts) {
  if (Array.isArray(value)) return value.map((one, i) => replaced(one, [...path, nameOf(one) ?? i], texts));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (NOT_READ.has(key)) return [key, one];
      // A tool is called by its name; what people see is its displayName.
      const isRead = READ.has(key) && typeof one === "string" && !(key === "name" && path[0] === "languageModelTools");
      if (!isRead) return [key, replaced(one, [...path, key], texts)];
      const id = [...path, key].join(".");
      texts[id] = one;
      return [key, `%${id}%`];
    }),
  );
}

function nameOf(one) {
  return one?.command ?? one?.id ?? one?.view ?? (one?.displayName && one.name);
}
