/** The service without its socket: from requests to replies. */

import type { Game } from '../game/index.ts';
import type { Plan } from '../plan/plan.ts';
import type { Solver } from '../solve/index.ts';
import { Desk, type DeskLimits } from './desk.ts';
import { failureText, HttpFailure, type HttpReply, type HttpRequest, TYPES } from './exchange.ts';
import { GameRoutes } from './game-routes.ts';
import { LichessRoutes } from './lichess-routes.ts';
import { type Gauge, ServiceMetrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { type Route, routesOf } from './routes.ts';
import type { Solvers } from './solvers.ts';
import { Tablebase } from './tablebase.ts';

/** What a service serves. */
export interface ServiceOptions {
  readonly games: readonly Game[];
  readonly solvers: Solvers;
  /** Chess with the solver that answers in lichess' form; without it these routes are absent. */
  readonly standard: { readonly game: Game; readonly solver: Solver } | undefined;
  readonly plans: readonly Plan[];
  readonly limits: DeskLimits;
  /** Bytes for texts of answers in lichess' form; 0 for none. */
  readonly cacheBytes: number;
  /** Numbers of the process for `/metrics`. */
  readonly gauges: readonly Gauge[];
  /** Told of tables that are damaged, each once; answers do without them. */
  readonly onWarning: (text: string) => void;
}

/** Answers requests. */
export class Service {
  readonly #routes: readonly Route[];
  /** Routes without a variable word, by path. */
  readonly #fixed: ReadonlyMap<string, readonly Route[]>;
  readonly #metrics: ServiceMetrics;
  readonly #solvers: Solvers;
  #isClosing = false;

  constructor(options: ServiceOptions) {
    const { games, solvers, standard, plans, limits, cacheBytes, gauges, onWarning } = options;
    const desk = new Desk(limits);
    const lichess =
      standard && new LichessRoutes(new Tablebase(standard.game, standard.solver, onWarning), desk, cacheBytes);
    this.#solvers = solvers;
    this.#metrics = new ServiceMetrics([...gauges, ...this.#gauges(desk, lichess)]);
    const routes: Route[] = routesOf({
      desk,
      games: new GameRoutes(games, solvers, desk, onWarning),
      lichess,
      metrics: this.#metrics,
      plans,
      isClosing: () => this.#isClosing,
      document: () => document,
    });
    const document = JSON.stringify(openApiDocument(routes));
    this.#routes = routes;
    const fixed = routes.filter(({ path }) => !path.includes('{'));
    this.#fixed = new Map(fixed.map(({ path }) => [path, fixed.filter((each) => each.path === path)]));
  }

  /** The routes. */
  get routes(): readonly Route[] {
    return this.#routes;
  }

  /** Tells who asks about its health that the service takes no more questions. */
  beginClosing(): void {
    this.#isClosing = true;
  }

  /**
   * Answers a request. What is known at once is returned at once.
   * @param onFault told what nobody expected
   */
  reply(request: HttpRequest, onFault: (error: unknown) => void): HttpReply | Promise<HttpReply> {
    const found = this.#find(request.path);
    const [first] = found.routes;
    const label = first?.path ?? 'none';
    const failed = (error: unknown): HttpReply => {
      const text = failureText(error);
      if (text.status === 500) onFault(error);
      return this.#counted(request, label, failureReply(text, first?.failsPlainly === true));
    };
    try {
      const reply = this.#routed(request, found);
      if (!(reply instanceof Promise)) return this.#counted(request, label, reply);
      return reply.then((each) => this.#counted(request, label, each)).catch(failed);
    } catch (error) {
      return failed(error);
    }
  }

  #routed(request: HttpRequest, { routes, id }: Found): HttpReply | Promise<HttpReply> {
    if (routes.length === 0) throw new HttpFailure(404, `nothing is at ${request.path}`, 'see /openapi.json');
    const methods = [...new Set(routes.map(({ method }) => method))].join(', ');
    if (request.method === 'OPTIONS') return preflight(methods);
    // Who asks for the head alone gets the same; the socket leaves out the body.
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const route = routes.find((each) => each.method === method);
    if (route !== undefined) return route.handle(request, id);
    throw new HttpFailure(405, `${request.method} is not for ${request.path}`, `use ${methods}`, {
      allow: `${methods}, OPTIONS`,
    });
  }

  #find(path: string): Found {
    const fixed = this.#fixed.get(path);
    if (fixed !== undefined) return { routes: fixed, id: '' };
    const [, games, id = '', last, ...more] = path.split('/');
    if (games !== 'games' || id === '' || more.length > 0) return NOTHING;
    const template = `/games/{id}${last === undefined ? '' : `/${last}`}`;
    return { routes: this.#routes.filter((route) => route.path === template), id };
  }

  #counted(request: HttpRequest, route: string, reply: HttpReply): HttpReply {
    this.#metrics.count(route, reply.status, (performance.now() - request.arrived) / 1000);
    return reply;
  }

  #gauges(desk: Desk, lichess: LichessRoutes | undefined): Gauge[] {
    const cached = (): number =>
      [...this.#solvers.opened.values()].reduce((sum, { cachedBytes }) => sum + cachedBytes, 0);
    const gauges: Gauge[] = [
      { name: 'endgame_computing', help: 'Computations in progress.', read: () => desk.running },
      { name: 'endgame_waiting', help: 'Computations that wait for a slot.', read: () => desk.waiting },
      { name: 'endgame_solvers', help: 'Games whose solvers are open.', read: () => this.#solvers.opened.size },
      { name: 'endgame_cached_bytes', help: 'Bytes of computed values.', read: cached },
    ];
    if (lichess === undefined) return gauges;
    return [
      ...gauges,
      { name: 'endgame_cache_hits', help: 'Answers that the cache of texts had.', read: () => lichess.hits },
    ];
  }
}

/** The routes at a path, and its variable word. */
interface Found {
  readonly routes: readonly Route[];
  readonly id: string;
}

const NOTHING: Found = { routes: [], id: '' };

function preflight(methods: string): HttpReply {
  const headers = {
    'access-control-allow-methods': methods,
    'access-control-allow-headers': 'content-type, accept',
    'access-control-max-age': '86400',
  };
  return { status: 204, type: TYPES.text, body: '', headers };
}

function failureReply(failure: ReturnType<typeof failureText>, isPlain: boolean): HttpReply {
  const { status, code, message, hint, headers } = failure;
  if (isPlain) return { status, type: TYPES.text, body: `${message}; ${hint}\n`, headers };
  return { status, type: TYPES.json, body: JSON.stringify({ error: { code, message, hint } }), headers };
}
