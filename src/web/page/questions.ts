import type { Answer, Bounded, MoveAnswer, Worth } from '../../solve/answer.ts';
import type { AskPosition, FromDesk, ToDesk } from '../desk/messages.ts';

/** A question, before it has a number. */
export type AskedQuestion = Omit<AskPosition, 'id'>;

/** What is known of a question so far. */
export interface KnownSoFar {
  /** The position that was asked. */
  readonly asked: string;
  /** Whether more may come. */
  readonly isWorking: boolean;
  /** The outcome or bounds, until the answer is there. */
  readonly soFar?: Worth | Bounded;
  /** Every legal move, by what is known until the answer is there. */
  readonly ranked?: readonly MoveAnswer[];
  readonly answer?: Answer | Bounded;
  /** Bytes of tables that came over the network for the answer. */
  readonly fetched?: number;
  /** Best play, as people write moves. */
  readonly line?: readonly string[];
  readonly progress?: { readonly what: string; readonly share: number };
  readonly failure?: { readonly message: string; readonly hint?: string };
}

/** The page's side of the worker. A later question ends an earlier one. */
export class Questions {
  #worker: Worker | undefined;
  #asked = 0;
  #known: KnownSoFar | undefined;
  #tell: (known: KnownSoFar) => void = () => {};

  /**
   * Starts the worker before there is a question, so that it loads what it needs while the page loads its own.
   * @param base address of the game's tables, if the site has some
   */
  prepare(game: string, base: string | undefined): void {
    this.#send({ kind: 'prepare', game, ...(base === undefined ? {} : { base }) });
  }

  /** Asks a question; `tell` is called whenever more is known, until the next question. */
  ask(question: AskedQuestion, tell: (known: KnownSoFar) => void): void {
    this.#end();
    this.#tell = tell;
    this.#known = { asked: question.position, isWorking: true };
    tell(this.#known);
    this.#send({ ...question, id: ++this.#asked });
  }

  /** Ends the question; what is known stays. */
  cancel(): void {
    this.#end();
    this.#update({ isWorking: false });
  }

  /** Ends the worker. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#known = undefined;
  }

  #end(): void {
    if (this.#known !== undefined) this.#send({ kind: 'cancel', id: this.#asked });
  }

  #send(message: ToDesk): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message);
  }

  #start(): Worker {
    const worker = new Worker(new URL('../desk/worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<FromDesk>) => {
      if (data.id === this.#asked) this.#take(data);
    });
    worker.addEventListener('error', ({ message }) => {
      // It may have run out of memory: the next question begins with another worker.
      worker.terminate();
      this.#worker = undefined;
      const hint = 'ask again; what was computed is lost';
      this.#update({ isWorking: false, failure: { message: message || 'the worker has ended', hint } });
    });
    return worker;
  }

  #take(reply: FromDesk): void {
    switch (reply.kind) {
      case 'outcome':
        this.#update({ soFar: reply.worth });
        break;
      case 'ranked':
        this.#update({ soFar: reply.worth, ranked: reply.moves });
        break;
      case 'so-far':
        this.#update({ soFar: reply.answer });
        break;
      case 'progress':
        this.#update({ progress: reply });
        break;
      case 'answer':
        this.#update({ answer: reply.answer, fetched: reply.fetched, isWorking: false });
        break;
      case 'line':
        this.#update({ line: reply.moves });
        break;
      case 'failed':
        this.#update({ failure: reply, isWorking: false });
        break;
      // Files are reviewed by workers of their own.
      case 'reviewed':
      case 'review-end':
        break;
    }
  }

  #update(more: Partial<KnownSoFar>): void {
    if (this.#known === undefined) return;
    this.#known = { ...this.#known, ...more };
    this.#tell(this.#known);
  }
}
