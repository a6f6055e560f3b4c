/** Pages of the zones that are shown. */
export const ZONES = [64, 256, 1024] as const;
