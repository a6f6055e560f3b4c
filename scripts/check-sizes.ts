/**
 * Compares sizes of kernel structs, as `kalloc-lens check` reads them from installed kernel headers, with what gcc gives
 * for sizeof when it compiles a module against the same headers: for each kernel whose headers are installed.
 *
 *   tsx scripts/check-sizes.ts [--kdir DIR]
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT_SKIPPED, findKernelBuilds, kernelMake } from "./kernel-build.ts";
import { checkedSites } from "./size-accuracy/site.ts";

/** Headers with the structs that are asked for. */
const STRUCTS: readonly (readonly [header: string, ...names: string[]])[] = [
  ["linux/sched.h", "task_struct"],
  ["linux/sched/signal.h", "signal_struct", "sighand_struct"],
  ["linux/mm_types.h", "mm_struct", "vm_area_struct", "page"],
  ["linux/fs.h", "inode", "file", "super_block", "kiocb"],
  ["linux/dcache.h", "dentry"],
  ["linux/blkdev.h", "request_queue", "gendisk"],
  ["linux/blk-mq.h", "request", "blk_mq_tag_set"],
  ["linux/bio.h", "bio", "bio_set"],
  ["linux/device.h", "device", "device_link"],
  ["linux/pci.h", "pci_dev", "pci_host_bridge"],
  ["linux/usb.h", "usb_device", "usb_interface", "urb"],
  ["linux/usb/gadget.h", "usb_gadget"],
  ["linux/netdevice.h", "net_device", "napi_struct"],
  ["linux/skbuff.h", "sk_buff", "skb_shared_info"],
  ["net/sock.h", "sock"],
  ["net/tcp.h", "tcp_sock"],
  ["net/cfg80211.h", "wiphy", "wireless_dev"],
  ["linux/ata.h", "ata_taskfile"],
  ["linux/libata.h", "ata_port", "ata_host"],
  ["scsi/scsi_host.h", "Scsi_Host"],
  ["scsi/scsi_device.h", "scsi_device"],
  ["linux/hid.h", "hid_device"],
  ["linux/i2c.h", "i2c_adapter"],
  ["linux/spi/spi.h", "spi_controller"],
  ["linux/workqueue.h", "delayed_work"],
  ["linux/tty.h", "tty_struct"],
  ["linux/input.h", "input_dev"],
  ["linux/module.h", "module"],
  ["linux/kvm_host.h", "kvm", "kvm_vcpu"],
  ["drm/drm_device.h", "drm_device"],
  ["media/v4l2-device.h", "v4l2_device"],
  ["sound/pcm.h", "snd_pcm_substream", "snd_pcm_runtime"],
];

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  const kernels = findKernelBuilds(args);
  if (kernels.length === 0) {
    console.error("SKIPPED: sizes of structs were NOT compared with gcc's, no kernel headers found");
    console.error("         install linux-headers-amd64 or give --kdir DIR, a folder with a .config and a Makefile");
    return EXIT_SKIPPED;
  }
  return kernels.map(areGccs).includes(false) ? 1 : 0;
}

/** Whether all sizes are gcc's for that kernel. */
function areGccs(kdir: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), "check-sizes-"));
  try {
    const gcc = sizesOfGcc(kdir, folder);
    if (gcc === undefined) return false;
    const ours = ownSizes(kdir, folder);
    const names = STRUCTS.flatMap(([, ...structs]) => structs);
    const different = names.filter((name) => ours.get(name) !== `${gcc.get(name)}`);
    for (const name of different) console.log(`struct ${name}: gcc ${gcc.get(name)}, here ${ours.get(name)}`);
    console.log(`${names.length - different.length} of ${names.length} sizes of structs of ${kdir} are gcc's`);
    return different.length === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** sizeof as an immediate operand, read from the assembler's input; undefined where that does not compile. */
function sizesOfGcc(kdir: string, folder: string): Map<string, number> | undefined {
  writeFileSync(join(folder, "Kbuild"), "obj-m := probe.o calls.o\nccflags-y := -w\n");
  writeFileSync(
    join(folder, "probe.c"),
    moduleText((name) => `asm volatile("\\n-> %0 ${name} <-" : : "i"(sizeof(struct ${name})));`),
  );
  writeFileSync(
    join(folder, "calls.c"),
    moduleText((name) => `kfree(kmalloc(sizeof(struct ${name}), GFP_KERNEL));`),
  );
  const made = kernelMake(kdir, folder, "probe.s", "calls.o");
  if (!made.ok) {
    console.error(made.output);
    return undefined;
  }
  const found = readFileSync(join(folder, "probe.s"), "utf8").matchAll(/^-> \$(\d+) (\w+) <-/gm);
  return new Map([...found].map(([, bytes, name = ""]) => [name, Number(bytes)]));
}

/** A size, or what is said instead of one. */
function ownSizes(kdir: string, folder: string): Map<string, string> {
  const sites = checkedSites(folder, kdir, ["calls.c"]);
  return new Map(
    sites.map(({ text, size }) => [/struct (\w+)/.exec(text)?.[1] ?? "", `${size?.bytes ?? size?.why ?? size?.kind}`]),
  );
}

function moduleText(statement: (name: string) => string): string {
  return [
    "#include <linux/slab.h>",
    ...STRUCTS.map(([header]) => `#include <${header}>`),
    "void each_struct(void);",
    "void each_struct(void)",
    "{",
    ...STRUCTS.flatMap(([, ...names]) => names.map((name) => `\t${statement(name)}`)),
    "}",
    "",
  ].join("\n");
}
