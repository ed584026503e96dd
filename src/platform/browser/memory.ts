/** Bytes that pages are taken to have where the browser does not say. */
const USUAL = 2_000_000_000;

/** Returns the bytes of memory that the machine could give now, in order of magnitude. */
export function freeMemory(): number {
  const { deviceMemory } = ((globalThis as { navigator?: object }).navigator ?? {}) as { deviceMemory?: number };
  return deviceMemory === undefined ? USUAL : (deviceMemory * 1e9) / 4;
}
