import { describe, expect, test } from "vitest";
import { ALLOC_APIS, apiNamed, apiNames } from "../../../src/core/api/catalogue.ts";

/** Every allocation API that drivers, file systems and network code of Linux 6.12 call. */
const CALLED_IN_6_12 = `
  kzalloc kmalloc kcalloc dma_alloc_coherent devm_kzalloc kmemdup kmalloc_array kstrdup mempool_alloc kvzalloc
  devm_kcalloc alloc_skb kmem_cache_create vmalloc devm_kasprintf alloc_page kasprintf vzalloc dev_alloc_skb
  kmem_cache_zalloc kmem_cache_alloc kvmalloc nlmsg_new alloc_percpu kzalloc_node kvcalloc bitmap_zalloc KMEM_CACHE
  krealloc kvmalloc_array dma_pool_create usb_alloc_coherent netdev_alloc_skb dma_pool_alloc __get_free_page memdup_user
  devm_kstrdup get_zeroed_page dma_pool_zalloc kstrndup alloc_etherdev kmemdup_nul devm_kmemdup devm_kmalloc
  memdup_user_nul alloc_pages __get_free_pages kstrdup_const dmam_alloc_coherent __vmalloc alloc_pages_node
  alloc_percpu_gfp drmm_kzalloc kmalloc_node netdev_alloc_skb_ip_align kmemdup_array napi_alloc_skb kcalloc_node
  strndup_user vmalloc_user mempool_init_slab_pool kfifo_alloc devm_iio_device_alloc alloc_etherdev_mq alloc_netdev
  mempool_create_slab_pool krealloc_array kvasprintf vmalloc_array __dev_alloc_skb mempool_create_kmalloc_pool
  folio_alloc memdup_array_user mempool_init alloc_etherdev_mqs kmem_cache_create_usercopy __alloc_percpu sock_kmalloc
  mempool_init_page_pool netdev_alloc_frag dev_alloc_page kvzalloc_node kvmemdup kmalloc_track_caller
  kmem_cache_alloc_node vmalloc_node devm_gen_pool_create gen_pool_create dma_alloc_attrs alloc_pages_exact
  napi_alloc_frag vcalloc kvmalloc_node alloc_netdev_mqs alloc_skb_fclone mempool_init_kmalloc_pool __vmalloc_array
  __alloc_pages_node __vcalloc gen_pool_alloc drmm_kmalloc bitmap_alloc devm_bitmap_zalloc dev_alloc_pages
  __netdev_alloc_skb mempool_create_node alloc_skb_with_frags alloc_pages_bulk_array vmemdup_user kmem_cache_alloc_bulk
  __folio_alloc __alloc_pages devm_krealloc dmam_pool_create kvrealloc drmm_kcalloc devm_krealloc_array
  dma_alloc_noncontiguous vmalloc_32 __dev_alloc_pages __dev_alloc_page kvcalloc_node bitmap_zalloc_node
  devm_alloc_etherdev devm_kmalloc_array kvzalloc_objs dma_alloc_noncoherent mempool_create iio_device_alloc
  mempool_create_page_pool devm_alloc_percpu dmam_alloc_attrs KMEM_CACHE_USERCOPY vzalloc_node
  __kmalloc_node_track_caller kmem_buckets_create kmem_buckets_valloc __vmalloc_node_range vrealloc
`
  .trim()
  .split(/\s+/);

describe("names", () => {
  test("a name has one row", () => {
    const names = ALLOC_APIS.map((api) => api.name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test.each(CALLED_IN_6_12)("%s is known and looked for", (name) => {
    expect(apiNamed(name)?.name).toBe(name);
    expect(apiNames()).toContain(name);
  });

  test("the _noprof spelling is the same API", () => {
    expect(apiNamed("kmalloc_noprof")).toBe(apiNamed("kmalloc"));
    expect(apiNames()).toContain("kmem_cache_alloc_noprof");
  });

  test.each(["", "_noprof", "kfree", "KMALLOC", "toString", "__proto__"])("%j is no API", (name) => {
    expect(apiNamed(name)).toBeUndefined();
  });

  test.each(["vmap", "build_skb", "idr_alloc", "xa_store"])("%s is known but hands out no memory", (name) => {
    expect(apiNamed(name)).toBeDefined();
    expect(apiNames()).not.toContain(name);
  });
});

describe("rows", () => {
  test.each(ALLOC_APIS)("$name agrees with itself", (api) => {
    if (api.adds?.includes("__GFP_ZERO")) expect(api.zeroes).toBe(true);
    if (api.adds) expect(api.gfp.from).toMatch(/^(argument|optional)$/);
    if (api.sleeps === "gfp") expect(api.gfp.from).not.toBe("fixed");
    expect(api.via !== undefined).toBe(api.by === "skb");
    for (const version of [api.since, api.until]) if (version !== undefined) expect(version).toMatch(/^\d+\.\d+$/);
  });
});
