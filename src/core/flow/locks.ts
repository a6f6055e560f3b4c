/** What a call does to the context that follows it. */
export interface LockCall {
  readonly does: "take" | "try" | "release";
  readonly kind: HoldKind;
  /** Argument that names the lock. */
  readonly lock?: number;
  /** What it switches off, or on again, beside. */
  readonly masks?: "irq" | "bh";
}

/** Why a place may not sleep. */
export type HoldKind = "spin" | "rw" | "bit" | "seq" | "local" | "rcu" | "irq" | "bh" | "preempt" | "cpu" | "kmap";

const SUFFIXES: readonly (readonly [string, LockCall["masks"]])[] = [
  ["", undefined],
  ["_irq", "irq"],
  ["_irqsave", "irq"],
  ["_irqrestore", "irq"],
  ["_bh", "bh"],
];
const FAMILIES: readonly (readonly [string, HoldKind])[] = [
  ["spin", "spin"],
  ["raw_spin", "spin"],
  ["read", "rw"],
  ["write", "rw"],
  ["raw_read", "rw"],
  ["raw_write", "rw"],
];

function* spinning(): Generator<readonly [string, LockCall]> {
  for (const [family, kind] of FAMILIES) {
    for (const [suffix, masks] of SUFFIXES) {
      const beside = masks ? { masks } : {};
      yield [`${family}_unlock${suffix}`, { does: "release", kind, lock: 0, ...beside }];
      if (suffix === "_irqrestore") continue;
      yield [`${family}_trylock${suffix}`, { does: "try", kind, lock: 0, ...beside }];
      for (const nested of ["", "_nested", "_nest_lock"]) {
        yield [`${family}_lock${suffix}${nested}`, { does: "take", kind, lock: 0, ...beside }];
      }
    }
  }
}

function pair(
  kind: HoldKind,
  takes: string,
  releases: string,
  more: Pick<LockCall, "lock" | "masks"> = {},
): (readonly [string, LockCall])[] {
  return [
    ...takes.split(" ").map((name) => [name, { does: "take", kind, ...more }] as const),
    ...releases.split(" ").map((name) => [name, { does: "release", kind, ...more }] as const),
  ];
}

const first = { lock: 0 } as const;

const LOCK_CALLS: ReadonlyMap<string, LockCall> = new Map([
  ...spinning(),
  ...pair("spin", "write_seqlock", "write_sequnlock", first),
  ...pair("spin", "write_seqlock_irqsave write_seqlock_irq", "write_sequnlock_irqrestore write_sequnlock_irq", {
    lock: 0,
    masks: "irq",
  }),
  ...pair("spin", "write_seqlock_bh", "write_sequnlock_bh", { lock: 0, masks: "bh" }),
  ...pair("spin", "read_seqlock_excl", "read_sequnlock_excl", first),
  ...pair("spin", "task_lock", "task_unlock", first),
  ...pair("spin", "bh_lock_sock bh_lock_sock_nested", "bh_unlock_sock", first),
  ...pair("spin", "netif_addr_lock", "netif_addr_unlock", first),
  ...pair("spin", "netif_addr_lock_bh", "netif_addr_unlock_bh", { lock: 0, masks: "bh" }),
  ...pair("spin", "netif_tx_lock", "netif_tx_unlock", first),
  ...pair("spin", "netif_tx_lock_bh", "netif_tx_unlock_bh", { lock: 0, masks: "bh" }),
  ...pair("spin", "__netif_tx_lock", "__netif_tx_unlock", first),
  ...pair("spin", "__netif_tx_lock_bh", "__netif_tx_unlock_bh", { lock: 0, masks: "bh" }),
  ...pair("spin", "hlist_bl_lock", "hlist_bl_unlock", first),
  ...pair("bit", "bit_spin_lock", "bit_spin_unlock __bit_spin_unlock", { lock: 1 }),
  ...pair("seq", "write_seqcount_begin", "write_seqcount_end", first),
  ...pair("local", "local_lock local_lock_nested_bh", "local_unlock local_unlock_nested_bh", first),
  ...pair("local", "local_lock_irq local_lock_irqsave", "local_unlock_irq local_unlock_irqrestore", first),
  ...pair(
    "rcu",
    "rcu_read_lock rcu_read_lock_bh rcu_read_lock_sched",
    "rcu_read_unlock rcu_read_unlock_bh rcu_read_unlock_sched",
  ),
  ...pair(
    "irq",
    "local_irq_disable local_irq_save raw_local_irq_save raw_local_irq_disable",
    "local_irq_enable local_irq_restore raw_local_irq_restore raw_local_irq_enable",
  ),
  ...pair("bh", "local_bh_disable", "local_bh_enable"),
  ...pair(
    "preempt",
    "preempt_disable preempt_disable_notrace",
    "preempt_enable preempt_enable_notrace preempt_enable_no_resched",
  ),
  ...pair("cpu", "get_cpu get_cpu_ptr get_cpu_var get_cpu_light", "put_cpu put_cpu_ptr put_cpu_var"),
  ...pair("kmap", "kmap_atomic kmap_atomic_prot", "kunmap_atomic", {}),
]);

