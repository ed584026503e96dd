import { loadHighs } from '#platform/highs';

/** The solver HiGHS as a loaded module. */
export type Highs = Awaited<ReturnType<typeof loadHighs>>;

let loaded: Promise<Highs> | undefined;

/** Loads HiGHS at the first call and returns the same module after that. */
export function highs(): Promise<Highs> {
  return (loaded ??= loadHighs());
}
