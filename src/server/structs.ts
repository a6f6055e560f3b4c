import type { StructLayout } from "../core/c/struct-layout.ts";
import type { ListedStruct, StructAnswer } from "../protocol/requests.ts";
import type { Analysis } from "./analyses.ts";
import { profileStatus } from "./status.ts";

/** The structs and unions that a file defines. */
export function structsOf({ file, text }: Analysis): ListedStruct[] {
  return file.structs.map(({ name, start, end }) => ({ name, range: text.rangeOf(start, end) }));
}

/** A struct as a file sees it. */
export function structAnswer(name: string, { file, chosen, session }: Analysis): StructAnswer {
  const layout = file.structLayout(name);
  const declared = layout.kind === "unknown" ? undefined : layout.declared;
  return {
    layout,
    ...(declared ? { declared: { uri: session.space.uriOf(declared.path), line: declared.line - 1 } } : {}),
    cacheLine: chosen.config.l1CacheBytes,
    profile: profileStatus(chosen),
  };
}

/** `include/linux/foo.h, line 12`: where a struct is declared, within its kernel tree or beside the file. */
export function declaredText(layout: StructLayout, { session, text }: Analysis): string | undefined {
  const declared = layout.kind === "unknown" ? undefined : layout.declared;
  if (!declared) return undefined;
  const { path, line } = declared;
  const own = session.space.pathOf(text.key);
  if (path === own) return `this file, line ${line}`;
  const roots = [session.kernel.tree?.dir, own.slice(0, own.lastIndexOf("/"))];
  const root = roots.find((folder) => folder !== undefined && path.startsWith(`${folder}/`));
  return `${root === undefined ? path : path.slice(root.length + 1)}, line ${line}`;
}
