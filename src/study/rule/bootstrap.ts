import { Random } from '../../specialize/index.ts';
import { quantile } from '../../text/quantile.ts';
import { type Band, type Peak, peakOf, type Played } from './advantage.ts';
import { admitted, type Entrant, type Panel } from './panel.ts';

/** Redrawn measurements of a panel. */
export const DRAWS = 200;
/** Fewest rounds of timing: an interval that says 90 % holds the truth in 74 to 86 % with three, 82 to 89 % with five. */
export const LEAST_ROUNDS = 5;

/** The advantage of mixtures in one game. */
export interface Advantage {
  /** The advantage in the measurements as they are. */
  readonly peak: Peak<Played>;
  /** Logarithms of the advantage in redrawn measurements, without their bias. */
  readonly draws: readonly number[];
}

/** A value with the ends of its interval. */
export interface Interval {
  readonly value: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Estimates the advantage of mixtures; undefined if no mixture takes part.
 *
 * A draw takes sessions with replacement, the same for every entrant, and rounds for each entrant by itself. It then
 * looks for the maximum over the band anew, so that the interval is one of the maximum and not of the cost at a price
 * that was chosen first. It takes one session and one round fewer than there are, since the spread of few values about
 * their own mean is too small, by just this much (J. N. K. Rao and C. F. J. Wu, Resampling inference with complex survey
 * data, 1988).
 *
 * A maximum of noisy values is too large on average, and that of redrawn values exceeds it by about as much again. So
 * draws are reflected at the measured value (the basic bootstrap: A. C. Davison and D. V. Hinkley, Bootstrap Methods
 * and their Application, 1997, section 5.2), in logarithms, since the advantage is a quotient.
 * @param seed whole number; the same seed gives the same draws
 * @throws Error for fewer than two sessions, or fewer than `LEAST_ROUNDS` rounds of an entrant
 */
export function advantageOf(panel: Panel, band: Band, seed: number): Advantage | undefined {
  const { game, questions } = panel;
  if (questions.length < 2)
    throw new Error(`the panel of ${game} has ${questions.length} sessions, expected 2 or more`);
  const short = panel.entrants.find(({ seconds }) => seconds.length < LEAST_ROUNDS);
  if (short !== undefined)
    throw new Error(`"${short.name}" was timed ${short.seconds.length} times, expected ${LEAST_ROUNDS} or more`);
  const entrants = admitted(panel.entrants);
  const sessions = questions.map((_, i) => i);
  const all = (entrant: Entrant): number[] => entrant.seconds.map((_, i) => i);
  const peak = peakOf(
    entrants.map((entrant) => pointOf(entrant, panel, sessions, all(entrant))),
    band,
  );
  if (peak === undefined) return undefined;
  const random = seeded(seed);
  const measured = Math.log(peak.advantage);
  const draws = Array.from({ length: DRAWS }, () => {
    const drawn = redrawn(sessions, sessions.length - 1, random);
    const points = entrants.map((entrant) =>
      pointOf(entrant, panel, drawn, redrawn(all(entrant), entrant.seconds.length - 1, random)),
    );
    return 2 * measured - Math.log(peakOf(points, band)!.advantage);
  });
  return { peak, draws };
}

/**
 * Returns the middle and the ends of the interval of an advantage.
 * @param level share of the draws between the ends: 0.9 leaves a twentieth on either side
 */
export function intervalOf({ draws }: Advantage, level: number): Interval {
  const at = (q: number): number => Math.exp(quantile(draws, q));
  return { value: at(1 / 2), least: at((1 - level) / 2), most: at((1 + level) / 2) };
}

/** Returns a generator of numbers for a seed. Its first numbers are skipped, which are similar for nearby seeds. */
export function seeded(seed: number): Random {
  const random = new Random(seed);
  for (let i = 0; i < 16; i++) random.below(2);
  return random;
}

/** Returns elements of a list, drawn with replacement. */
export function redrawn<T>(list: readonly T[], count: number, random: Random): T[] {
  return Array.from({ length: count }, () => list[random.below(list.length)]);
}

/** Returns the bytes of an entrant and its seconds a question, in some sessions and rounds. */
function pointOf(entrant: Entrant, panel: Panel, sessions: readonly number[], rounds: readonly number[]): Played {
  const { name, role, bytes, seconds } = entrant;
  let questions = 0;
  let sum = 0;
  for (const session of sessions) {
    questions += panel.questions[session];
    for (const round of rounds) sum += seconds[round][session];
  }
  return { name, role, bytes, seconds: sum / (rounds.length * questions) };
}
