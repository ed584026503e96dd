/** What is asked about any game: the games, positions one by one, and batches of them. */

import { EndgameError, type Game } from '../game/index.ts';
import type { Answer, Bounded, Provenance } from '../solve/index.ts';
import type { Desk } from './desk.ts';
import { eventsOf, type Tell } from './events.ts';
import {
  failureText,
  HttpFailure,
  type HttpReply,
  type HttpRequest,
  jsonReply,
  neededParameter,
  parameter,
  TYPES,
} from './exchange.ts';
import type { Solvers } from './solvers.ts';

/** Most characters of a position. */
const MOST_POSITION = 1000;
/** Most positions of a batch. */
export const MOST_LINES = 1000;
/** Most milliseconds of a batch, as a multiple of those of a question. */
const BATCH_DEADLINES = 6;

/** What is asked of a position. */
interface AskedPosition {
  readonly position: string;
  readonly moves: boolean;
  readonly line: boolean;
  /** Milliseconds. */
  readonly deadline: number;
}

/** An answer that does not name directories and files of the service. */
type ServedAnswer = Omit<Answer | Bounded, 'provenance'> & {
  readonly provenance: Omit<Provenance, 'store' | 'warnings'>;
};

/** Answers about games. */
export class GameRoutes {
  readonly #games: ReadonlyMap<string, Game>;
  readonly #solvers: Solvers;
  readonly #desk: Desk;
  readonly #onWarning: (text: string) => void;

  /** @param onWarning told of tables that are damaged */
  constructor(games: readonly Game[], solvers: Solvers, desk: Desk, onWarning: (text: string) => void) {
    this.#onWarning = onWarning;
    this.#games = new Map(games.map((game) => [game.id, game]));
    this.#solvers = solvers;
    this.#desk = desk;
  }

  /** `GET /games` */
  games(): HttpReply {
    return jsonReply([...this.#games.values()].map(described));
  }

  /** `GET /games/{id}` */
  game(id: string): HttpReply {
    return jsonReply(described(this.#named(id)));
  }

  /** `GET /games/{id}/position?position=` */
  position(request: HttpRequest, id: string): HttpReply | Promise<HttpReply> {
    const game = this.#named(id);
    const asked = this.#asked(request.query);
    const known = this.#atOnce(game, asked);
    if (request.accept.includes('text/event-stream')) {
      const work = async (tell: Tell): Promise<ServedAnswer> =>
        known ?? (await this.#compute(request, game, asked, tell));
      return { status: 200, type: TYPES.events, body: eventsOf(work) };
    }
    return known === undefined ? this.#compute(request, game, asked).then(jsonReply) : jsonReply(known);
  }

  /** `POST /games/{id}/positions` */
  async positions(request: HttpRequest, id: string): Promise<HttpReply> {
    const game = this.#named(id);
    const lines = (await request.body()).split(/\r?\n/).filter((line) => line.trim() !== '');
    if (lines.length > MOST_LINES) {
      throw new HttpFailure(413, `${lines.length} lines`, `send at most ${MOST_LINES} at once`);
    }
    if (lines.length === 0) throw new HttpFailure(400, 'no lines', 'send {"position":"..."}, one on a line');
    return { status: 200, type: TYPES.lines, body: this.#answers(request, game, lines) };
  }

  async *#answers(request: HttpRequest, game: Game, lines: readonly string[]): AsyncGenerator<string> {
    const end = performance.now() + BATCH_DEADLINES * this.#desk.deadline;
    for (const line of lines) {
      if (request.signal.aborted) return;
      const arrived = performance.now();
      const left = Math.max(1, Math.min(this.#desk.deadline, end - arrived));
      yield `${JSON.stringify(await this.#answerTo({ ...clientOf(request), arrived }, game, line, left))}\n`;
    }
  }

  /** Answers a line of a batch; an error is an answer, so that the others go on. */
  async #answerTo(
    client: Pick<HttpRequest, 'client' | 'signal' | 'arrived'>,
    game: Game,
    line: string,
    deadline: number,
  ): Promise<unknown> {
    let input = line;
    try {
      const asked = { ...askedByLine(line), deadline };
      input = asked.position;
      return this.#atOnce(game, asked) ?? (await this.#compute(client, game, asked));
    } catch (error) {
      const { code, message, hint } = failureText(error);
      return { input, error: { code, message, hint } };
    }
  }

  /** @throws EndgameError E_POSITION */
  #atOnce(game: Game, { position, moves, line }: AskedPosition): ServedAnswer | undefined {
    const solver = this.#solvers.ready(game);
    const answer = line ? undefined : solver?.querySync(position, { moves });
    return answer && this.#withoutPlaces(answer);
  }

  #compute(
    client: Pick<HttpRequest, 'client' | 'signal' | 'arrived'>,
    game: Game,
    asked: AskedPosition,
    tell?: Tell,
  ): Promise<ServedAnswer> {
    const { position, moves, line, deadline } = asked;
    const key = JSON.stringify([game.id, position, moves, line, deadline]);
    return this.#desk.compute(
      client,
      key,
      ({ signal, until, onProgress }) =>
        this.#solvers.ask(game, async (solver) => {
          const left = Math.max(1, until - performance.now());
          const run = { bounds: true, deadline: left, signal, onProgress };
          return this.#withoutPlaces(await solver.query(position, { moves, line, ...run }));
        }),
      {
        deadline,
        ...(tell === undefined
          ? {}
          : { onProgress: ({ slice, phase, share }) => tell('progress', { slice, phase, share }) }),
      },
    );
  }

  #withoutPlaces(answer: Answer | Bounded): ServedAnswer {
    const { store: _store, warnings, ...provenance } = answer.provenance;
    for (const warning of warnings) this.#onWarning(warning);
    return { ...answer, provenance };
  }

