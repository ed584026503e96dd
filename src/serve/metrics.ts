/** Counters in the text format of Prometheus (version 0.0.4). */

/** Upper ends of the classes of seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] as const;

/** A number that is read when somebody looks. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly read: () => number;
}

/** Replies of a route. */
interface RouteTimes {
  readonly byStatus: Map<number, number>;
  readonly buckets: number[];
  seconds: number;
  count: number;
}

/** Counts replies and their times by route, and shows other numbers beside them. */
export class ServiceMetrics {
  readonly #gauges: readonly Gauge[];
  readonly #routes = new Map<string, RouteTimes>();

  constructor(gauges: readonly Gauge[]) {
    this.#gauges = gauges;
  }

  /**
   * Counts a reply.
   * @param route its template, never what a client wrote
   */
  count(route: string, status: number, seconds: number): void {
    let times = this.#routes.get(route);
    if (times === undefined) {
      times = { byStatus: new Map(), buckets: BUCKETS.map(() => 0), seconds: 0, count: 0 };
      this.#routes.set(route, times);
    }
    times.byStatus.set(status, (times.byStatus.get(status) ?? 0) + 1);
    times.seconds += seconds;
    times.count++;
    const at = BUCKETS.findIndex((most) => seconds <= most);
    if (at >= 0) times.buckets[at]++;
  }

  /** Writes all numbers. */
  text(): string {
    const lines = [...head('endgame_requests_total', 'Replies by route and status.', 'counter')];
    for (const [route, { byStatus }] of this.#routes)
      for (const [status, count] of byStatus)
        lines.push(`endgame_requests_total{route="${route}",status="${status}"} ${count}`);
    lines.push(...head('endgame_request_seconds', 'Seconds from request to reply.', 'histogram'));
    for (const [route, { buckets, seconds, count }] of this.#routes) {
      let sum = 0;
      const line = (name: string, value: number, more = ''): string =>
        `endgame_request_seconds_${name}{route="${route}"${more}} ${value}`;
      for (const [i, most] of BUCKETS.entries()) lines.push(line('bucket', (sum += buckets[i]), `,le="${most}"`));
      lines.push(line('bucket', count, ',le="+Inf"'), line('sum', seconds), line('count', count));
    }
    for (const { name, help, read } of this.#gauges) lines.push(...head(name, help, 'gauge'), `${name} ${read()}`);
    return `${lines.join('\n')}\n`;
  }
}

function head(name: string, help: string, type: string): [string, string] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}
