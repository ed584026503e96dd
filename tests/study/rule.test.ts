import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BAND, peakOf, type Played } from '../../src/study/rule/advantage.ts';
import { advantageOf, intervalOf } from '../../src/study/rule/bootstrap.ts';
import { crossingOf, isotonic } from '../../src/study/rule/crossing.ts';
import { admitted, type Entrant, type Panel, type Role, scaleByQuickest, scaleOf } from '../../src/study/rule/panel.ts';
import { parted, type SessionsFor } from '../../src/study/rule/purpose.ts';
import { sensitivityOf } from '../../src/study/rule/sensitivity.ts';
import {
  ADVANTAGE_RULE,
  decide,
  decideByKind,
  type GameFinding,
  findingOf,
  THRESHOLDS,
  wordOf,
} from '../../src/study/rule/words.ts';

const point = (role: Role, bytes: number, seconds: number): Played => ({ name: role, role, bytes, seconds });

/** Returns a generator of numbers in [0, 1) for a seed (mulberry32), which is not the one of the bootstrap. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Returns a normal variate (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

interface World {
  /** Standard deviation of the logarithm of a round's slowness, and of that of each session in it. */
  readonly noise?: number;
  /** True advantage of the mixtures at every price between those of the rivals. */
  readonly truth?: number;
  readonly game?: Partial<Panel>;
  /** Entrants beside those that everybody meets. */
  readonly more?: readonly Played[];
}

/**
 * Returns the panel of a game in which ten mixtures lie on the line between the shortest program and the shortest
 * table, so that they tie at one price and are dearer at all others, and are then made better by the true advantage.
 */
function panelOf(seed: number, { noise = 0, truth = 1, game = {}, more = [] }: World = {}): Panel {
  const random = uniform(seed);
  const questions = Array.from({ length: 12 }, () => 1 + Math.floor(random() * 24));
  const work = questions.map((count) => count * Math.exp(0.7 * normal(random)));
  const timed = ({ name, role, bytes, seconds }: Played): Entrant => ({
    name,
    role,
    bytes,
    stored: role === 'compute' ? 0 : bytes - 20_000,
    seconds: Array.from({ length: 5 }, () => {
      const slow = Math.exp(noise * normal(random));
      return work.map((each) => seconds * each * slow * Math.exp(noise * normal(random)));
    }),
  });
  const mixtures = Array.from({ length: 10 }, (_, i) => {
    const share = (i + 1) / 11;
    return point('mixture', (20_000 + share * 220_000) / truth, (0.02 - share * 0.0192) / truth);
  });
  const played = [
    point('compute', 20_000, 0.02),
    point('complete', 240_000, 0.0008),
    point('complete', 250_000, 0.0004),
    ...mixtures,
    ...more,
  ];
  return {
    game: `game ${seed}`,
    family: `family ${seed}`,
    kind: 'fills',
    tables: 10,
    questions,
    entrants: played.map(timed),
    ...game,
  };
}

const word = (panel: Panel, seed = 1): string => wordOf(findingOf(panel, BAND, seed), THRESHOLDS);

describe('the advantage', () => {
  it('is the greatest quotient of costs in the band', () => {
    // At 1e-7 the generator and the table cost 0.012 and 0.0102, the mixture 0.001 + 0.003.
    const points = [
      point('compute', 20_000, 0.01),
      point('complete', 100_000, 0.0002),
      point('mixture', 30_000, 0.001),
    ];
    const grid = Array.from({ length: 30_001 }, (_, i) => 1e-9 * 10 ** (i / 10_000));
    const cost = ({ bytes, seconds }: Played, price: number): number => seconds + price * bytes;
    const best = Math.max(...grid.map((p) => Math.min(cost(points[0], p), cost(points[1], p)) / cost(points[2], p)));
    const { advantage, price } = peakOf(points, BAND)!;
    expect(advantage).toBeGreaterThanOrEqual(best);
    expect(advantage).toBeCloseTo(best, 3);
    // The price at which generator and table cost the same.
    expect(price).toBeCloseTo(0.0098 / 80_000, 12);
  });

  it('is looked for in the band alone, up to its ends', () => {
    const points = [point('compute', 1_000, 10), point('complete', 2_000, 9), point('mixture', 1_500, 1)];
    expect(peakOf(points, BAND)!.price).toBe(BAND.least);
    expect(peakOf(points, { least: 1, most: 2 })!.advantage).toBeLessThan(1);
  });

  it('needs a mixture and something else', () => {
    expect(peakOf([point('compute', 1, 1), point('complete', 2, 0)], BAND)).toBeUndefined();
    expect(peakOf([point('mixture', 1, 1)], BAND)).toBeUndefined();
  });

  it('takes mixtures alone that are shorter than the shortest complete table', () => {
    const points = [
      point('complete', 100, 1),
      point('complete', 90, 2),
      point('mixture', 90, 0),
      point('mixture', 89, 3),
    ];
    expect(admitted(points).map(({ bytes }) => bytes)).toEqual([100, 90, 89]);
  });
});

