import type { ListedStruct, StructAnswer } from "../protocol/requests.ts";
import type { Analysis } from "./analyses.ts";
import { profileStatus } from "./status.ts";

/** The structs and unions that a file defines. */
export function structsOf({ file, text }: Analysis): ListedStruct[] {
  return file.structs.map(({ name, start, end }) => ({ name, range: text.rangeOf(start, end) }));
}

/** A struct as a file sees it. */
export function structAnswer(name: string, { file, chosen }: Analysis): StructAnswer {
  const layout = file.structLayout(name);
  const declared = layout.kind === "unknown" ? undefined : layout.declared;
  return {
    layout,
    ...(declared ? { declared: { uri: declared.path, line: declared.line - 1 } } : {}),
    cacheLine: chosen.config.l1CacheBytes,
    profile: profileStatus(chosen),
  };
}
