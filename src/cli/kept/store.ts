import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { readBinary, whyUnreadable } from "../files.ts";
import { type Block, indexJson, readIndex, type StoreIndex } from "./store-index.ts";
import type { TraceGraph } from "./trace-graph.ts";

/*
 * A store is one file: FIRST, blocks, an index, the index's length in bytes (4, little-endian), and the SHA-256 of all that
 * is in front of it. A block is the results of neighbouring files as JSON, compressed; so is the index.
 */
const FIRST = "kalloc-lens kept 1\n";
const HASH_BYTES = 32;

/** Characters of results in a block. */
const BLOCK = 2 ** 18;

/** So many stores are in a folder: those that were used last. */
const MOST_STORES = 16;

/** Bytes that an index or a block takes at most. */
const LARGEST = 2 ** 29;

const ENDING = ".kept";

/** Milliseconds after which nobody writes a temporary file any more. */
const ABANDONED = 24 * 3600 * 1000;

/** What was kept of a run. */
export interface Store extends StoreIndex {
  /** The block as it is stored. */
  bytesOf(block: Block): Uint8Array;
  /** The block's results, which nobody has looked at yet. */
  resultsOf(block: Block): unknown;
}

/** The store of that key; undefined where there is none, or none that is whole. */
export function readStore(folder: string, key: string): Store | undefined {
  const file = readBinary(join(folder, key + ENDING));
  if (file.kind === "unreadable") return undefined;
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  const end = bytes.length - HASH_BYTES;
  if (end < FIRST.length + 4 || bytes.toString("latin1", 0, FIRST.length) !== FIRST) return undefined;
  if (!createHash("sha256").update(bytes.subarray(0, end)).digest().equals(bytes.subarray(end))) return undefined;
  const length = bytes.readUInt32LE(end - 4);
  const index = unpacked(bytes.subarray(Math.max(0, end - 4 - length), end - 4));
  const read = readIndex(index, bytes.length);
  const bytesOf = ({ start, end }: Block) => bytes.subarray(start, end);
  return read && { ...read, bytesOf, resultsOf: (block) => unpacked(bytesOf(block)) };
}

/** Takes note that a store was used; removes those that were not for the longest time. */
export function tidy(folder: string, key: string): void {
  try {
    utimesSync(join(folder, key + ENDING), new Date(), new Date());
    const files = readdirSync(folder)
      .filter((name) => /^[\w-]{32}\.kept(?:\.\w+)?$/.test(name))
      .map((name) => ({ name, used: statSync(join(folder, name)).mtimeMs }))
      .sort((a, b) => b.used - a.used);
    const stores = files.filter(({ name }) => name.endsWith(ENDING));
    const halves = files.filter(({ name, used }) => !name.endsWith(ENDING) && Date.now() - used > ABANDONED);
    for (const { name } of [...stores.slice(MOST_STORES), ...halves]) rmSync(join(folder, name), { force: true });
  } catch {
    // Another run tidies too.
  }
}

/** Writes a store beside the one that there is, which it replaces once it is whole. */
export class StoreWriter {
  private readonly path: string;
  private readonly temporary: string;
  private readonly hash = createHash("sha256");
  private readonly blocks: { readonly start: number; readonly end: number; readonly names: readonly string[] }[] = [];
  private results: string[] = [];
  private names: string[] = [];
  private length = 0;
  private at = 0;
  private file: number | undefined;

  constructor(
    folder: string,
    key: string,
    /** Told once, where nothing can be written. */
    private readonly warn: (why: string) => void,
  ) {
    this.path = join(folder, key + ENDING);
    this.temporary = `${this.path}.${randomBytes(8).toString("hex")}`;
    this.attempt(() => {
      mkdirSync(folder, { recursive: true });
      this.file = openSync(this.temporary, "wx");
    });
    this.write(Buffer.from(FIRST));
  }

  /** Adds a result; `name` is that of its node in the graph to come, if it is in that. */
  add(name: string, result: unknown): void {
    const json = JSON.stringify(result);
    this.results.push(json);
    this.names.push(name);
    this.length += json.length;
    if (this.length > BLOCK) this.flush();
  }

  /** Adds a block of another store as it is. */
  addBlock(bytes: Uint8Array, names: readonly string[]): void {
    this.flush();
    this.write(bytes);
    this.blocks.push({ start: this.at - bytes.length, end: this.at, names });
  }

  /** Ends the store; `graph` has what the results rest on. */
  end(graph: TraceGraph): void {
    this.flush();
    const blocks = this.blocks.map(({ start, end, names }) => ({
      start,
      end,
      nodes: names.map((name) => graph.find(name) ?? -1),
    }));
    const index = packed(indexJson({ graph, blocks }));
    this.write(index);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(index.length);
    this.write(length);
    this.attempt(() => this.file !== undefined && writeAll(this.file, this.hash.digest()));
    if (this.file === undefined) return;
    this.close();
    this.attempt(() => renameSync(this.temporary, this.path));
  }

  /** Leaves the store that there is as it is. */
  abandon(): void {
    if (this.file === undefined) return;
    this.close();
    rmSync(this.temporary, { force: true });
  }

  private flush(): void {
    if (this.results.length === 0) return;
    const bytes = packed(`[${this.results.join(",")}]`);
    const { names } = this;
    this.results = [];
    this.names = [];
    this.length = 0;
    this.addBlock(bytes, names);
  }

  private write(bytes: Uint8Array): void {
    this.at += bytes.length;
    this.hash.update(bytes);
    this.attempt(() => this.file !== undefined && writeAll(this.file, bytes));
  }

  private attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.warn(whyUnreadable(error));
      this.abandon();
    }
  }

  private close(): void {
    const { file } = this;
    this.file = undefined;
    if (file !== undefined) closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

function packed(json: string): Buffer {
  return gzipSync(json, { level: 1 });
}

function unpacked(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(gunzipSync(bytes, { maxOutputLength: LARGEST }).toString("utf8"));
  } catch {
    return undefined;
  }
}
