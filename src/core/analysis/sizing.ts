import type { AllocApi, CallForm, Sizing } from "../api/alloc-api.ts";
import { formOf } from "../api/form.ts";
import type { SimulateFields } from "../api/simulate-fields.ts";
import type { Call } from "../c/call.ts";
import type { SizeFact } from "../c/size-fact.ts";
import { SLAB_FLAGS } from "../kernel/slab-flags.ts";
import type { OrderFact } from "./assessment.ts";

/** What a call asks for, read from its arguments. */
export interface Asked {
  readonly form: CallForm;
  readonly size: SizeFact;
  readonly elements?: { readonly count: SizeFact; readonly each: SizeFact };
  readonly order?: OrderFact;
  /** Why the placement is open although the size may be known. */
  readonly open?: string;
  /** Members of the simulator's request beside size and count. */
  readonly fields: Omit<SimulateFields, "size" | "count">;
}

/** Reads what `call` asks of the kernel, with C's arithmetic. */
export function askedBy(call: Call, api: AllocApi, version: string): Asked {
  const form = formOf(api, call.expr.args.length, version);
  const asked = { form, fields: {}, ...read(call, form.sizing) };
  return form.by === "netdev" ? { ...asked, ...behindNetDevice(call) } : asked;
}

type Read = Pick<Asked, "size"> & Partial<Asked>;

function read(call: Call, sizing: Sizing): Read {
  switch (sizing.kind) {
    case "bytes":
      return { size: call.size(sizing.plus ? `size_add($${sizing.size}, ${sizing.plus})` : `$${sizing.size}`) };
    case "sum":
      return { size: call.size(sizing.sizes.map((i) => `($${i})`).join(" + ")) };
    case "array":
      return arrayOf(call, `$${sizing.count}`, `$${sizing.each}`);
    case "type":
      return { size: call.size(`sizeof($${sizing.type})`) };
    case "type-array":
      return arrayOf(call, `$${sizing.count}`, `sizeof($${sizing.type})`);
    case "flex": {
      const { type, member, count } = sizing;
      return { size: call.size(`struct_size_t(typeof($${type}), $${member}, $${count})`) };
    }
    case "bits":
      return arrayOf(call, `BITS_TO_LONGS($${sizing.bits})`, "sizeof(long)");
    case "order":
      return pages(call, `$${sizing.order}`);
    case "one-page":
      return pages(call, "0");
    case "page-count":
      return arrayOf(call, `$${sizing.count}`, "PAGE_SIZE");
    case "string":
      return { size: stringSize(call, sizing) };
    case "format":
      return { size: { kind: "unknown", why: "the length of the formatted text is only known at run time" } };
    case "kfifo": {
      const each = `sizeof(*($${sizing.fifo})->type)`;
      return arrayOf(call, `$${sizing.count}`, each);
    }
    case "cache":
      return cacheOf(call, `$${sizing.size}`, `$${sizing.align}`, sizing.flags, call.expr.args[sizing.ctor] ?? "NULL");
    case "cache-args": {
      if (call.expr.args[sizing.args] === "NULL") return cacheOf(call, `$${sizing.size}`, "0", sizing.flags, "NULL");
      return {
        size: call.size(`$${sizing.size}`),
        open: "the alignment and the constructor are in a struct kmem_cache_args",
      };
    }
    case "cache-type":
      return cacheOf(
        call,
        `sizeof(struct $${sizing.type})`,
        `__alignof__(struct $${sizing.type})`,
        sizing.flags,
        "NULL",
      );
    case "dma-pool":
      return {
        size: call.size(`$${sizing.size}`),
        ...numbers(call, { align: sizing.align, boundary: sizing.boundary }),
      };
    case "percpu":
      return { size: call.size(`$${sizing.size}`), ...numbers(call, { align: sizing.align }) };
    case "object":
      return { size: { kind: "unknown", why: "the size of the objects is set where the cache or pool is made" } };
    case "mempool":
      return mempoolOf(call, sizing);
    case "inside":
      return { size: { kind: "unknown", why: "the subsystem decides how much it takes" } };
    case "none":
      return { size: { kind: "unknown", why: "it maps memory that exists already" } };
  }
}

