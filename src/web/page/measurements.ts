import type { Answer, Bounded } from '../../solve/answer.ts';
import type { PlanRung } from '../data.ts';
import type { UsableTables } from '../desk/messages.ts';
import { Questions } from './questions.ts';

/** What a question took with the tables of a budget and no others. */
export interface MeasuredQuestion {
  readonly position: string;
  /** Most bytes of tables. */
  readonly budget: number;
  readonly answer: Answer | Bounded;
  /** Bytes that came over the network. */
  readonly fetched: number;
}

/** An ending of chess that takes the worker through search, bounds and kernel: a worker that has just started would be slower. */
const WARM_UP = '8/8/8/4k3/8/8/4P3/4K3 w - - 0 1';

/** Asks questions again and again, each time with other tables, in a worker of its own. */
export class Measurements {
  readonly #questions = new Questions();
  #run = 0;
  #isWarm = false;

  /**
   * Asks a question at each budget, one after the other; a later call ends an earlier one.
   * @returns whether all of them were asked
   */
  async run(
    game: string,
    position: string,
    rungs: readonly PlanRung[],
    base: string,
    tell: (measurement: MeasuredQuestion) => void,
  ): Promise<boolean> {
    const run = ++this.#run;
    if (!this.#isWarm) await this.#ask(game, WARM_UP, { base, kept: [] });
    this.#isWarm = true;
    for (const { budget, kept } of rungs) {
      const found = await this.#ask(game, position, { base, kept });
      if (run !== this.#run) return false;
      if (found !== undefined) tell({ position, budget, ...found });
    }
    return true;
  }

  /** Ends the worker. */
  close(): void {
    this.#run++;
    this.#questions.close();
  }

  #ask(
    game: string,
    position: string,
    tables: UsableTables,
  ): Promise<Omit<MeasuredQuestion, 'position' | 'budget'> | undefined> {
    return new Promise((done) => {
      this.#questions.ask({ kind: 'measure', game, position, tables }, ({ isWorking, answer, fetched = 0 }) => {
        if (!isWorking) done(answer === undefined ? undefined : { answer, fetched });
      });
    });
  }
}
