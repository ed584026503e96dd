import type imported from 'highs';

/**
 * Loads HiGHS, compiled to WebAssembly. The package declares its types for CommonJS alone, where the function is a
 * property; the module's default export is the function itself.
 */
export async function loadHighs(): Promise<Awaited<ReturnType<typeof imported.default>>> {
  const { default: load } = await import('highs');
  return await (load as unknown as typeof imported.default)();
}