  /** @throws EndgameError E_GAME_UNKNOWN */
  #named(id: string): Game {
    const game = this.#games.get(id);
    if (game !== undefined) return game;
    throw new EndgameError('E_GAME_UNKNOWN', `no game "${id}"`, 'see /games');
  }

  /** @throws HttpFailure 400 */
  #asked(query: URLSearchParams): AskedPosition {
    for (const name of query.keys()) {
      if (!['position', 'moves', 'line', 'deadline'].includes(name)) {
        throw new HttpFailure(400, `no parameter is called "${name}"`, 'see /openapi.json');
      }
    }
    return {
      position: neededParameter(query, 'position', MOST_POSITION),
      moves: flag(query, 'moves', true),
      line: flag(query, 'line', false),
      deadline: this.#deadline(parameter(query, 'deadline')),
    };
  }

  /** Returns the milliseconds that a client gives a question: a client can ask for less time than the service gives, never more. */
  #deadline(text: string | undefined): number {
    const most = this.#desk.deadline;
    if (text === undefined) return most;
    const given = Number(text);
    if (/^\d+$/.test(text) && given >= 1 && given <= most) return given;
    throw new HttpFailure(400, `deadline "${text}"`, `write milliseconds from 1 to ${most}`);
  }
}

function clientOf({ client, signal }: HttpRequest): Pick<HttpRequest, 'client' | 'signal'> {
  return { client, signal };
}

function described(game: Game): unknown {
  const { id, title, initial, example, notations = [], domain, endgames = [] } = game;
  return { id, title, initial, example, notations, values: domain.name, endgames };
}

/** @throws HttpFailure 400 */
function flag(query: URLSearchParams, name: string, usual: boolean): boolean {
  const text = parameter(query, name);
  if (text === undefined) return usual;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new HttpFailure(400, `${name} "${text}"`, 'write true or false');
}

/** @throws HttpFailure 400 */
function askedByLine(line: string): Omit<AskedPosition, 'deadline'> {
  const wrong = (what: string): HttpFailure =>
    new HttpFailure(400, what, 'write {"position":"...","moves":true,"line":false}; the last two may be left out');
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw wrong('the line is no JSON');
  }
  if (typeof value !== 'object' || value === null) throw wrong('the line is no object');
  const { position, moves = false, line: wantsLine = false } = value as Readonly<Record<string, unknown>>;
  if (typeof position !== 'string' || position === '') throw wrong('"position" is no text');
  if (position.length > MOST_POSITION) throw wrong(`"position" has ${position.length} characters`);
  if (typeof moves !== 'boolean' || typeof wantsLine !== 'boolean') throw wrong('"moves" or "line" is no boolean');
  return { position, moves, line: wantsLine };
}
