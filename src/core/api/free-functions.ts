/** A function that gives memory back. Indexes are 0-based positions in the call. */
export interface FreeFunction {
  readonly name: string;
  readonly signature: string;
  /** Argument that holds the memory: a pointer, an address, a page. */
  readonly pointer: number;
  /** Arguments that must say what the allocation said. */
  readonly size?: number;
  readonly order?: number;
  readonly count?: number;
  /** Argument that holds the cache or pool that the memory came from. */
  readonly pool?: number;
  /** Whether it may sleep. `outside-interrupts`: yes, but in an interrupt the work is put off. */
  readonly sleeps: boolean | "outside-interrupts";
  readonly since?: string;
  readonly until?: string;
}

export const FREE_FUNCTIONS: readonly FreeFunction[] = [
  { name: "kfree", signature: "kfree(p)", pointer: 0, sleeps: false },
  { name: "kfree_sensitive", signature: "kfree_sensitive(p)", pointer: 0, sleeps: false, since: "5.9" },
  { name: "kzfree", signature: "kzfree(p)", pointer: 0, sleeps: false, until: "5.9" },
  { name: "kfree_const", signature: "kfree_const(p)", pointer: 0, sleeps: false },
  { name: "kfree_nolock", signature: "kfree_nolock(p)", pointer: 0, sleeps: false, since: "6.18" },
  { name: "kfree_bulk", signature: "kfree_bulk(count, pointers)", pointer: 1, count: 0, sleeps: false },
  { name: "kfree_rcu", signature: "kfree_rcu(p, field)", pointer: 0, sleeps: false },
  { name: "kvfree_rcu", signature: "kvfree_rcu(p, field)", pointer: 0, sleeps: false, since: "5.9" },
  { name: "kfree_rcu_mightsleep", signature: "kfree_rcu_mightsleep(p)", pointer: 0, sleeps: true, since: "6.3" },
  { name: "kvfree_rcu_mightsleep", signature: "kvfree_rcu_mightsleep(p)", pointer: 0, sleeps: true, since: "6.3" },
  { name: "kvfree", signature: "kvfree(p)", pointer: 0, sleeps: "outside-interrupts" },
  {
    name: "kvfree_sensitive",
    signature: "kvfree_sensitive(p, size)",
    pointer: 0,
    size: 1,
    sleeps: "outside-interrupts",
    since: "5.8",
  },
  { name: "kvfree_atomic", signature: "kvfree_atomic(p)", pointer: 0, sleeps: false, since: "7.1" },
  { name: "kfree_strarray", signature: "kfree_strarray(array, count)", pointer: 0, count: 1, sleeps: false },
  { name: "bitmap_free", signature: "bitmap_free(bitmap)", pointer: 0, sleeps: false },
  { name: "sock_kfree_s", signature: "sock_kfree_s(sk, p, size)", pointer: 1, size: 2, sleeps: false },
  { name: "sock_kzfree_s", signature: "sock_kzfree_s(sk, p, size)", pointer: 1, size: 2, sleeps: false },
  { name: "kfifo_free", signature: "kfifo_free(fifo)", pointer: 0, sleeps: false },

  { name: "vfree", signature: "vfree(p)", pointer: 0, sleeps: "outside-interrupts" },
  { name: "vfree_atomic", signature: "vfree_atomic(p)", pointer: 0, sleeps: false },
  { name: "vunmap", signature: "vunmap(p)", pointer: 0, sleeps: true },
  { name: "vm_unmap_ram", signature: "vm_unmap_ram(p, count)", pointer: 0, count: 1, sleeps: true },
  { name: "execmem_free", signature: "execmem_free(p)", pointer: 0, sleeps: true, since: "6.10" },

  { name: "__free_pages", signature: "__free_pages(page, order)", pointer: 0, order: 1, sleeps: false },
  { name: "__free_page", signature: "__free_page(page)", pointer: 0, sleeps: false },
  { name: "put_page", signature: "put_page(page)", pointer: 0, sleeps: false },
  { name: "free_pages", signature: "free_pages(addr, order)", pointer: 0, order: 1, sleeps: false },
  { name: "free_page", signature: "free_page(addr)", pointer: 0, sleeps: false },
  { name: "free_pages_exact", signature: "free_pages_exact(p, size)", pointer: 0, size: 1, sleeps: false },
  {
    name: "free_pages_nolock",
    signature: "free_pages_nolock(page, order)",
    pointer: 0,
    order: 1,
    sleeps: false,
    since: "6.15",
  },
  { name: "folio_put", signature: "folio_put(folio)", pointer: 0, sleeps: false, since: "5.16" },
  { name: "page_frag_free", signature: "page_frag_free(p)", pointer: 0, sleeps: false },
  { name: "skb_free_frag", signature: "skb_free_frag(p)", pointer: 0, sleeps: false },
  { name: "free_contig_range", signature: "free_contig_range(pfn, count)", pointer: 0, count: 1, sleeps: false },
  {
    name: "free_contig_frozen_range",
    signature: "free_contig_frozen_range(pfn, count)",
    pointer: 0,
    count: 1,
    sleeps: false,
    since: "7.0",
  },
  { name: "cma_release", signature: "cma_release(cma, pages, count)", pointer: 1, count: 2, pool: 0, sleeps: true },
  { name: "memblock_free", signature: "memblock_free(p, size)", pointer: 0, size: 1, sleeps: false },
  {
    name: "memblock_phys_free",
    signature: "memblock_phys_free(base, size)",
    pointer: 0,
    size: 1,
    sleeps: false,
    since: "5.16",
  },

  { name: "kmem_cache_free", signature: "kmem_cache_free(cache, p)", pointer: 1, pool: 0, sleeps: false },
  {
    name: "kmem_cache_free_bulk",
    signature: "kmem_cache_free_bulk(cache, count, pointers)",
    pointer: 2,
    count: 1,
    pool: 0,
    sleeps: false,
  },
  {
    name: "kmem_cache_return_sheaf",
    signature: "kmem_cache_return_sheaf(cache, gfp, sheaf)",
    pointer: 2,
    pool: 0,
    sleeps: false,
    since: "6.18",
  },
  { name: "kmem_cache_destroy", signature: "kmem_cache_destroy(cache)", pointer: 0, sleeps: true },
  { name: "mempool_free", signature: "mempool_free(element, pool)", pointer: 0, pool: 1, sleeps: false },
  {
    name: "mempool_free_bulk",
    signature: "mempool_free_bulk(pool, elements, count)",
    pointer: 1,
    count: 2,
    pool: 0,
    sleeps: false,
    since: "7.0",
  },
  { name: "mempool_destroy", signature: "mempool_destroy(pool)", pointer: 0, sleeps: true },
  { name: "mempool_exit", signature: "mempool_exit(pool)", pointer: 0, sleeps: true },

  { name: "devm_kfree", signature: "devm_kfree(dev, p)", pointer: 1, sleeps: false },
  { name: "devm_free_pages", signature: "devm_free_pages(dev, addr)", pointer: 1, sleeps: false },
  { name: "devm_free_percpu", signature: "devm_free_percpu(dev, p)", pointer: 1, sleeps: false, until: "6.19" },
  { name: "devres_free", signature: "devres_free(p)", pointer: 0, sleeps: false },
  { name: "drmm_kfree", signature: "drmm_kfree(drm, p)", pointer: 1, sleeps: false, since: "5.8" },

  {
    name: "dma_free_coherent",
    signature: "dma_free_coherent(dev, size, p, handle)",
    pointer: 2,
    size: 1,
    sleeps: true,
  },
  {
    name: "dma_free_attrs",
    signature: "dma_free_attrs(dev, size, p, handle, attrs)",
    pointer: 2,
    size: 1,
    sleeps: true,
  },
  { name: "dma_free_wc", signature: "dma_free_wc(dev, size, p, handle)", pointer: 2, size: 1, sleeps: true },
  {
    name: "dma_free_writecombine",
    signature: "dma_free_writecombine(dev, size, p, handle)",
    pointer: 2,
    size: 1,
    sleeps: true,
    until: "5.0",
  },
  {
    name: "dma_free_noncoherent",
    signature: "dma_free_noncoherent(dev, size, p, handle, dir)",
    pointer: 2,
    size: 1,
    sleeps: true,
    since: "5.10",
  },
  {
    name: "dma_free_pages",
    signature: "dma_free_pages(dev, size, page, handle, dir)",
    pointer: 2,
    size: 1,
    sleeps: true,
    since: "5.10",
  },
  {
    name: "dma_free_noncontiguous",
    signature: "dma_free_noncontiguous(dev, size, table, dir)",
    pointer: 2,
    size: 1,
    sleeps: true,
    since: "5.13",
  },
  {
    name: "dma_release_from_contiguous",
    signature: "dma_release_from_contiguous(dev, pages, count)",
    pointer: 1,
    count: 2,
    sleeps: true,
  },
  {
    name: "dma_free_contiguous",
    signature: "dma_free_contiguous(dev, page, size)",
    pointer: 1,
    size: 2,
    sleeps: true,
    since: "5.3",
  },
  {
    name: "dmam_free_coherent",
    signature: "dmam_free_coherent(dev, size, p, handle)",
    pointer: 2,
    size: 1,
    sleeps: true,
  },
  { name: "dma_pool_free", signature: "dma_pool_free(pool, p, handle)", pointer: 1, pool: 0, sleeps: false },
  { name: "dma_pool_destroy", signature: "dma_pool_destroy(pool)", pointer: 0, sleeps: true },
  { name: "dmam_pool_destroy", signature: "dmam_pool_destroy(pool)", pointer: 0, sleeps: true },
  {
    name: "pci_free_consistent",
    signature: "pci_free_consistent(pdev, size, p, handle)",
    pointer: 2,
    size: 1,
    sleeps: true,
    until: "5.17",
  },
  {
    name: "pci_pool_free",
    signature: "pci_pool_free(pool, p, handle)",
    pointer: 1,
    pool: 0,
    sleeps: false,
    until: "5.17",
  },
  { name: "pci_pool_destroy", signature: "pci_pool_destroy(pool)", pointer: 0, sleeps: true, until: "5.17" },
  {
    name: "usb_free_coherent",
    signature: "usb_free_coherent(udev, size, p, handle)",
    pointer: 2,
    size: 1,
    sleeps: true,
  },
  {
    name: "usb_free_noncoherent",
    signature: "usb_free_noncoherent(udev, size, p, dir, table)",
    pointer: 2,
    size: 1,
    sleeps: true,
    since: "6.18",
  },

  { name: "free_percpu", signature: "free_percpu(p)", pointer: 0, sleeps: false },
  { name: "gen_pool_free", signature: "gen_pool_free(pool, addr, size)", pointer: 1, size: 2, pool: 0, sleeps: false },
  { name: "gen_pool_destroy", signature: "gen_pool_destroy(pool)", pointer: 0, sleeps: true },

  { name: "kfree_skb", signature: "kfree_skb(skb)", pointer: 0, sleeps: false },
  { name: "kfree_skb_reason", signature: "kfree_skb_reason(skb, reason)", pointer: 0, sleeps: false, since: "5.17" },
  { name: "consume_skb", signature: "consume_skb(skb)", pointer: 0, sleeps: false },
  { name: "dev_kfree_skb", signature: "dev_kfree_skb(skb)", pointer: 0, sleeps: false },
  { name: "dev_kfree_skb_any", signature: "dev_kfree_skb_any(skb)", pointer: 0, sleeps: false },
  { name: "dev_kfree_skb_irq", signature: "dev_kfree_skb_irq(skb)", pointer: 0, sleeps: false },
  { name: "dev_consume_skb_any", signature: "dev_consume_skb_any(skb)", pointer: 0, sleeps: false },
  { name: "dev_consume_skb_irq", signature: "dev_consume_skb_irq(skb)", pointer: 0, sleeps: false },
  { name: "napi_consume_skb", signature: "napi_consume_skb(skb, budget)", pointer: 0, sleeps: false },
  { name: "nlmsg_free", signature: "nlmsg_free(skb)", pointer: 0, sleeps: false },
  { name: "free_netdev", signature: "free_netdev(netdev)", pointer: 0, sleeps: true },

  { name: "sg_free_table", signature: "sg_free_table(table)", pointer: 0, sleeps: false },
  { name: "sgl_free", signature: "sgl_free(list)", pointer: 0, sleeps: false },
  { name: "sgl_free_order", signature: "sgl_free_order(list, order)", pointer: 0, order: 1, sleeps: false },
  {
    name: "sgl_free_n_order",
    signature: "sgl_free_n_order(list, count, order)",
    pointer: 0,
    count: 1,
    order: 2,
    sleeps: false,
  },
  { name: "iio_device_free", signature: "iio_device_free(iio)", pointer: 0, sleeps: true },
  { name: "input_free_device", signature: "input_free_device(input)", pointer: 0, sleeps: true },
  { name: "usb_free_urb", signature: "usb_free_urb(urb)", pointer: 0, sleeps: false },
  { name: "usb_put_urb", signature: "usb_put_urb(urb)", pointer: 0, sleeps: false },
  { name: "bio_put", signature: "bio_put(bio)", pointer: 0, sleeps: false },
  { name: "bioset_exit", signature: "bioset_exit(bioset)", pointer: 0, sleeps: true },
];

const BY_NAME: ReadonlyMap<string, FreeFunction> = new Map(FREE_FUNCTIONS.map((free) => [free.name, free]));

export function freeFunctionNamed(name: string): FreeFunction | undefined {
  return BY_NAME.get(name);
}
