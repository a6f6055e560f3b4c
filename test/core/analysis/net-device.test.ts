import { expect, test } from "vitest";
import { assess } from "../../support/assess.ts";

const sized = (bytes: number) => `struct net_device { char all[${bytes}]; };`;

test.each([
  // Up to 6.10 ALIGN(sizeof(struct net_device), 32) + private bytes + 31, of which only the private area is aligned.
  ["6.1", 2432, 1633, 4096],
  ["6.1", 2432, 1634, 8192],
  ["6.1", 4065, 0, 4096],
  ["6.1", 4066, 0, 8192],
  // Since 6.11 the private area is a flexible array on a cache line.
  ["6.12", 2432, 1634, 4096],
  ["6.12", 2432, 1664, 4096],
  ["6.12", 2432, 1665, 8192],
  ["6.12", 4065, 0, 4096],
])("%s: a device of %i bytes with %i private ones takes %i", (version, device, bytes, bytesAlloc) => {
  const { placement, size } = assess(`alloc_etherdev(${bytes})`, `debian-${version}-amd64`, sized(device));
  expect(size).toMatchObject({ kind: "known", bytes: BigInt(bytes) });
  expect(placement).toMatchObject({
    kind: "slab",
    bytesReq: bytes,
    bytesAlloc,
    cache: bytesAlloc === 4096 ? "kmalloc-cg-4k" : "kmalloc-cg-8k",
  });
});

test("its memory is charged to a memory cgroup since 5.19", () =>
  expect(assess("alloc_etherdev(64)", "linux-5.15-x86_64", sized(2048)).placement).toMatchObject({
    cache: "kmalloc-4k",
  }));

test("what the struct is for is known from the table of Debian's kernel", () =>
  expect(assess("devm_alloc_etherdev(NULL, 776)").placement).toMatchObject({ bytesAlloc: 4096, overhead: 2560 }));

test("without its size, nothing is known", () =>
  expect(assess("alloc_etherdev(64)", "debian-6.1-amd64").placement).toMatchObject({
    kind: "unknown",
    why: "struct net_device is not declared in the file or its headers",
  }));