describe('the interval of the advantage', () => {
  it('holds the truth where sessions differ and the timer is steady', () => {
    const { peak, draws } = advantageOf(panelOf(3, { truth: 2 }), BAND, 1)!;
    expect(peak.advantage).toBeGreaterThan(1.9);
    expect(intervalOf({ peak, draws }, 0.9).least).toBeGreaterThan(1.5);
    expect(intervalOf({ peak, draws }, 0.9).most).toBeLessThan(2.5);
  });

  it('is the same for the same seed and narrower at a lower level', () => {
    const panel = panelOf(4, { noise: 0.3 });
    expect(advantageOf(panel, BAND, 7)!.draws).toEqual(advantageOf(panel, BAND, 7)!.draws);
    expect(advantageOf(panel, BAND, 8)!.draws).not.toEqual(advantageOf(panel, BAND, 7)!.draws);
    const [wide, narrow] = [0.9, 0.5].map((level) => intervalOf(advantageOf(panel, BAND, 7)!, level));
    expect(narrow.least).toBeGreaterThanOrEqual(wide.least);
    expect(narrow.most).toBeLessThanOrEqual(wide.most);
    expect(wide.most).toBeGreaterThan(wide.least);
  });

  it('holds the true advantage about as often as it says', () => {
    const seeds = Array.from({ length: 100 }, (_, i) => 7_919 * (i + 1));
    for (const truth of [1, 1.4]) {
      const held = seeds.filter((seed) => {
        const { least, most } = intervalOf(advantageOf(panelOf(seed, { noise: 0.2, truth }), BAND, seed)!, 0.9);
        return least <= truth && truth <= most;
      });
      expect(held.length).toBeGreaterThanOrEqual(80);
    }
  });

  it('refuses one session, and fewer than five rounds', () => {
    const panel = panelOf(5);
    expect(() => advantageOf({ ...panel, questions: [3] }, BAND, 1)).toThrow('1 sessions');
    const hasty = panel.entrants.map((each) => ({ ...each, seconds: each.seconds.slice(1) }));
    expect(() => advantageOf({ ...panel, entrants: hasty }, BAND, 1)).toThrow('4 times');
  });
});

describe('the word of a game', () => {
  it('is what is true, where the timer is steady', () => {
    expect(word(panelOf(1, { truth: 3 }))).toBe('supported');
    expect(word(panelOf(1, { truth: 0.7 }))).toBe('no advantage');
    expect(word(panelOf(1, { truth: 1.3, noise: 0.05 }))).toBe('not decided');
  });

  it('is not made "supported" by the noise of the timer', () => {
    // Ten mixtures tie with two rivals, so that plain maxima exceed 1 by 4, 13 and 22 %. Of 1,000 games each, 0, 0 and 5
    // said so.
    for (const noise of [0.1, 0.3, 0.5]) {
      const findings = Array.from({ length: 99 }, (_, i) =>
        findingOf(panelOf(104_729 * (i + 1), { noise, game: { family: `${i}` } }), BAND, i + 1),
      );
      const words = findings.map((finding) => wordOf(finding, THRESHOLDS));
      expect(words.filter((each) => each === 'supported').length).toBeLessThanOrEqual(noise < 0.4 ? 0 : 2);
      expect(words).toContain('no advantage');
      const studies = Array.from({ length: 33 }, (_, i) => decide(findings.slice(3 * i, 3 * i + 3)).word);
      expect(studies).not.toContain('supported');
    }
  });

  it('turns where somebody enters what dominates all mixtures', () => {
    const world = { truth: 3, noise: 0.05 };
    expect(word(panelOf(6, world))).toBe('supported');
    expect(word(panelOf(6, { ...world, more: [point('compute', 1_000, 1e-5)] }))).toBe('no advantage');
    // A table that is shorter than every mixture leaves none to take part.
    const short = panelOf(6, { ...world, more: [point('complete', 5_000, 1e-3)] });
    expect(findingOf(short, BAND, 1).advantage).toBeUndefined();
    expect(word(short)).toBe('no advantage');
  });

  it('is open for a game with one table', () => {
    expect(word(panelOf(6, { truth: 0.5, game: { tables: 1 } }))).toBe('not decided');
  });
});

