import type { Edge, Question, QuestionId } from "./graph.ts";

function yes(to: Edge["to"], rest: Partial<Edge> = {}): Edge {
  return { answer: "yes", text: "Yes", to, ...rest };
}

function no(to: Edge["to"], rest: Partial<Edge> = {}): Edge {
  return { answer: "no", text: "No", to, ...rest };
}

export const QUESTIONS: Readonly<Record<QuestionId, Question>> = {
  "early-boot": {
    label: "Early boot?",
    text: "Does the code run in early boot, before the page and slab allocators are up?",
    help: "Only built-in architecture and core code runs before mm_core_init(); modules and probe functions never do.",
    edges: [yes("memblock"), no("subsystem-object")],
    usual: "no",
  },
  "subsystem-object": {
    label: "An object that a subsystem allocates?",
    text: "Is it an object with an allocation function of its own?",
    help: "Network packets and devices, scatterlists, IIO and input devices, URBs: the subsystem adds headers and counts references.",
    edges: [yes("subsystem"), no("device-dma")],
    usual: "no",
  },
  "device-dma": {
    label: "Read or written by DMA?",
    text: "Will a device read or write the memory by DMA?",
    help: "If the hardware is given the address, the DMA API has to map it: a pointer or a physical address is not enough.",
    edges: [yes("dma-shared"), no("per-cpu")],
    usual: "no",
  },
  "dma-shared": {
    label: "Long-lived, shared by CPU and device?",
    text: "Do CPU and device use the memory at the same time, for long?",
    help: "Descriptor rings and mailboxes are shared as long as the driver is bound; a data buffer usually serves one transfer.",
    edges: [yes("dma-small-blocks"), no("dma-scattered", { text: "No, one transfer" })],
    usual: "no",
  },
  "dma-small-blocks": {
    label: "Many small blocks of one size?",
    text: "Are there many blocks of one size, each well below a page?",
    help: "Coherent memory comes in whole pages; a pool cuts them into blocks.",
    edges: [yes("dma-pool"), no("dma-lifetime")],
    usual: "no",
  },
  "dma-lifetime": {
    label: "Freed with the device?",
    text: "May the memory live exactly as long as the driver is bound to the device?",
    help: "Managed memory is freed after remove() and after a failed probe(), in reverse order of allocation.",
    edges: [yes("dmam-coherent"), no("dma-coherent")],
    usual: "no",
  },
  "dma-scattered": {
    label: "Large, and may be scattered?",
    text: "Is it hundreds of KiB or more, on hardware with scatter-gather or an IOMMU?",
    help: "Single pages are always easier to get than one large block, if the device can follow a list of them.",
    edges: [yes("scatter-gather"), no("streaming-dma")],
    usual: "no",
  },
  "per-cpu": {
    label: "A copy for each CPU?",
    text: "Should every CPU have a copy of its own?",
    help: "Counters and scratch space per CPU need no lock and share no cache line.",
    edges: [yes("percpu"), no("may-sleep")],
    usual: "no",
  },
  "may-sleep": {
    label: "May the context sleep?",
    text: "May the calling context sleep?",
    help: "Not in interrupt handlers, tasklets and timers, not under a spinlock, not in an RCU read section.",
    edges: [yes("must-not-fail"), no("nmi")],
    usual: "yes",
  },
  "must-not-fail": {
    label: "Is failure unacceptable?",
    text: "Must the allocation succeed for the system to go on?",
    help: "On the way of writeback or I/O completion, memory may only become free once this allocation succeeds.",
    edges: [yes("mempool"), no("copy-of")],
    usual: "no",
  },
  "copy-of": {
    label: "A copy of something?",
    text: "Is the memory filled at once with a copy of something that exists?",
    help: "One call that allocates and copies leaves no room for two different sizes.",
    edges: [
      { answer: "user", text: "Of user memory", to: "memdup-user" },
      { answer: "kernel", text: "Of a kernel buffer", to: "kmemdup" },
      { answer: "string", text: "Of a string", to: "kstrdup" },
      no("device-lifetime"),
    ],
    usual: "no",
  },
  "device-lifetime": {
    label: "Freed with the device?",
    text: "May it be freed when the driver is unbound from the device?",
    help: "True for most state set up in probe(); not for what open files, timers or work items may still use.",
    edges: [yes("fits-devres"), no("user-mmap")],
    usual: "no",
  },
  "fits-devres": {
    label: "Small, header included?",
    text: "Does it stay small with the devres header in front of it?",
    help: "The header pushes a size that fills its cache or its pages exactly into the next one, twice as large.",
    edges: [
      yes("devm"),
      no("user-mmap", {
        advice: "Let the device free it all the same: pass the free function to devm_add_action_or_reset().",
      }),
    ],
    usual: "yes",
  },
  "user-mmap": {
    label: "Mapped by user space?",
    text: "Must user space be able to mmap() it?",
    help: "Mapped memory is handed out in whole, cleared pages; slab objects must never be mapped.",
    edges: [yes("mmap-virtual"), no("many-objects")],
    usual: "no",
  },
  "mmap-virtual": {
    label: "Several pages, anywhere?",
    text: "Is it several pages which may lie anywhere in physical memory?",
    help: "Only hardware needs pages in a row; a mapping puts scattered ones together.",
    edges: [
      yes("vmalloc-user"),
      no("pages", { advice: "Clear the pages and map them with vm_insert_page() or remap_pfn_range()." }),
    ],
    usual: "yes",
  },
  "many-objects": {
    label: "Many objects of one size, often?",
    text: "Are many objects of one fixed size allocated and freed often?",
    help: "Also if kmalloc() rounds the size badly, or if objects need a constructor or reuse under RCU.",
    edges: [yes("kmem-cache"), no("flexible-array")],
    usual: "no",
  },
  "flexible-array": {
    label: "Struct with a flexible array?",
    text: "Is it a struct that ends in an array of variable length?",
    help: "struct_size() adds and multiplies without wrapping around.",
    edges: [yes("flexible"), no("array-of-elements")],
    usual: "no",
  },
  "array-of-elements": {
    label: "An array of n elements?",
    text: "Is it an array of n elements?",
    help: "The array forms check that n × size does not overflow.",
    edges: [yes("array"), no("small")],
    usual: "no",
  },
  small: {
    label: "At most a page?",
    text: "Is the size known to be at most a page, or two pages with little waste?",
    help: "Blocks of one or two pages are nearly always there; larger ones need free pages in a row.",
    edges: [yes("kmalloc"), no("contiguous")],
    usual: "yes",
  },
  contiguous: {
    label: "Physically contiguous?",
    text: "Must the memory be physically contiguous?",
    help: "Only for hardware without an IOMMU and for code that works on struct page; plain CPU access never needs it.",
    edges: [
      { answer: "varies", text: "No, size varies", to: "kvmalloc" },
      { answer: "huge", text: "No, over 1 MiB", to: "vmalloc" },
      yes("above-kmalloc"),
    ],
    usual: "varies",
  },
  "above-kmalloc": {
    label: "Above KMALLOC_MAX_SIZE?",
    text: "Is it above the largest block of the page allocator?",
    help: "KMALLOC_MAX_SIZE is a block of the highest order; nothing larger is ever free in one piece after boot.",
    edges: [yes("cma"), no("power-of-two-pages")],
    usual: "no",
  },
  "power-of-two-pages": {
    label: "A power of two of pages?",
    text: "Is it a power of two of pages, or nearly so?",
    help: "The page allocator only has blocks of 1, 2, 4, 8 … pages and rounds up to them.",
    edges: [yes("pages"), no("exact-pages")],
    usual: "yes",
  },
  nmi: {
    label: "NMI or unknown context?",
    text: "Can it run in an NMI, or in a tracing hook that may interrupt anything?",
    help: "There the allocator's own locks may be held by the very code that was interrupted.",
    edges: [yes("nolock"), no("can-defer")],
    usual: "no",
  },
  "can-defer": {
    label: "Allocate earlier or elsewhere?",
    text: "Can the memory be allocated before the lock is taken, or in a workqueue?",
    help: "GFP_KERNEL outside is more reliable than any atomic mask inside.",
    edges: [
      yes("must-not-fail", {
        advice: "Allocate with GFP_KERNEL before the lock is taken, or in a work item.",
        back: true,
      }),
      no("atomic-must-not-fail"),
    ],
    usual: "no",
  },
  "atomic-must-not-fail": {
    label: "Is failure unacceptable?",
    text: "Is there no way to go on when the allocation fails?",
    help: "Atomic allocations fail under load; what cannot be dropped must be allocated ahead.",
    edges: [
      yes("mempool", {
        advice: "Fill the pool ahead; without sleeping, mempool_alloc() returns NULL once it is empty.",
      }),
      no("atomic-small"),
    ],
    usual: "no",
  },
  "atomic-small": {
    label: "At most two pages?",
    text: "Is it at most two pages?",
    help: "Without reclaim and compaction, larger blocks are a matter of luck.",
    edges: [yes("kmalloc-atomic"), no("redesign")],
    usual: "yes",
  },
};
