/** Arithmetic of the kernel's macros on non-negative integers below 2^53, where JavaScript's 32-bit operators end. */

/** ALIGN(): `value` rounded up to a multiple of `align` (at least 1). */
export function alignUp(value: number, align: number): number {
  return Math.ceil(value / align) * align;
}

/** ALIGN_DOWN(): `value` rounded down to a multiple of `align` (at least 1). */
export function alignDown(value: number, align: number): number {
  return Math.floor(value / align) * align;
}

/** fls(): bits needed to write `value`: fls(0) = 0, fls(1) = 1, fls(4) = 3. */
export function fls(value: number): number {
  return value < 0x1_0000_0000 ? 32 - Math.clz32(value) : 64 - Math.clz32(Math.floor(value / 0x1_0000_0000));
}

export function isPowerOfTwo(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0 && 2 ** (fls(value) - 1) === value;
}

/** Largest power of two that divides `value` (above 0). */
export function lowestBit(value: number): number {
  let bit = 1;
  while (value % (bit * 2) === 0) bit *= 2;
  return bit;
}

/** hweight32(): bits set in a 32-bit value. */
export function bitCount(value: number): number {
  let count = 0;
  for (let left = value; left !== 0; left = (left & (left - 1)) >>> 0) count++;
  return count;
}