function arrayOf(call: Call, count: string, each: string): Read {
  const { size, ...elements } = call.array(count, each);
  return { size, elements };
}

/** Pages by order; an order written as get_order(bytes) is asked for those bytes. */
function pages(call: Call, order: string): Read {
  const fact = call.integer(order);
  const bytes = /^get_order\s*\(([\s\S]*)\)$/.exec(call.expr.args[Number(order.slice(1))] ?? "")?.[1];
  const size = bytes === undefined ? call.size(`PAGE_SIZE << (${order})`) : call.size(bytes);
  if (fact.kind !== "known") {
    const why = fact.kind === "unknown" ? fact.why : "it is only known at run time";
    return { size, order: { kind: "unknown", why } };
  }
  const value = Number(fact.bytes);
  return { size, order: { kind: "known", value }, ...(bytes === undefined ? { fields: { order: value } } : {}) };
}

/** The length of a literal is known; another string is only bounded, if at all. */
function stringSize(call: Call, { text, max, plus = 0 }: Extract<Sizing, { kind: "string" }>): SizeFact {
  const atRunTime = { kind: "unknown", why: "the length of the string is only known at run time" } as const;
  if (max === undefined) {
    const length = call.size(`strlen($${text}) + 1`);
    return length.kind === "known" ? length : atRunTime;
  }
  const limit = call.size(`$${max}`);
  if (limit.kind !== "known") return limit.kind === "unknown" ? limit : atRunTime;
  return { kind: "between", min: plus === 1 ? 1n : 0n, max: limit.bytes + BigInt(plus), from: limit.from };
}

function cacheOf(call: Call, size: string, align: string, flags: number, ctor: string): Read {
  const fact = call.size(size);
  const words = call.words(flags, SLAB_FLAGS);
  const names = "why" in words ? undefined : slabFlags(words);
  const asked = numbers(call, { align: call.integer(align) });
  if (!names) return { size: fact, open: "why" in words ? words.why : "the cache's flags are only known at run time" };
  return { size: fact, ...asked, fields: { ...asked.fields, flags: names, ctor: ctor !== "NULL" && ctor !== "0" } };
}

/** A pool of byte or page elements; other elements have a size that is set elsewhere. */
function mempoolOf(call: Call, { count, element, order }: Extract<Sizing, { kind: "mempool" }>): Read {
  if (element !== undefined) return { ...arrayOf(call, `$${count}`, `$${element}`) };
  if (order !== undefined) {
    const asked = numbers(call, { order });
    return { ...arrayOf(call, `$${count}`, `PAGE_SIZE << ($${order})`), ...asked };
  }
  return { size: { kind: "unknown", why: "a pool reserves elements of a size that is set elsewhere" } };
}

/** The private area of a network device stands behind a struct that the configuration sizes. */
function behindNetDevice(call: Call): Pick<Asked, "fields" | "open"> {
  return numbers(call, { structBytes: call.size("sizeof(struct net_device)") });
}

/** `SLAB_A | SLAB_B` as names; undefined where it is anything else. */
function slabFlags(words: readonly string[]): string[] | undefined {
  const names = words.filter((word) => SLAB_FLAGS.has(word));
  return words.every((word) => names.includes(word) || word === "|" || word === "(" || word === ")" || word === "0")
    ? names
    : undefined;
}

/** Small numbers of a request; where one is not known the placement is open. */
function numbers(
  call: Call,
  asked: Readonly<Record<string, number | SizeFact>>,
): Pick<Asked, "fields"> & { open?: string } {
  const fields: Record<string, number> = {};
  for (const [name, from] of Object.entries(asked)) {
    const fact = typeof from === "number" ? call.integer(`$${from}`) : from;
    if (fact.kind !== "known")
      return { fields, open: fact.kind === "unknown" ? fact.why : `the ${name} is only known at run time` };
    fields[name] = Number(fact.bytes);
  }
  return { fields };
}
