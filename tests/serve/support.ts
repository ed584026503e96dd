/** A service that listens on any free port of this machine. */

import { afterAll } from 'vitest';
import { games } from '../../games/index.ts';
import type { Game } from '../../src/game/index.ts';
import { type DeskLimits, Listener, Service, Solvers } from '../../src/serve/index.ts';
import { Solver } from '../../src/solve/index.ts';

export interface Served {
  readonly url: string;
  readonly service: Service;
  readonly listener: Listener;
  readonly faults: unknown[];
  /** Closes what is open; done by itself after the tests of the file. */
  readonly close: (grace?: number) => Promise<void>;
}

export const LIMITS: DeskLimits = { slots: 2, places: 4, perClient: 8, deadline: 20_000 };

/** Starts a service of some games. */
export async function serve(ids: readonly string[], limits: Partial<DeskLimits> = {}, cacheBytes = 0): Promise<Served> {
  const served = games.filter(({ id }) => ids.includes(id));
  const chess = served.find(({ id }) => id === 'chess');
  const standard = chess && { game: chess, solver: new Solver({ game: chess, memory: 300e6 }) };
  const faults: unknown[] = [];
  const onFault = (error: unknown): void => void faults.push(error);
  const open = async (game: Game): Promise<Solver> => new Solver({ game, memory: 50e6 });
  const solvers = new Solvers(open, 1, new Map(standard ? [['chess', standard.solver]] : []));
  const service = new Service({
    games: served,
    solvers,
    standard,
    plans: [],
    limits: { ...LIMITS, ...limits },
    cacheBytes,
    gauges: [{ name: 'test_gauge', help: 'A number.', read: () => 42 }],
    onWarning: onFault,
  });
  const listener = new Listener(service, { host: '127.0.0.1', port: 0, trustProxy: false, onFault });
  const url = await listener.listen();
  let closed: Promise<void> | undefined;
  const close = (grace = 0): Promise<void> =>
    (closed ??= listener.close(grace).then(() => {
      solvers.close();
      standard?.solver.close();
    }));
  afterAll(() => close());
  return { url, service, listener, faults, close };
}
