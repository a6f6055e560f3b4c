/** Fails the test unless the values are equal as JSON. */
export function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${a} should be ${b}`);
}

export function matches(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw new Error(`${JSON.stringify(text)} should match ${pattern}`);
}

/** Waits until there is a value. */
export async function eventually<T>(what: string, find: () => T | undefined | Thenable<T | undefined>): Promise<T> {
  for (const end = Date.now() + 15_000; ; ) {
    const value = await find();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
