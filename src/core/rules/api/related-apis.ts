/** Which function does the same in another way, with the same arguments but for those that the table is about. */
type Related = ReadonlyMap<string, string>;

/** The same request, cleared. */
export const ZEROED: Related = new Map([
  ["kmalloc", "kzalloc"],
  ["kmalloc_node", "kzalloc_node"],
  ["kmalloc_array", "kcalloc"],
  ["kmalloc_array_node", "kcalloc_node"],
  ["kvmalloc", "kvzalloc"],
  ["kvmalloc_node", "kvzalloc_node"],
  ["kvmalloc_array", "kvcalloc"],
  ["vmalloc", "vzalloc"],
  ["vmalloc_node", "vzalloc_node"],
  ["vmalloc_array", "vcalloc"],
  ["devm_kmalloc", "devm_kzalloc"],
  ["devm_kmalloc_array", "devm_kcalloc"],
  ["dma_pool_alloc", "dma_pool_zalloc"],
  ["kmem_cache_alloc", "kmem_cache_zalloc"],
  ["kmalloc_obj", "kzalloc_obj"],
  ["kmalloc_objs", "kzalloc_objs"],
  ["kmalloc_flex", "kzalloc_flex"],
]);

/** Number and size of the elements in place of the size. */
export const ARRAY: Related = new Map([
  ["kmalloc", "kmalloc_array"],
  ["kzalloc", "kcalloc"],
  ["kmalloc_node", "kmalloc_array_node"],
  ["kzalloc_node", "kcalloc_node"],
  ["kvmalloc", "kvmalloc_array"],
  ["kvzalloc", "kvcalloc"],
  ["vmalloc", "vmalloc_array"],
  ["vzalloc", "vcalloc"],
  ["devm_kmalloc", "devm_kmalloc_array"],
  ["devm_kzalloc", "devm_kcalloc"],
  ["krealloc", "krealloc_array"],
  ["devm_krealloc", "devm_krealloc_array"],
]);

/** A copy of what the first (of devm_: second) argument points to. */
export const COPY: Related = new Map([
  ["kmalloc", "kmemdup"],
  ["kzalloc", "kmemdup"],
  ["kvmalloc", "kvmemdup"],
  ["kvzalloc", "kvmemdup"],
  ["kmalloc_array", "kmemdup_array"],
  ["kcalloc", "kmemdup_array"],
  ["devm_kmalloc", "devm_kmemdup"],
  ["devm_kzalloc", "devm_kmemdup"],
]);

/** A copy of user memory. */
export const USER_COPY: Related = new Map([
  ["kmalloc", "memdup_user"],
  ["kzalloc", "memdup_user"],
  ["kmalloc_array", "memdup_array_user"],
  ["kcalloc", "memdup_array_user"],
  ["kvmalloc", "vmemdup_user"],
  ["kvzalloc", "vmemdup_user"],
  ["kvmalloc_array", "vmemdup_array_user"],
  ["kvcalloc", "vmemdup_array_user"],
]);

/** With the type in place of its size (since 7.0): one object, several, one with a flexible array. */
export const TYPED: ReadonlyMap<string, "kmalloc" | "kzalloc" | "kvmalloc" | "kvzalloc"> = new Map([
  ["kmalloc", "kmalloc"],
  ["kzalloc", "kzalloc"],
  ["kvmalloc", "kvmalloc"],
  ["kvzalloc", "kvzalloc"],
  ["kmalloc_array", "kmalloc"],
  ["kcalloc", "kzalloc"],
  ["kvmalloc_array", "kvmalloc"],
  ["kvcalloc", "kvzalloc"],
]);
