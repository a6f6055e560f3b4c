import type { PagesPlacement, SlabPlacement } from "../../kernel/placement.ts";
import { counted } from "../bytes.ts";
import type { PlacementRule, RuleOption } from "../rule.ts";

const MIN_BYTES: RuleOption = {
  name: "minBytes",
  default: 512,
  summary: "Report where the header costs at least so many bytes",
};

export const devmOverhead: PlacementRule = {
  id: "devm-overhead",
  sees: "placement",
  severity: "info",
  confidence: "high",
  summary: "The header of device-managed memory takes the next larger size",
  why:
    "devm_kmalloc() puts a header, struct devres, in front of the memory and asks kmalloc() for both. A size that just " +
    "fits a kmalloc size no longer does: 4096 bytes take 8192.",
  instead:
    "Make the memory smaller by the header, take whole pages from devm_get_free_pages(), or allocate without devm_ and " +
    "register the free function with devm_add_action_or_reset().",
  knownLimits: "There is no fix: the alternatives return another type, or clean up in another place.",
  kernelDoc: "https://docs.kernel.org/driver-api/driver-model/devres.html",
  options: [MIN_BYTES],
  examples: {
    bad: [
      `
void *p = devm_kzalloc(dev, 4096, GFP_KERNEL);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The devres header of 40 bytes moves 4096 bytes from kmalloc-4k to kmalloc-8k, 4096 bytes more; 40 bytes less would fit
`,
    ],
    good: ["void *p = devm_kzalloc(dev, 4056, GFP_KERNEL);", "void *p = devm_kzalloc(dev, 88, GFP_KERNEL);"],
  },
  check({ api, gfp, placement }, { config, placeAs, option }) {
    if (api.by !== "devm" || (placement.kind !== "slab" && placement.kind !== "pages")) return undefined;
    const mask = gfp.kind === "known" ? gfp.value : 0;
    const plain = placeAs({ by: "kmalloc", bytes: placement.bytesReq, gfp: mask });
    if (plain.kind !== "slab" && plain.kind !== "pages") return undefined;
    const extra = placement.bytesAlloc - plain.bytesAlloc;
    if (extra <= 0 || extra < option(MIN_BYTES)) return undefined;
    const header = placement.overhead;
    const tooMuch = placement.bytesReq + header - (plain.objectSize ?? plain.bytesAlloc);
    return {
      message:
        `The devres header of ${counted(header, "byte")} moves ${counted(placement.bytesReq, "byte")} from ${placeOf(plain)} to ${placeOf(placement)}, ` +
        `${counted(extra, "byte")} more; ${counted(tooMuch, "byte")} less would fit`,
      ...(extra >= config.pageSize ? { severity: "warning" } : {}),
    };
  },
};

function placeOf(placement: SlabPlacement | PagesPlacement): string {
  return placement.kind === "slab" ? placement.cache : `a block of order ${placement.order}`;
}