/** Returns findings without noise. */
function found(games: readonly (readonly [family: string, advantage: number, scale?: number])[]): GameFinding[] {
  return games.map(([family, advantage, scale = 20], i) => ({
    game: `${family} ${i}`,
    family,
    kind: 'shrinks',
    scale,
    scaleByQuickest: scale / 2,
    control: false,
    advantage: {
      peak: { advantage, price: 1e-7, mixture: point('mixture', 1, 1), rival: point('compute', 1, 1) },
      draws: [Math.log(advantage)],
    },
  }));
}

describe('the word of many games', () => {
  it('is that of more than half of the families', () => {
    expect(
      decide(
        found([
          ['a', 2],
          ['b', 3],
          ['c', 1],
        ]),
      ).word,
    ).toBe('supported');
    expect(
      decide(
        found([
          ['a', 0.5],
          ['b', 1],
          ['c', 2],
        ]),
      ).word,
    ).toBe('no advantage');
    expect(
      decide(
        found([
          ['a', 2],
          ['b', 2],
          ['c', 1],
          ['d', 1],
        ]),
      ).word,
    ).toBe('not decided');
  });

  it('counts a family once, however many sizes it enters', () => {
    const many = found([
      ['a', 2],
      ['a', 2],
      ['a', 2],
      ['a', 1],
      ['b', 1],
      ['c', 1],
    ]);
    const { word: said, families } = decide(many);
    expect(said).toBe('no advantage');
    expect(Object.fromEntries(families)).toEqual({ a: 'supported', b: 'no advantage', c: 'no advantage' });
  });

  it('is open without games at scale, with controls alone, and with two families', () => {
    expect(decide([]).word).toBe('not decided');
    expect(
      decide(
        found([
          ['a', 2, 1],
          ['b', 2, 9.9],
          ['c', 2, 5],
        ]),
      ).word,
    ).toBe('not decided');
    expect(
      decide(
        found([
          ['a', 2],
          ['b', 3],
          ['c', 2],
        ]).map((each) => ({ ...each, control: true })),
      ).word,
    ).toBe('not decided');
    expect(
      decide(
        found([
          ['a', 2],
          ['b', 3],
        ]),
      ).word,
    ).toBe('not decided');
  });

  it('is said of each kind by itself', () => {
    const kinds = decideByKind(
      found([
        ['a', 2],
        ['b', 3],
        ['c', 2],
      ]),
    );
    expect(kinds.get('shrinks')!.word).toBe('supported');
    expect(kinds.get('fills')!.word).toBe('not decided');
  });

  it('compares the shortest table with the shortest program', () => {
    expect(scaleOf(panelOf(1))).toBeCloseTo(220_000 / 20_000, 12);
    const { entrants, ...rest } = panelOf(1);
    expect(() => scaleOf({ ...rest, entrants: entrants.filter(({ role }) => role !== 'complete') })).toThrow(
      'complete',
    );
  });
});

