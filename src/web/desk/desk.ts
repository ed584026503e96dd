import { loadGame } from '../../../games/loaders.ts';
import { isAborted, isEndgameError } from '../../game/errors.ts';
import { DISTANCE_SECONDS } from '../../ship/player/player.ts';
import { type Answer, type Bounded, type QueryOptions, Solver } from '../../solve/index.ts';
import type { AskPosition, FromDesk, ToDesk } from './messages.ts';

/** Bytes for computing, so that a tab stays below 600 MB. */
const MEMORY = 400_000_000;
/** Milliseconds until what is known so far is told. */
const SOON = 400;
/** Milliseconds between two messages about progress. */
const PROGRESS_MS = 100;
/** Most seconds for the best line. */
const LINE_SECONDS = 10;

/** Answers the page's questions, several at a time; what one question computed helps the next about the same game. */
export class SolverDesk {
  readonly #tell: (reply: FromDesk) => void;
  readonly #asking = new Map<number, AbortController>();
  #solver: { readonly game: string; readonly solver: Promise<Solver> } | undefined;

  constructor(tell: (reply: FromDesk) => void) {
    this.#tell = tell;
  }

  /** Takes a message of the page. */
  take(message: ToDesk): void {
    if (message.kind === 'cancel') {
      this.#asking.get(message.id)?.abort();
      this.#asking.delete(message.id);
      return;
    }
    const controller = new AbortController();
    this.#asking.set(message.id, controller);
    void this.#answer(message, controller.signal).finally(() => this.#asking.delete(message.id));
  }

  async #answer(ask: AskPosition, signal: AbortSignal): Promise<void> {
    const { id } = ask;
    const tell = (reply: FromDesk): void => {
      if (!signal.aborted) this.#tell(reply);
    };
    try {
      const solver = await this.#solverOf(ask.game);
      const answer = await askInStages(solver, ask, signal, tell);
      tell({ kind: 'answer', id, answer });
      const moves = await lineFrom(solver, answer, signal);
      if (moves.length > 0) tell({ kind: 'line', id, moves });
    } catch (error) {
      if (isAborted(error)) return;
      const message = error instanceof Error ? error.message : String(error);
      tell({ kind: 'failed', id, message, ...(isEndgameError(error) ? { hint: error.hint } : {}) });
    }
  }

  #solverOf(game: string): Promise<Solver> {
    if (this.#solver?.game !== game) {
      // One game at a time: what was computed for another would take its memory.
      void this.#solver?.solver.then((solver) => solver.close());
      this.#solver = { game, solver: loadGame(game).then((rules) => new Solver({ game: rules, memory: MEMORY })) };
    }
    return this.#solver.solver;
  }
}

/** Asks for what is known soon, then for all; the second question goes on where the first one stopped. */
async function askInStages(
  solver: Solver,
  { id, position }: AskPosition,
  signal: AbortSignal,
  tell: (reply: FromDesk) => void,
): Promise<Answer | Bounded> {
  let told = 0;
  const options: QueryOptions = {
    moves: true,
    bounds: true,
    signal,
    distanceSeconds: DISTANCE_SECONDS,
    onOutcome: (worth) => tell({ kind: 'outcome', id, worth }),
    onProgress: ({ slice, phase, share }) => {
      const now = performance.now();
      if (now - told < PROGRESS_MS) return;
      told = now;
      tell({ kind: 'progress', id, what: `${slice}: ${phase}`, share });
    },
  };
  const start = performance.now();
  const soon = await solver.query(position, { ...options, moves: false, deadline: SOON });
  if (!soon.exact && soon.limit === undefined && !signal.aborted) tell({ kind: 'so-far', id, answer: soon });
  const answer = await solver.query(position, options);
  return withFirst(answer, soon, performance.now() - start);
}

/** Adds what the first question took to the account of the second. */
function withFirst<A extends Answer | Bounded>(answer: A, { provenance: first }: Answer | Bounded, ms: number): A {
  const { provenance } = answer;
  const fedBy = [...new Set([...(first.fedBy ?? []), ...(provenance.fedBy ?? [])])];
  const isFirst = provenance.source === 'cache' && first.source !== 'cache' && first.slicesSolved.length > 0;
  return {
    ...answer,
    provenance: {
      ...provenance,
      ...(isFirst ? { source: first.source } : {}),
      ...(isFirst && first.method !== undefined ? { method: first.method } : {}),
      bytesRead: first.bytesRead + provenance.bytesRead,
      positionsExpanded: first.positionsExpanded + provenance.positionsExpanded,
      movesExpanded: first.movesExpanded + provenance.movesExpanded,
      slicesSolved: [...first.slicesSolved, ...provenance.slicesSolved],
      ...(fedBy.length > 0 ? { fedBy } : {}),
      warnings: [...new Set([...first.warnings, ...provenance.warnings])],
      ms,
    },
  };
}

/** Returns best play; nothing where it cannot be found soon. */
async function lineFrom(
  solver: Solver,
  { exact, position }: Answer | Bounded,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!exact) return [];
  try {
    const { line = [], lineSan = line } = await solver.query(position, { line: true, signal, seconds: LINE_SECONDS });
    return lineSan;
  } catch (error) {
    if (isEndgameError(error)) return [];
    throw error;
  }
}
