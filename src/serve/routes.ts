/** The routes of the service: what each is for, in the words of its OpenAPI document, and who answers. */

import type { Plan } from '../plan/plan.ts';
import type { Desk } from './desk.ts';
import { HttpFailure, type HttpReply, type HttpRequest, jsonReply, TYPES } from './exchange.ts';
import { type GameRoutes, MOST_LINES } from './game-routes.ts';
import type { LichessRoutes } from './lichess-routes.ts';
import type { ServiceMetrics } from './metrics.ts';
import { type JsonSchema, schemaNamed } from './schemas.ts';

/** A parameter of a route. */
export interface RouteParameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
}

/** A route. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Its path; `{id}` stands for a word of it. */
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly RouteParameter[];
  /** The form of each line of the body, if it has one. */
  readonly lines?: JsonSchema;
  /** Forms of the reply by content type. */
  readonly replies: Readonly<Record<string, JsonSchema>>;
  /** Statuses of failures. */
  readonly failures: readonly number[];
  /** Whether failures are plain text, as lichess' server has them. */
  readonly failsPlainly?: boolean;
  readonly handle: (request: HttpRequest, id: string) => HttpReply | Promise<HttpReply>;
}

/** Who answers. */
export interface Desks {
  readonly desk: Desk;
  readonly games: GameRoutes;
  /** Absent if chess is not served. */
  readonly lichess: LichessRoutes | undefined;
  readonly metrics: ServiceMetrics;
  readonly plans: readonly Plan[];
  readonly isClosing: () => boolean;
  readonly document: () => string;
}

const TEXT: JsonSchema = { type: 'string' };
const FLAG: JsonSchema = { type: 'boolean' };

function query(name: string, required: boolean, schema: JsonSchema, description: string): RouteParameter {
  return { name, in: 'query', required, schema, description };
}

const GAME: RouteParameter = {
  name: 'id',
  in: 'path',
  required: true,
  schema: TEXT,
  description: 'a game, by its id in /games',
};
const FEN = query('fen', true, { ...TEXT, maxLength: 120 }, 'X-FEN; underscores count as blanks');

/** Returns the routes. */
export function routesOf(desks: Desks): Route[] {
  const { desk, games, lichess, metrics, plans } = desks;
  const lichessRoutes: Route[] = lichess === undefined ? [] : routesOfLichess(lichess);
  return [
    ...lichessRoutes,
    {
      method: 'GET',
      path: '/games',
      summary: 'The games that are served',
      parameters: [],
      replies: { [TYPES.json]: { type: 'array', items: schemaNamed('Game') } },
      failures: [],
      handle: () => games.games(),
    },
    {
      method: 'GET',
      path: '/games/{id}',
      summary: 'A game, and how its positions are written',
      parameters: [GAME],
      replies: { [TYPES.json]: schemaNamed('Game') },
      failures: [404],
      handle: (_, id) => games.game(id),
    },
    {
      method: 'GET',
      path: '/games/{id}/position',
      summary: 'What a position and its moves are worth; with Accept: text/event-stream, progress and then the answer',
      parameters: [
        GAME,
        query('position', true, { ...TEXT, maxLength: 1000 }, 'in the notation of the game'),
        query('moves', false, { ...FLAG, default: true }, 'whether every legal move is ranked'),
        query('line', false, { ...FLAG, default: false }, 'whether there is a line of best play'),
        query(
          'deadline',
          false,
          { type: 'integer', minimum: 1, maximum: desk.deadline },
          'milliseconds after which bounds are enough',
        ),
      ],
      replies: { [TYPES.json]: schemaNamed('Answer'), [TYPES.events]: TEXT },
      failures: [400, 404, 429, 503],
      handle: (request, id) => games.position(request, id),
    },
    {
      method: 'POST',
      path: '/games/{id}/positions',
      summary: `At most ${MOST_LINES} positions, one JSON object on a line, and as many answers in the same order`,
      parameters: [GAME],
      lines: schemaNamed('Question'),
      replies: { [TYPES.lines]: { anyOf: [schemaNamed('Answer'), schemaNamed('Failure')] } },
      failures: [400, 404, 413],
      handle: (request, id) => games.positions(request, id),
    },
    {
      method: 'GET',
      path: '/plans',
      summary: 'The plans that the service executes: which tables it keeps, and why',
      parameters: [],
      replies: { [TYPES.json]: { type: 'array', items: schemaNamed('Plan') } },
      failures: [],
      handle: () => jsonReply(plans.map(described)),
    },
    {
      method: 'GET',
      path: '/health',
      summary: 'Whether the service takes questions',
      parameters: [],
      replies: { [TYPES.json]: schemaNamed('Health') },
      failures: [503],
      handle: () => {
        if (desks.isClosing()) throw new HttpFailure(503, 'the service closes', 'ask another');
        return jsonReply({ status: 'ok', running: desk.running, waiting: desk.waiting });
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      summary: 'Counters for Prometheus',
      parameters: [],
      replies: { [TYPES.text]: TEXT },
      failures: [],
      handle: () => ({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: metrics.text() }),
    },
    {
      method: 'GET',
      path: '/openapi.json',
      summary: 'This document',
      parameters: [],
      replies: { [TYPES.json]: { type: 'object' } },
      failures: [],
      handle: () => ({ status: 200, type: TYPES.json, body: desks.document() }),
    },
  ];
}

function routesOfLichess(lichess: LichessRoutes): Route[] {
  return [
    {
      method: 'GET',
      path: '/standard',
      summary: "A chess position in the form of lichess' tablebase server",
      parameters: [FEN],
      replies: { [TYPES.json]: schemaNamed('LichessAnswer') },
      failures: [400, 429, 503],
      failsPlainly: true,
      handle: (request) => lichess.standard(request),
    },
    {
      method: 'GET',
      path: '/standard/mainline',
      summary: 'Best play by plies to zeroing, in the same form; 404 where it is not known',
      parameters: [FEN],
      replies: { [TYPES.json]: schemaNamed('Mainline') },
      failures: [400, 404, 429, 503],
      failsPlainly: true,
      handle: (request) => lichess.mainline(request),
    },
    {
      method: 'GET',
      path: '/monitor',
      summary: "Two counters, as lichess' server has them",
      parameters: [],
      replies: { [TYPES.text]: TEXT },
      failures: [],
      failsPlainly: true,
      handle: () => ({
        status: 200,
        type: TYPES.text,
        body: `tablebase cache=${lichess.hits}u,cache_miss=${lichess.misses}u`,
      }),
    },
  ];
}

function described(plan: Plan): unknown {
  const { game, rules, metric, bytes, decoderBytes, coverage, seconds, without, kept } = plan;
  return { game, rules, metric, bytes, decoderBytes, coverage, seconds, without, kept };
}