describe('the yardstick', () => {
  const panel = panelOf(1);
  const [rival] = panel.entrants.filter(({ role }) => role === 'compute');
  /** Half as long and ten times as slow. */
  const slower: Entrant = {
    ...rival,
    name: 'slower',
    bytes: rival.bytes / 2,
    seconds: rival.seconds.map((round) => round.map((each) => 10 * each)),
  };
  const both: Panel = { ...panel, entrants: [...panel.entrants, slower] };

  it('is the shortest program, and beside it the quickest', () => {
    expect(scaleOf(both)).toBeCloseTo(2 * scaleOf(panel), 12);
    expect(scaleByQuickest(both)).toBeCloseTo(scaleOf(panel), 12);
  });

  it('decides which games count', () => {
    const findings = found([
      ['a', 2],
      ['b', 3],
      ['c', 2],
    ]);
    expect(decide(findings, { ...THRESHOLDS, scale: 15 }).word).toBe('supported');
    expect(decide(findings, { ...THRESHOLDS, scale: 15, yardstick: 'quickest' }).families.size).toBe(0);
  });
});

describe('the crossing scale', () => {
  it('is where the isotonic fit passes a tie', () => {
    const games = found([
      ['a', 0.7, 1],
      ['b', 0.9, 4],
      ['c', 2, 16],
      ['d', 3, 64],
    ]);
    expect(crossingOf(games, 0.9, 1)!.value).toBeCloseTo(8, 12);
    const { least, most } = crossingOf(games, 0.9, 1)!;
    expect(least).toBeLessThanOrEqual(8);
    expect(most).toBeGreaterThanOrEqual(8);
  });

  it('is 0 or infinite where nothing is passed, and absent without games', () => {
    expect(
      crossingOf(
        found([
          ['a', 2, 1],
          ['b', 3, 4],
        ]),
        0.9,
        1,
      )!.value,
    ).toBe(0);
    expect(
      crossingOf(
        found([
          ['a', 0.5, 1],
          ['b', 1, 4],
        ]),
        0.9,
        1,
      )!.value,
    ).toBe(Number.POSITIVE_INFINITY);
    expect(crossingOf([], 0.9, 1)).toBeUndefined();
  });

  it('has a fit that no other rising one beats', () => {
    const values = [3, 1, 2, 5, 4, 4, 7, 6].map((value, at) => ({ at, value }));
    // Worked by hand: 3, 1, 2 become 2; 5, 4, 4 become 13/3; 7, 6 become 6.5.
    expect(isotonic(values).map(({ value }) => value)).toEqual([2, 2, 2, 13 / 3, 13 / 3, 13 / 3, 6.5, 6.5]);
    expect(
      isotonic([
        { at: 1, value: 4 },
        { at: 1, value: 2 },
      ]),
    ).toEqual([{ at: 1, value: 3 }]);
  });
});

describe('the sensitivity', () => {
  it('tells which numbers decide', () => {
    const panels = [1, 2, 3].map((seed) => panelOf(seed, { truth: 1.75 }));
    const { alone, together } = sensitivityOf(panels, 1);
    const said = (name: string): string[] => alone.filter((each) => each.name === name).map((each) => each.word);
    expect(decide(panels.map((panel) => findingOf(panel, BAND, 1))).word).toBe('supported');
    expect(said('pays')).toEqual(['supported', 'not decided']);
    expect(said('scale')).toEqual(['supported', 'not decided']);
    expect(said('families')).toEqual(['supported', 'not decided']);
    expect(Object.values(together).reduce((sum, count) => sum + count)).toBe(2 * 4 * 3 ** 6);
    expect(together['no advantage']).toBe(0);
  });
});

describe('sessions', () => {
  const { training, scoring } = parted([1, 2, 3, 4, 5]);

  it('are for plans or for scores', () => {
    expect(training).toEqual({ purpose: 'training', sessions: [1, 3, 5] });
    expect(scoring).toEqual({ purpose: 'scoring', sessions: [2, 4] });
  });

  it('are of different types', () => {
    const plan = (sessions: SessionsFor<'training', number>): number => sessions.sessions.length;
    expect(plan(training)).toBe(3);
    // @ts-expect-error: a plan that sees the sessions that score
    expect(plan(scoring)).toBe(2);
  });
});

describe('the guide', () => {
  it('has the rule as the code has it', () => {
    const guide = readFileSync('docs/the-study.md', 'utf8').replace(/\s+/g, ' ');
    for (const sentence of ADVANTAGE_RULE) expect(guide).toContain(sentence);
  });
});
