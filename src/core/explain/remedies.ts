/** What would make a size known, by the reason why it is not. The first that fits counts. */
const REMEDIES: readonly (readonly [reason: RegExp, remedy: string])[] = [
  [
    /in the headers that were found$|which was not found$/,
    "The size is known once the header that declares it is found: beside the file, or in a kernel tree that is set for it.",
  ],
  [/is not declared in the file or its headers$/, "The size is known once the file includes what declares it."],
  [/^CONFIG_\w+ is (?:a module|not known)/, "A profile with the kernel's .config decides it."],
  [/is not known without the headers$/, "A kernel tree with the headers decides it."],
  [/set where the cache or pool is made$/, "The call that makes the cache or pool shows the size of its objects."],
  [/^the subsystem decides/, "The subsystem's own allocation calls show it, in its source."],
  [/the call is not finished/, "The size is known once the call's brackets are closed."],
  [
    /only known at run time|^the size varies/,
    "Only a running kernel tells: alloc_traces below /sys/kernel/debug/slab lists what is really asked of each cache.",
  ],
  [/kmem_cache_args/, "A call that passes NULL or plain arguments shows the layout."],
];

/** One sentence on what would make an unknown size or placement known; undefined where nothing simple would. */
export function remedyFor(why: string): string | undefined {
  return REMEDIES.find(([reason]) => reason.test(why))?.[1];
}