/** Classes of guard() that may not sleep; others (mutex, rwsem, srcu) may. */
const GUARDS: ReadonlyMap<string, Pick<LockCall, "kind" | "masks">> = new Map([
  ["spinlock", { kind: "spin" }],
  ["spinlock_irq", { kind: "spin", masks: "irq" }],
  ["spinlock_irqsave", { kind: "spin", masks: "irq" }],
  ["spinlock_bh", { kind: "spin", masks: "bh" }],
  ["raw_spinlock", { kind: "spin" }],
  ["raw_spinlock_nested", { kind: "spin" }],
  ["raw_spinlock_irq", { kind: "spin", masks: "irq" }],
  ["raw_spinlock_irqsave", { kind: "spin", masks: "irq" }],
  ["read_lock", { kind: "rw" }],
  ["read_lock_irq", { kind: "rw", masks: "irq" }],
  ["read_lock_irqsave", { kind: "rw", masks: "irq" }],
  ["write_lock", { kind: "rw" }],
  ["write_lock_irq", { kind: "rw", masks: "irq" }],
  ["write_lock_irqsave", { kind: "rw", masks: "irq" }],
  ["rcu", { kind: "rcu" }],
  ["preempt", { kind: "preempt" }],
  ["preempt_notrace", { kind: "preempt" }],
  ["irq", { kind: "irq" }],
  ["irqsave", { kind: "irq" }],
]);

/** Functions that sleep whatever they are given: where they are called, sleeping is allowed. */
const SLEEPS =
  /^(?:mutex_lock(?:_interruptible|_killable|_nested|_io)?|down(?:_read|_write)?(?:_interruptible|_killable|_nested)?|msleep(?:_interruptible)?|ssleep|fsleep|usleep_range|schedule(?:_timeout\w*)?|wait_for_completion\w*|wait_event(?!_lock|_cmd)\w*|might_sleep|synchronize_(?:rcu|srcu|net|irq)|cancel_(?:delayed_)?work_sync|flush_(?:work|workqueue|delayed_work)|kthread_stop|rtnl_lock|device_lock|lock_sock|request_firmware|disable_irq|free_irq|clk_prepare(?:_enable)?|devm_request_threaded_irq|request_threaded_irq|device_register|kthread_run)$/;

/** Words in the name of a function or macro that may undo what was taken before. */
const MAY_RELEASE =
  /unlock|unlk|release|restore|enable|leave|exit|relax|resched|schedule|sleep|drop_lock|(?:^|_)end(?:_|$)|yield/i;

/** Words in the name of a function that may come back with a lock taken. */
export const MAY_TAKE = /lock|acquire|begin|enter|disable/;

/** Finds a call or a guard that takes what forbids to sleep. */
const TAKES_LOCK = new RegExp(
  `\\b(?:${[...LOCK_CALLS].flatMap(([name, { does }]) => (does === "release" ? [] : [name])).join("|")}|(?:scoped_(?:cond_)?)?guard)\\s*\\(`,
);

export function takesLock(text: string): boolean {
  return TAKES_LOCK.test(text);
}

export function lockCallNamed(name: string): LockCall | undefined {
  return LOCK_CALLS.get(name);
}

export function guardNamed(name: string): Pick<LockCall, "kind" | "masks"> | undefined {
  return GUARDS.get(name);
}

export function sleepsAlways(name: string): boolean {
  return SLEEPS.test(name);
}

export function mayRelease(name: string): boolean {
  return MAY_RELEASE.test(name);
}
