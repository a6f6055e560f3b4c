/** What the walkthrough lets its reader see: the calls that its steps open. */
export const CLAIMS = {
  "page-and-byte": "kmalloc(4097",
  "managed-page": "devm_kzalloc(dev, 4096",
  "two-megabytes": "kmalloc(2200100",
  "under-a-lock": "kmalloc(64",
} as const;

export type Claim = keyof typeof CLAIMS;

export function isClaim(name: unknown): name is Claim {
  return typeof name === "string" && Object.hasOwn(CLAIMS, name);
}

/** The file that the steps open; it is nowhere on a disk, and may be changed at will. */
export const CLAIMS_SOURCE = `/* What the kernel really hands out. Change a number: lens, hover and finding follow. */

static void *page_and_byte(void)
{
	return kmalloc(4097, GFP_KERNEL);	/* try 4096 */
}

static void *managed_page(struct device *dev)
{
	return devm_kzalloc(dev, 4096, GFP_KERNEL);	/* try 4056 */
}

static void *two_megabytes(void)
{
	return kmalloc(2200100, GFP_KERNEL);	/* try vmalloc(2200100) */
}

static void *under_a_lock(spinlock_t *lock)
{
	void *p;

	spin_lock(lock);
	p = kmalloc(64, GFP_KERNEL);	/* try GFP_NOWAIT */
	spin_unlock(lock);
	return p;
}
`;
