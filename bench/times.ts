import { quantile } from '../src/text/quantile.ts';

/** CPU seconds of many questions. */
export class Times {
  readonly #seconds: number[] = [];

  /**
   * Adds the CPU time of a question and returns its seconds.
   * @param since `process.cpuUsage()` before the question
   */
  add(since: NodeJS.CpuUsage): number {
    const { user, system } = process.cpuUsage(since);
    const seconds = (user + system) / 1e6;
    this.push(seconds);
    return seconds;
  }

  push(seconds: number): void {
    this.#seconds.push(seconds);
  }

  get count(): number {
    return this.#seconds.length;
  }

  get total(): number {
    return this.#seconds.reduce((a, b) => a + b, 0);
  }

  get mean(): number {
    return this.total / Math.max(1, this.count);
  }

  /**
   * Returns a quantile of the seconds.
   * @param share 0.5 is the median, 1 the greatest
   */
  quantile(share: number): number {
    return quantile(this.#seconds, share);
  }
}
