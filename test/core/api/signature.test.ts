import { expect, test } from "vitest";
import type { CallForm, Sizing } from "../../../src/core/api/alloc-api.ts";
import { ALLOC_APIS } from "../../../src/core/api/catalogue.ts";
import { parameterNames } from "../../../src/core/api/describe-api.ts";
import { FREE_FUNCTIONS } from "../../../src/core/api/free-functions.ts";

const SIZE = /^(size|len|headerlen|datalen|payload|privsize)$/;
const COUNT = /^(n|count|min_nr)$/;

/** What the parameter at each index of a sizing may be called. */
function expectedNames(sizing: Sizing): readonly (readonly [number | undefined, RegExp])[] {
  switch (sizing.kind) {
    case "bytes":
      return [[sizing.size, SIZE]];
    case "sum":
      return sizing.sizes.map((index) => [index, SIZE]);
    case "array":
      return [
        [sizing.count, COUNT],
        [sizing.each, SIZE],
      ];
    case "order":
      return [[sizing.order, /^order$/]];
    case "page-count":
      return [[sizing.count, COUNT]];
    case "type":
      return [[sizing.type, /^type$/]];
    case "type-array":
      return [
        [sizing.type, /^type$/],
        [sizing.count, COUNT],
      ];
    case "flex":
      return [
        [sizing.type, /^type$/],
        [sizing.member, /^member$/],
        [sizing.count, COUNT],
      ];
    case "bits":
      return [[sizing.bits, /^nbits$/]];
    case "string":
      return [
        [sizing.text, /^text$/],
        [sizing.max, /^max$/],
      ];
    case "format":
      return [[sizing.format, /^format$/]];
    case "kfifo":
      return [
        [sizing.fifo, /^fifo$/],
        [sizing.count, COUNT],
      ];
    case "cache":
      return [
        [sizing.size, SIZE],
        [sizing.align, /^align$/],
        [sizing.flags, /^flags$/],
        [sizing.ctor, /^ctor$/],
        [sizing.useroffset, /^useroffset$/],
        [sizing.usersize, /^usersize$/],
      ];
    case "cache-args":
      return [
        [sizing.size, SIZE],
        [sizing.args, /^args$/],
        [sizing.flags, /^flags$/],
      ];
    case "cache-type":
      return [
        [sizing.type, /^type$/],
        [sizing.flags, /^flags$/],
        [sizing.field, /^field$/],
      ];
    case "dma-pool":
      return [
        [sizing.size, SIZE],
        [sizing.align, /^align$/],
        [sizing.boundary, /^boundary$/],
      ];
    case "percpu":
      return [
        [sizing.size, SIZE],
        [sizing.align, /^align$/],
      ];
    case "object":
      return [
        [sizing.pool, /^(pool|cache)$/],
        [sizing.count, COUNT],
      ];
    case "mempool":
      return [
        [sizing.count, COUNT],
        [sizing.element, SIZE],
        [sizing.order, /^order$/],
        [sizing.cache, /^cache$/],
      ];
    case "one-page":
    case "inside":
    case "none":
      return [];
  }
}

/** A wrong index would make a wrong number: every index must point at a parameter of a fitting name. */
function checkForm(name: string, { signature, sizing, gfp, reallocates }: CallForm): void {
  expect(signature).toMatch(/^\w+\((\[?\w+\]?|\.\.\.)?(, (\[?\w+\]?|\.\.\.))*\)$/);
  expect(signature.slice(0, signature.indexOf("("))).toBe(name);
  const parameters = parameterNames(signature);
  for (const [index, expected] of expectedNames(sizing)) {
    if (index !== undefined) expect(parameters[index], `${signature}: argument ${index}`).toMatch(expected);
  }
  const mask = gfp.from === "argument" || gfp.from === "optional" ? gfp.index : -1;
  expect(parameters.indexOf("gfp"), `${signature}: mask`).toBe(mask);
  expect(parameters.indexOf("p"), `${signature}: resized block`).toBe(reallocates ?? (name === "idr_alloc" ? 1 : -1));
}

test.each(ALLOC_APIS)("$signature", (api) => {
  checkForm(api.name, api);
  for (const variant of api.variants ?? []) {
    const form = { ...api, ...variant };
    checkForm(api.name, form);
    if (variant.arguments !== undefined) expect(parameterNames(form.signature)).toHaveLength(variant.arguments);
  }
});

test.each(FREE_FUNCTIONS)("$signature", (free) => {
  const parameters = parameterNames(free.signature);
  expect(free.signature.slice(0, free.signature.indexOf("("))).toBe(free.name);
  expect(parameters[free.pointer]).toBeDefined();
  expect(parameters.indexOf("size")).toBe(free.size ?? -1);
  expect(parameters.indexOf("order")).toBe(free.order ?? -1);
  expect(parameters.indexOf("count")).toBe(free.count ?? -1);
  if (free.pool !== undefined) expect(parameters[free.pool]).toMatch(/^(pool|cache|cma)$/);
});
