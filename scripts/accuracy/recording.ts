import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Profile } from "../../src/core/kernel/presets.ts";

/** A cell of a recorded table. */
export type Cell = number | string | boolean | null | undefined;

/** A recorded table: rows, and what its columns are called. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What one boot of a real kernel handed out, as its JSON file has it. */
export interface Recording {
  readonly id: string;
  readonly title: string;
  readonly pageSize: number;
  readonly profile: Profile;
  /** The table at a place such as `kmalloc`, `by_gfp`, `KERNEL`; empty where it was not recorded. */
  table(...path: string[]): Table;
  /** Names of the tables at a place. */
  names(...path: string[]): readonly string[];
}

type Json = { readonly [key: string]: unknown };

export function readRecording(file: string): Recording {
  const json = read(file);
  const folder = dirname(file);
  const pageSize = Number(objectIn(json.kernel).page_size);
  return {
    id: String(json.id),
    title: String(json.title),
    pageSize,
    profile: profileOf(json),
    table: (...path) => tableAt(json, folder, path),
    names: (...path) => Object.keys(objectIn(valueAt(json, folder, path))),
  };
}

function read(file: string): Json {
  return objectIn(JSON.parse(readFileSync(file, "utf8")));
}

/** Follows `same_as`, another entry of the same table, and `same_as_file`, the same place in another recording. */
function valueAt(json: Json, folder: string, path: readonly string[]): unknown {
  let at: unknown = json;
  for (const key of path) if (objectIn(at).same_as_file === undefined) at = objectIn(at)[key];
  const { same_as_file: file, same_as: name } = objectIn(at);
  if (typeof file === "string") {
    const other = join(folder, `${file}.json`);
    return existsSync(other) ? valueAt(read(other), folder, path) : undefined;
  }
  return typeof name === "string" ? valueAt(json, folder, [...path.slice(0, -1), name]) : at;
}

function tableAt(json: Json, folder: string, path: readonly string[]): Table {
  const value = valueAt(json, folder, path);
  if (Array.isArray(value)) return { columns: columnsAt(json, folder, path), rows: value };
  const { columns, rows } = objectIn(value);
  return { columns: Array.isArray(columns) ? columns.map(String) : [], rows: Array.isArray(rows) ? rows : [] };
}

/** A table by flag or variant has its columns two levels up. */
function columnsAt(json: Json, folder: string, path: readonly string[]): string[] {
  const { columns } = objectIn(valueAt(json, folder, path.slice(0, -2)));
  return Array.isArray(columns) ? columns.map(String) : [];
}

/** The machine's profile, from what the recording says of its kernel, and nothing else. */
function profileOf(json: Json): Profile {
  const kernel = objectIn(json.kernel);
  const constants = objectIn(json.constants);
  const release = String(kernel.release);
  const debian = /Debian (\d+\.\d+\.\d+)\S* \(\d{4}-/.exec(String(kernel.proc_version ?? ""))?.[1];
  const ram = Number(objectIn(json.meminfo_kB).MemTotal) * 1024;
  const config = Object.entries(objectIn(json.config)).map(([name, value]) => [`CONFIG_${name}`, String(value)]);
  return {
    kernel: debian ?? /^\d+\.\d+(\.\d+)?/.exec(release)?.[0] ?? release,
    release,
    arch: String(kernel.arch),
    pageSize: Number(kernel.page_size),
    cpus: Number(constants.num_present_cpus ?? kernel.cpus_online),
    possibleCpus: Number(constants.nr_cpu_ids ?? kernel.cpus_possible),
    cacheLine: Number(constants["cache_line_size()"] ?? constants.L1_CACHE_BYTES),
    ...(ram > 0 ? { ram } : {}),
    config: Object.fromEntries(config),
    cmdline: String(json.cmdline ?? ""),
  };
}

function objectIn(value: unknown): Json {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
