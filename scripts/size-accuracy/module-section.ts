import { basename } from "node:path";
import { checkedSites, type Site } from "./site.ts";

/** What is known of the calls of modules outside the tree, read with installed headers. */
export function moduleSection(kdir: string, modules: readonly string[]): string {
  const checked = modules.map((folder) => ({ name: basename(folder), sites: checkedSites(folder, kdir, ["."]) }));
  const all = checked.flatMap(({ sites }) => sites);
  const rows = [...checked, { name: "together", sites: all }].map(({ name, sites }) => {
    const cells = [sites.length, ...KINDS.map((kind) => sites.filter(({ size }) => kindOf(size) === kind).length)];
    return `| ${name} | ${cells.join(" | ")} |`;
  });
  const unknown = checked.flatMap(({ name, sites }) =>
    sites.flatMap((site) => (kindOf(site.size) === "unknown" ? [unknownCall(name, site)] : [])),
  );
  return `## Modules outside the tree

Sources of Debian's \`*-dkms\` packages, with \`--kernel /usr/src/${basename(kdir)}\`. Symbolic is a size of run time that is
told in terms of what the source says, such as a parameter.

| module | calls | ${KINDS.join(" | ")} |
|---|--:|${KINDS.map(() => "--:").join("|")}|
${rows.join("\n")}

${unknown.length === 0 ? "No size is unknown." : `Every one that is unknown:\n\n${unknown.join("\n")}`}
`;
}

const KINDS = ["known", "between", "symbolic", "unknown"] as const;

function kindOf(size: Site["size"]): string {
  return size?.kind ?? "unknown";
}

function unknownCall(module: string, { file, line, api, size }: Site): string {
  return `- \`${module}/${file}:${line}\` \`${api}()\`: ${size?.why ?? "the API takes no size"}`;
}
