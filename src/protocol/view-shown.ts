import type { KernelConfig } from "../core/kernel/config.ts";
import { readProfile } from "../core/kernel/profile.ts";
import { isCount, property, readNamedProfile, readRange, text } from "./read-message.ts";
import type { ProfileStatus } from "./requests.ts";
import type { FileSites, Site } from "./sites.ts";

/** What a panel is told to show, with the kernel that its numbers hold for. */
export interface ShownView {
  readonly profile: ProfileStatus;
  readonly config: KernelConfig;
  readonly file?: FileSites;
  readonly selected?: number;
  /** The message, for what a single panel reads. */
  readonly message: unknown;
}

/** More calls than this make no readable picture. */
const MOST_SITES = 500;

/** A message to a panel; undefined where it is none, or where its profile is not one. */
export function readShownView(json: unknown): ShownView | undefined {
  if (property(json, "kind") !== "show") return undefined;
  const status = property(json, "profile");
  const read = readProfile(property(status, "profile"));
  if (read.kind === "error") return undefined;
  const file = readFile(property(json, "file"));
  const selected = property(json, "selected");
  return {
    profile: { ...readNamedProfile(status), profile: read.profile },
    config: read.config,
    ...(file ? { file } : {}),
    ...(isCount(selected) && file && selected < file.sites.length ? { selected } : {}),
    message: json,
  };
}

function readFile(json: unknown): FileSites | undefined {
  const uri = property(json, "uri");
  const sites = property(json, "sites");
  if (typeof uri !== "string" || !Array.isArray(sites)) return undefined;
  return { uri, sites: sites.slice(0, MOST_SITES).flatMap((site: unknown) => readSite(site) ?? []) };
}

function readSite(json: unknown): Site | undefined {
  const range = readRange(property(json, "range"));
  const api = text(json, "api");
  if (!range || api === undefined) return undefined;
  const asked = property(json, "asked");
  const [min, max] = [property(asked, "min"), property(asked, "max")];
  const given = property(json, "given");
  return {
    range,
    api,
    by: text(json, "by") ?? "",
    function: text(json, "function") ?? "",
    text: text(json, "text") ?? `${api}()`,
    headline: text(json, "headline") ?? "",
    cache: text(json, "cache") ?? "",
    ...(isCount(min) && isCount(max) && min <= max ? { asked: { min, max } } : {}),
    ...(isCount(given) ? { given } : {}),
  };
}
