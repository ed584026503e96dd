import type { Band } from './advantage.ts';
import type { Panel } from './panel.ts';
import { decide, type GameFinding, findingOf, type Thresholds, THRESHOLDS, type Word, WORDS } from './words.ts';

/** Other numbers that somebody may think as good as those of the rule. */
export const OTHER_THRESHOLDS: { readonly [K in keyof Thresholds]: readonly Thresholds[K][] } = {
  band: [
    { least: 1e-10, most: 1e-7 },
    { least: 1e-8, most: 1e-5 },
    { least: 1e-12, most: 1e-4 },
  ],
  level: [0.8, 0.98],
  pays: [1.2, 2],
  tie: [1.05, 1.25],
  scale: [3, 30],
  yardstick: ['quickest'],
  share: [2 / 3, 3 / 4],
  families: [2, 5],
};

/** The word under other numbers. */
export interface Sensitivity {
  /** What changes if one number changes. */
  readonly alone: readonly { readonly name: keyof Thresholds; readonly value: string; readonly word: Word }[];
  /** How many of all combinations of the numbers, those of the rule among them, say each word. */
  readonly together: Readonly<Record<Word, number>>;
}

/**
 * Judges the panels with all other numbers.
 * @param seed that of the judgement; draws are the same, so what differs is the numbers
 */
export function sensitivityOf(panels: readonly Panel[], seed: number): Sensitivity {
  const found = new Map<string, GameFinding[]>();
  const findings = (band: Band): GameFinding[] => {
    const key = JSON.stringify(band);
    const known = found.get(key) ?? panels.map((panel) => findingOf(panel, band, seed));
    found.set(key, known);
    return known;
  };
  const word = (thresholds: Thresholds): Word => decide(findings(thresholds.band), thresholds).word;
  const names = Object.keys(THRESHOLDS) as (keyof Thresholds)[];
  const together = Object.fromEntries(WORDS.map((each) => [each, 0])) as Record<Word, number>;
  for (const thresholds of combinations(names)) together[word(thresholds)]++;
  return {
    alone: names.flatMap((name) =>
      OTHER_THRESHOLDS[name].map((value) => ({
        name,
        value: typeof value === 'object' ? `${value.least} to ${value.most}` : String(value),
        word: word({ ...THRESHOLDS, [name]: value }),
      })),
    ),
    together,
  };
}

/** Returns every combination of the rule's numbers and the others. */
function combinations(names: readonly (keyof Thresholds)[]): Thresholds[] {
  return names.reduce(
    (all, name) =>
      [THRESHOLDS[name], ...OTHER_THRESHOLDS[name]].flatMap((value) => all.map((each) => ({ ...each, [name]: value }))),
    [THRESHOLDS],
  );
}
