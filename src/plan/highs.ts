import { loadHighs } from '#platform/highs';

export type Highs = Awaited<ReturnType<typeof loadHighs>>;

let loaded: Promise<Highs> | undefined;

/** HiGHS, loaded once. */
export function highs(): Promise<Highs> {
  return (loaded ??= loadHighs());
}
