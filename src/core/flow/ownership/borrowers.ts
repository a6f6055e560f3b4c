/** Arguments of a function through which it reads or writes at once: a null pointer there crashes. */
const READS: ReadonlyMap<string, readonly number[]> = new Map([
  ...all(
    "memset memzero_explicit strlen strchr strrchr strim skip_spaces sscanf sprintf scnprintf vsprintf kstrtoint kstrtouint kstrtoul",
    [0],
  ),
  ...all(
    "INIT_LIST_HEAD INIT_HLIST_HEAD spin_lock_init raw_spin_lock_init mutex_init init_completion init_rwsem init_waitqueue_head clear_page copy_from_user eth_zero_addr eth_random_addr kref_init",
    [0],
  ),
  ...all(
    "memcpy memmove memcmp strcpy strncpy strscpy strlcpy strcat strncat strlcat strcmp strncmp strcasecmp strstr ether_addr_copy",
    [0, 1],
  ),
  ...all("copy_to_user memcpy_toio", [1]),
  ...all("memcpy_fromio", [0]),
]);

function all(names: string, args: readonly number[]): (readonly [string, readonly number[]])[] {
  return names.split(" ").map((name) => [name, args] as const);
}

/** Functions that are done with a pointer when they return: they neither keep it nor free it. */
const BORROWS =
  /^(?:usb_(?:control_msg(?:_send|_recv)?|bulk_msg|interrupt_msg|get_descriptor|string)|i2c_(?:master_send|master_recv|smbus_\w+)|spi_(?:write|read|write_then_read)|regmap_(?:bulk|raw|noinc)_(?:read|write)|(?:pr|dev|netdev|netif|drm|wiphy|hid|ata|shost|sdev|usb|snd)_(?:err|warn|info|dbg|debug|notice|alert|crit|emerg)(?:_once|_ratelimited)?|v?printk|printk_ratelimited|dev_printk|print_hex_dump(?:_\w+)?|dev_err_probe|WARN(?:_ON)?(?:_ONCE)?|dev_WARN(?:_ONCE)?|BUG_ON|BUILD_BUG_ON\w*|v?s[cn]*printf|sysfs_emit(?:_at)?|seq_(?:v?printf|bprintf|put[sc]|write|pad|path|file_path|dentry|escape\w*|put_\w+|hex_dump|has_overflowed|setwidth|show_option\w*)|hex2bin|bin2hex|hex_dump_to_buffer|kstrto\w+|simple_strto\w+|str(?:n?len|n?cmp|n?casecmp|n?str|r?chr|nchr\w*|n?cpy|s?cpy(?:_pad)?|lcpy|n?cat|lcat|im|sep|pbrk|c?spn|replace|starts|_has_prefix|tobool)|mem(?:chr\w*|scan|cmp|cpy\w*|set\w*|move)|crc\w+|PTR_ERR\w*|IS_ERR\w*|ERR_CAST|ZERO_OR_NULL_PTR|is_vmalloc_addr|(?:__)?copy_(?:to|from)_user|(?:put|get)_user|simple_(?:read|write)_\w+_?buffer|nla_put\w*|read[bwlqs]+|write[bwlqs]+|io(?:read|write)\d+_rep|in[bwls]+|out[bwls]+|insw|outsw|(?:le|be)\d+_to_cpup?|cpu_to_(?:le|be)\d+p?|get_unaligned\w*|put_unaligned\w*|min|max|min_t|max_t|clamp|ARRAY_SIZE|likely|unlikely|is_\w+_ether_addr|eth_\w+_addr|ether_addr_\w+|bitmap_(?:zero|fill|copy|set|clear|and|or|empty|full|weight)|find_\w+_bit|(?:__)?(?:arch_)?(?:set|clear|change|test|assign)_(?:and_(?:set|clear|change)_)?bit(?:_lock|_unlock|_acquire|_relaxed)?|__raw_(?:read|write)[bwlqs]+|kasan_check_\w+|kcsan_\w+|kmsan_\w+|instrument_\w+|list_(?:empty|is_\w+)|list_empty_careful|ksize|lockdep_\w+|might_sleep|hid_hw_raw_request|nvmem_device_(?:read|write)|kernel_read|hweight\w*|ida_\w+|lock_kernel|usleep_range|udelay|mdelay|msleep|ndelay|(?:mutex|spin|raw_spin|read|write|rcu_read|down|up)_(?:un)?lock\w*|clear_page|copy_page|sort|fsleep|BIT|ktime_get\w*|jiffies_to_\w+|msecs_to_jiffies|time_(?:after|before)\w*|cond_resched|cpu_relax|schedule_timeout\w*|atomic_(?:read|set|inc|dec|add|sub)\w*|READ_ONCE|smp_\w*mb|wmb|rmb|mb)$/;

