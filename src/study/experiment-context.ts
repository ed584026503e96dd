import { EndgameError } from '../game/errors.ts';
import type { Instance } from '../plan/instance.ts';
import { Encoder } from './encoding.ts';
import { instanceOf } from './plan.ts';
import { parted } from './rule/purpose.ts';
import { type Population, type QuestionSession, sessionsOf } from './questions.ts';
import { type Size, type JudgedSubject, type Subject, subjectNamed } from './subjects.ts';
import { learnTruth, type Truth } from './truth.ts';

/** The parameters that results depend on. */
export interface StudyParameters {
  readonly size: Size;
  readonly seed: number;
}

/** The options of an experiment context. */
export interface ExperimentContextOptions extends StudyParameters {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((what: string) => void) | undefined;
  /** Subjects that replace those of the study, for tests and for recordings. */
  readonly subjects?: readonly JudgedSubject[] | undefined;
  /** Sizes of samples; default: those of the study's size. */
  readonly effort?: SampleSizes | undefined;
}

/** The sizes of samples. */
export interface SampleSizes {
  /** Sessions drawn for each population. */
  readonly sessions: number;
  /** Cold questions for contenders that are not quick. */
  readonly cold: number;
  /** Most sessions that score, fewest, and the modelled seconds that all their slices may take to compute, session by session. */
  readonly scoring: { readonly most: number; readonly least: number; readonly seconds: number };
  /** Games that the solver answers one after the other. */
  readonly games: number;
  /** Single questions to each engine. */
  readonly single: number;
  /** Most positions that search and closure may expand for one answer; infinite: as many as the generator solves. */
  readonly lookedInto: number;
  /** Most positions that the verifier checks. */
  readonly verified: number;
  /** Most hybrids entered. */
  readonly hybrids: number;
  /** Whether tables are entered by all coders, or by those of plans alone, and archives. */
  readonly coders: 'all' | 'planned';
  /** Whether generators are entered in all games, or only where no search of lines answers. */
  readonly generators: 'all' | 'needed';
  /** Most cells of a table that a learnt coder is tried on. */
  readonly learntCells: number;
}

/** Sample sizes by size of the study. The quick study must end within minutes. */
const EFFORT: Readonly<Record<Size, SampleSizes>> = {
  quick: {
    sessions: 40,
    cold: 3,
    scoring: { most: 6, least: 4, seconds: 0.5 },
    games: 3,
    single: 3,
    lookedInto: 100_000,
    verified: 1_000_000,
    hybrids: 5,
    coders: 'all',
    generators: 'all',
    learntCells: Number.POSITIVE_INFINITY,
  },
  full: {
    sessions: 200,
    cold: 6,
    scoring: { most: 20, least: 6, seconds: 5 },
    games: 5,
    single: 5,
    lookedInto: 300_000,
    verified: Number.POSITIVE_INFINITY,
    hybrids: 10,
    coders: 'all',
    generators: 'all',
    learntCells: Number.POSITIVE_INFINITY,
  },
};

/** A subject with all that experiments need. */
export interface Bench {
  readonly truth: Truth;
  readonly encoder: Encoder;
  /** Returns the sessions of a population, drawn on first use. */
  readonly sessions: (population: Population) => QuestionSession[];
  /** Sessions of casual players, in those that plans are made on and those that score. */
  readonly casual: ReturnType<typeof parted<QuestionSession>>;
  /** Returns the planner's instance with the training sessions of casual players, made on first use. */
  readonly instance: () => Instance;
}

/** The context of experiments: the truth about each subject, its tables and its questions, made on first use. */
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
    this.effort = options.effort ?? EFFORT[options.size];
  }

  /**
   * Reports progress.
   * @throws EndgameError E_ABORTED once the signal is aborted
   */
  report(what: string): void {
    if (this.#options.signal?.aborted)
      throw new EndgameError('E_ABORTED', 'the study was stopped', 'run it again to go on where it stood');
    this.#options.onProgress?.(what);
  }

  /**
   * Returns the subject of this id.
   * @throws EndgameError E_USAGE if the study has none
   */
  subject(id: string): JudgedSubject {
    return this.#options.subjects?.find((each) => each.id === id) ?? subjectNamed(id, this.size);
  }

  /** Returns the bench of a subject, made on the first call. */
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
    const casual = parted(draw('casual'));
    return {
      truth,
      encoder,
      sessions: draw,
      casual,
      instance: () => (instance ??= instanceOf(truth, encoder, casual.training, this.effort.learntCells)),
    };
  }

  /**
   * Solves and verifies a subject.
   * @param verified most positions that the verifier checks
   */
  truth(subject: Subject, verified: number): Promise<Truth> {
    return learnTruth(subject, (what) => this.report(`${subject.game.title}: ${what}`), verified);
  }
}
