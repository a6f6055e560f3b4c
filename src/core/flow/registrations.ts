/** How the kernel calls a function that a driver hands it: whether it may sleep, and what it is then called. */
export interface Entry {
  readonly context: "atomic" | "process";
  /** "an interrupt handler" */
  readonly role: string;
}

const INTERRUPT: Entry = { context: "atomic", role: "an interrupt handler" };
const THREAD: Entry = { context: "process", role: "a threaded interrupt handler" };
const TIMER: Entry = { context: "atomic", role: "a timer callback" };
const TASKLET: Entry = { context: "atomic", role: "a tasklet" };
const URB: Entry = { context: "atomic", role: "a URB's completion handler" };
const RCU: Entry = { context: "atomic", role: "an RCU callback" };
const WORK: Entry = { context: "process", role: "a work item" };
const CROSS_CALL: Entry = { context: "atomic", role: "a call from another CPU's interrupt" };
const KTHREAD: Entry = { context: "process", role: "a kernel thread" };
const MODULE: Entry = { context: "process", role: "run when the module is loaded or removed" };

/** By the function or macro that takes it, then by the argument. */
const BY_CALL: Readonly<Record<string, Readonly<Record<number, Entry>>>> = {
  request_irq: { 1: INTERRUPT },
  request_percpu_irq: { 1: INTERRUPT },
  devm_request_irq: { 2: INTERRUPT },
  request_threaded_irq: { 1: INTERRUPT, 2: THREAD },
  devm_request_threaded_irq: { 2: INTERRUPT, 3: THREAD },
  pci_request_irq: { 2: INTERRUPT, 3: THREAD },
  init_irq_work: { 1: INTERRUPT },
  timer_setup: { 1: TIMER },
  timer_setup_on_stack: { 1: TIMER },
  DEFINE_TIMER: { 1: TIMER },
  hrtimer_setup: { 1: TIMER },
  tasklet_init: { 1: TASKLET },
  tasklet_setup: { 1: TASKLET },
  DECLARE_TASKLET: { 1: TASKLET },
  DECLARE_TASKLET_OLD: { 1: TASKLET },
  open_softirq: { 1: { context: "atomic", role: "a softirq" } },
  usb_fill_bulk_urb: { 5: URB },
  usb_fill_int_urb: { 5: URB },
  usb_fill_control_urb: { 6: URB },
  call_rcu: { 1: RCU },
  smp_call_function: { 0: CROSS_CALL },
  smp_call_function_single: { 1: CROSS_CALL },
  smp_call_function_many: { 1: CROSS_CALL },
  on_each_cpu: { 0: CROSS_CALL },
  netif_napi_add: { 2: { context: "atomic", role: "a NAPI poll function" } },
  netif_napi_add_tx: { 2: { context: "atomic", role: "a NAPI poll function" } },
  INIT_WORK: { 1: WORK },
  INIT_DELAYED_WORK: { 1: WORK },
  DECLARE_WORK: { 1: WORK },
  DECLARE_DELAYED_WORK: { 1: WORK },
  kthread_run: { 0: KTHREAD },
  kthread_create: { 0: KTHREAD },
  module_init: { 0: MODULE },
  module_exit: { 0: MODULE },
  late_initcall: { 0: MODULE },
  subsys_initcall: { 0: MODULE },
  device_initcall: { 0: MODULE },
  fs_initcall: { 0: MODULE },
  arch_initcall: { 0: MODULE },
  core_initcall: { 0: MODULE },
  postcore_initcall: { 0: MODULE },
};

/** By the member of a table of operations that names it. */
const BY_MEMBER: Readonly<Record<string, Entry>> = {
  ndo_start_xmit: { context: "atomic", role: "the driver's ndo_start_xmit" },
  ndo_set_rx_mode: { context: "atomic", role: "the driver's ndo_set_rx_mode, called under its address lock" },
  ndo_poll_controller: { context: "atomic", role: "the driver's ndo_poll_controller" },
  probe: { context: "process", role: "a driver's probe" },
  remove: { context: "process", role: "a driver's remove" },
  disconnect: { context: "process", role: "a driver's disconnect" },
  ndo_open: { context: "process", role: "the driver's ndo_open" },
  ndo_stop: { context: "process", role: "the driver's ndo_stop" },
  unlocked_ioctl: { context: "process", role: "an ioctl" },
  compat_ioctl: { context: "process", role: "an ioctl" },
};

/** What a text must hold for a function to be entered in atomic context through it. */
const ENTERS_ATOMIC = new RegExp(
  [
    ...[...Object.entries(BY_CALL)].flatMap(([name, entries]) =>
      Object.values(entries).some(({ context }) => context === "atomic") ? [`\\b${name}\\b`] : [],
    ),
    ...Object.entries(BY_MEMBER).flatMap(([name, { context }]) => (context === "atomic" ? [`\\b${name}\\b`] : [])),
    "(?:->|\\.)(?:complete|function)\\b",
  ].join("|"),
);

export function entersAtomic(text: string): boolean {
  return ENTERS_ATOMIC.test(text);
}

/** A function given to a call, by position; undefined where nothing is known of it. */
export function entryByCall(callee: string, index: number): Entry | undefined {
  return Object.hasOwn(BY_CALL, callee) ? BY_CALL[callee]?.[index] : undefined;
}

/** A function that is a member's initialiser in a table of operations. */
export function entryByMember(member: string): Entry | undefined {
  return Object.hasOwn(BY_MEMBER, member) ? BY_MEMBER[member] : undefined;
}

/** A function that is assigned to a member of an object: `urb->complete = f`, `timer->function = f`. */
export function entryByAssignment(object: string, member: string): Entry | undefined {
  if (member === "complete" && /(?:^|\W|_)(?:urb|req)$/.test(object)) return URB;
  if (member === "function" && /timer$/.test(object)) return TIMER;
  return entryByMember(member);
}