/** Indexes of the arguments that a function reads or writes through at once. */
export function readsThrough(name: string): readonly number[] {
  return READS.get(name) ?? [];
}

/** They set up a part of an object, or wait for it; nothing keeps the object before it is queued or armed. */
const SETS_UP =
  /^(?:INIT_(?:DELAYED_|DEFERRABLE_|RCU_)?WORK|INIT_(?:H?LIST_(?:HEAD|NODE)|RADIX_TREE|KFIFO)|timer_setup|hrtimer_(?:init|setup)|tasklet_(?:init|setup)|init_irq_work|(?:idr|ida|xa)_init(?:_flags)?|refcount_(?:set|read|inc)|kref_init|rwlock_init|seq(?:lock|count)_init|sema_init|init_(?:completion|rwsem|waitqueue_head|waitqueue_entry|swait_queue_head)|reinit_completion|skb_queue_head_init|(?:wait_for_completion|wait_event)\w*|get_order|crypto_shash_(?:init|update|finup|final|digest|tfm_digest|export|import|setkey)|RB_CLEAR_NODE|bio_list_init|mutex_destroy|bitmap_\w+|lockdep_set_class\w*|\w*printk|k(?:debug|enter|leave)|_(?:enter|leave|debug)|[a-z0-9]+_(?:dbg|debug|warn|err)|(?:alloc|create)_(?:\w+_)?workqueue|irq_set_affinity_hint)$/;

export function borrows(name: string): boolean {
  return READS.has(name) || BORROWS.test(name) || SETS_UP.test(name) || FREES_INSIDE.has(name);
}

/** Free functions after which the memory is gone for certain: no reference counts, no grace periods. */
const FREES_AT_ONCE =
  /k[vz]?free(?:_sensitive)?|kvfree_sensitive|vfree|free_pages?|free_pages_exact|kmem_cache_free|dma_pool_free|dma_free_(?:coherent|attrs|wc)|free_percpu|devm_kfree|bitmap_free|mempool_free/;
const FREES_AT_ONCE_ALONE = new RegExp(`^(?:${FREES_AT_ONCE.source})$`);

export function freesAtOnce(name: string): boolean {
  return FREES_AT_ONCE_ALONE.test(name);
}

/**
 * They free memory as an allocator gave it; others take an object apart, which its maker may have taken from anywhere.
 * A pool takes back what its allocator could have given, and passes it on to that.
 */
export function freesMemory(name: string): boolean {
  if (name === "mempool_free") return false;
  return freesAtOnce(name) || /^kv?free_(?:rcu|const)|^__free_pages?$|^put_page$|^vfree_atomic$/.test(name);
}

/** A call of such a function in a text, from its name to its bracket. */
const FREE_CALL = new RegExp(`(?:${FREES_AT_ONCE.source})\\s*\\(`, "y");

/** The calls of such functions in a text: where they begin, and where their arguments do. */
export function* freesIn(text: string): Generator<{ readonly at: number; readonly args: number }> {
  for (let part = text.indexOf("free"); part >= 0; part = text.indexOf("free", part + 1)) {
    let at = part;
    while (/\w/.test(text.charAt(at - 1))) at--;
    FREE_CALL.lastIndex = at;
    if (!FREE_CALL.test(text)) continue;
    const args = FREE_CALL.lastIndex;
    yield { at, args };
    part = args - 1;
  }
}

/** After it a block is freed page by page. */
export function splitsBlock(name: string): boolean {
  return name === "split_page";
}

/** They free what an object holds, not the object itself. */
const FREES_INSIDE: ReadonlySet<string> = new Set(["sg_free_table", "kfifo_free", "mempool_exit", "bioset_exit"]);

export function freesInside(name: string): boolean {
  return FREES_INSIDE.has(name);
}
