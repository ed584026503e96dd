/** What experiments work with: the truth about a subject, its tables, its questions. Made when it is first asked for. */

import { EndgameError } from '../game/errors.ts';
import type { Instance } from '../plan/instance.ts';
import { Encoder } from './encoding.ts';
import { instanceOf } from './plan.ts';
import { type Population, type QuestionSession, sessionsOf } from './questions.ts';
import { type Size, type Subject, subjectNamed } from './subjects.ts';
import { learnTruth, type Truth } from './truth.ts';

export interface StudyParameters {
  readonly size: Size;
  readonly seed: number;
}

export interface ExperimentContextOptions extends StudyParameters {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((what: string) => void) | undefined;
  /** Instead of those of the study, for tests. */
  readonly subjects?: readonly Subject[] | undefined;
}

export interface SampleSizes {
  /** Sessions drawn for each population. */
  readonly sessions: number;
  /** Of those, and of cold questions, so many for contenders that are not quick. */
  readonly few: { readonly sessions: number; readonly cold: number };
  /** Games that the solver is asked one after the other, and single questions to each engine. */
  readonly games: number;
  readonly single: number;
  /** Positions that search and closure may look into for one answer. */
  readonly lookedInto: number;
  /** Positions that the verifier looks at, at most. */
  readonly verified: number;
  /** Hybrids entered. */
  readonly hybrids: number;
}

/** How much is measured: what the quick study must do in minutes. */
const EFFORT: Readonly<Record<Size, SampleSizes>> = {
  quick: {
    sessions: 40,
    few: { sessions: 2, cold: 3 },
    games: 3,
    single: 3,
    lookedInto: 100_000,
    verified: 1_000_000,
    hybrids: 5,
  },
  full: {
    sessions: 200,
    few: { sessions: 5, cold: 6 },
    games: 5,
    single: 5,
    lookedInto: 300_000,
    verified: Number.POSITIVE_INFINITY,
    hybrids: 10,
  },
};

export interface Bench {
  readonly truth: Truth;
  readonly encoder: Encoder;
  readonly sessions: (population: Population) => QuestionSession[];
  /** The planner's numbers with the sessions of casual players. */
  readonly instance: () => Instance;
}

export class ExperimentContext {
  readonly size: Size;
  readonly seed: number;
  readonly effort: SampleSizes;
  readonly #options: ExperimentContextOptions;
  readonly #benches = new Map<string, Promise<Bench>>();

  constructor(options: ExperimentContextOptions) {
    this.#options = options;
    this.size = options.size;
    this.seed = options.seed;
    this.effort = EFFORT[options.size];
  }

  /** @throws EndgameError E_ABORTED */
  report(what: string): void {
    if (this.#options.signal?.aborted)
      throw new EndgameError('E_ABORTED', 'the study was stopped', 'run it again to go on where it stood');
    this.#options.onProgress?.(what);
  }

  subject(id: string): Subject {
    return this.#options.subjects?.find((each) => each.id === id) ?? subjectNamed(id, this.size);
  }

  bench(id: string): Promise<Bench> {
    const bench = this.#benches.get(id) ?? this.#make(this.subject(id));
    this.#benches.set(id, bench);
    return bench;
  }

  async #make(subject: Subject): Promise<Bench> {
    const truth = await this.truth(subject, this.effort.verified);
    const encoder = new Encoder(truth);
    const sessions = new Map<Population, QuestionSession[]>();
    const draw = (population: Population): QuestionSession[] => {
      const drawn = sessions.get(population) ?? sessionsOf(truth, population, this.effort.sessions, this.seed);
      sessions.set(population, drawn);
      return drawn;
    };
    let instance: Instance | undefined;
    return {
      truth,
      encoder,
      sessions: draw,
      instance: () => (instance ??= instanceOf(truth, encoder, draw('casual'))),
    };
  }

  /** @param verified positions that the verifier looks at, at most */
  truth(subject: Subject, verified: number): Promise<Truth> {
    return learnTruth(subject, (what) => this.report(`${subject.game.title}: ${what}`), verified);
  }
}
