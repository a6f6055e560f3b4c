import type { AllocApi } from "../api/alloc-api.ts";
import { existsIn } from "../api/form.ts";
import { FREE_FUNCTIONS } from "../api/free-functions.ts";
import { freesOf } from "../api/pairing.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { formatVersion } from "../kernel/version.ts";

/** What gives the memory back in this kernel; nothing where the catalogue names no way. */
export function freedWith(api: AllocApi, config: KernelConfig): readonly [] | readonly [string] {
  const version = formatVersion(config.version);
  const functions = freesOf(api, version).filter((name) => {
    const known = FREE_FUNCTIONS.find((free) => free.name === name);
    return !known || existsIn(known, version);
  });
  const [usual, ...others] = functions.map((name) => `${name}()`);
  const names = others.length > 0 ? `${usual}; also ${others.join(", ")}` : (usual ?? "");
  if (api.managed) return [`the kernel, when the device goes away${names === "" ? "" : `; earlier with ${names}`}`];
  return names === "" ? [] : [names];
}
