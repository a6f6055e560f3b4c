declare const KALLOC_LENS_VERSION: string;

/** Name and version, as machine-readable output states them. The bundler puts the package's version in. */
export const TOOL = { name: "kalloc-lens", version: KALLOC_LENS_VERSION } as const;

/** Version of the machine-readable output: keys may be added within it, existing ones keep their meaning. */
export const SCHEMA = 1;
