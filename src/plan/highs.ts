/** HiGHS, compiled to WebAssembly, loaded once. */

import imported from 'highs';

/** The package declares its types for CommonJS alone, where the function is a property; the module's default is the function. */
const load = imported as unknown as typeof imported.default;

export type Highs = Awaited<ReturnType<typeof load>>;

let loaded: Promise<Highs> | undefined;

export function highs(): Promise<Highs> {
  return (loaded ??= load());
}
