/**
 * Solved problems on demand, kept while memory allows: known, or solved now, after all that lies behind its moves out.
 * There is one machine; problems use it in turn.
 */

import { LRUCache } from 'lru-cache';
import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import { type Behind, type Exit, exitsOf, stridesOf } from './exits.ts';
import { type Due, induce } from './induction.ts';
import { EXIT_BYTES, type Layout, layOut, putExit } from './layout.ts';
import { Machine } from './machine.ts';
import { type Meter, rankTable } from './metric.ts';
import { passantRanks, passantsOf } from './passant.ts';
import { type Problem, Problems, type Resolved, type Side } from './problem.ts';
import { SlabFiller } from './slab.ts';
import { type Codes, codesOf, type Effort, noEffort, sizeOf, type Solved } from './solved.ts';

/** How long the kernel may keep the thread before timers and other work get their turn. */
const PAUSE_MS = 40;
/** Codes larger than this stay in the machine's memory, and the next problem gets a new machine. */
const ADOPTED_BYTES = 64_000_000;

export interface LibraryRun {
  readonly signal?: AbortSignal | undefined;
  /** Told the share of the problem's positions that are decided. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

export interface LibraryOptions {
  readonly game: Game;
  readonly meter: Meter;
  /** Bytes of solved problems to keep. */
  readonly memory?: number;
}

interface Target {
  readonly resolved: Resolved;
  readonly solved: Solved;
}

export class Library {
  readonly game: Game;
  readonly meter: Meter;
  readonly problems: Problems = new Problems();
  readonly effort: Effort = noEffort();
  readonly #ranks: Uint8Array;
  readonly #kept: LRUCache<string, Solved>;
  readonly #underWay = new Map<Problem, Promise<Solved>>();
  #machine: Promise<Machine> | undefined;
  /** Resolves when the machine is free. */
  #free: Promise<void> = Promise.resolve();

  constructor({ game, meter, memory = 2 ** 40 }: LibraryOptions) {
    this.game = game;
    this.meter = meter;
    this.#ranks = rankTable(meter);
    this.#kept = new LRUCache({
      maxSize: memory,
      sizeCalculation: ({ codes }) => codes[0].byteLength + codes[1].byteLength,
    });
  }

  /** @throws EndgameError E_ABORTED, E_BUDGET */
  async solved(problem: Problem, run: LibraryRun): Promise<Solved> {
    const known = this.#kept.get(problem.key);
    if (known) return known;
    const shared = this.#underWay.get(problem);
    if (shared) return shared;
    const work = this.#solve(problem, run).finally(() => this.#underWay.delete(problem));
    this.#underWay.set(problem, work);
    return work;
  }

  /** The problem that holds the positions behind a move, solved. */
  async behind({ men, pawns }: Pick<Behind, 'men' | 'pawns'>, run: LibraryRun): Promise<Target> {
    const resolved = this.problems.resolve(men, pawns);
    return { resolved, solved: await this.solved(resolved.problem, run) };
  }

  async #solve(problem: Problem, run: LibraryRun): Promise<Solved> {
    const exits = [exitsOf(problem, 0), exitsOf(problem, 1)] as const;
    const behinds = new Map([...exits[0], ...exits[1]].map(({ behind }) => [behind.key, behind]));
    const targets = new Map<string, { resolved: Resolved; codes: Codes; ranked: boolean }>();
    for (const [key, behind] of behinds) {
      const { resolved, solved } = await this.behind(behind, run);
      if (behind.marked === undefined) {
        targets.set(key, { resolved, codes: codesOf(solved, behind.turn, resolved.swap), ranked: false });
      } else {
        const passants = await passantsOf(this, resolved.problem, behind, resolved, run);
        targets.set(key, { resolved, codes: passantRanks(this, solved, passants), ranked: true });
      }
    }
    const before = this.#free;
    let release = (): void => undefined;
    this.#free = new Promise((done) => (release = done));
    await before;
    try {
      const machine = await (this.#machine ??= Machine.make(false));
      machine.clear();
      const layout = layOut(machine, problem, this.meter.depths, this.meter.metric === 'dtz');
      const slabs = new Map<string, number>();
      for (const [key, behind] of behinds) slabs.set(key, machine.take(stridesOf(problem, behind.taken).bytes));
      const lists = exits.map((list) => machine.take(list.length * EXIT_BYTES));
      const most = Math.max(0, ...Array.from(targets.values(), ({ codes }) => codes.byteLength));
      const filler = new SlabFiller(machine, this.#ranks, most);
      for (const [key, { resolved, codes, ranked }] of targets) {
        filler.fill(slabs.get(key)!, problem, behinds.get(key)!, resolved, codes, ranked);
        targets.delete(key);
      }
      exits.forEach((list, side) => {
        list.forEach((exit: Exit, i) =>
          putExit(machine, lists[side] + i * EXIT_BYTES, problem, exit, slabs.get(exit.behind.key)!),
        );
      });
      return await this.#induce(machine, problem, layout, lists, [exits[0].length, exits[1].length], run);
    } finally {
      release();
    }
  }

  async #induce(
    machine: Machine,
    problem: Problem,
    layout: Layout,
    lists: readonly number[],
    counts: readonly number[],
    { signal, onProgress }: LibraryRun,
  ): Promise<Solved> {
    const { program } = machine;
    const { rows } = problem;
    program.configure(layout.config);
    const positions = program.markLegal(0, rows);
    for (const side of [0, 1] as const) {
      const losing = layout.lost[0][side];
      program.markOut(side, lists[side], counts[side], 0, rows, losing.words, losing.masks);
    }
    const steps = induce(machine, problem, this.meter, layout, this.#due(machine, problem, layout), (step) =>
      step(0, rows),
    );
    let pause = performance.now();
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      if (performance.now() - pause < PAUSE_MS) continue;
      onProgress?.(step.value / positions);
      await new Promise((done) => setTimeout(done, 0));
      if (signal?.aborted) throw new EndgameError('E_ABORTED', `stopped while solving ${problem.key}`, 'run it again');
      pause = performance.now();
    }
    const { effort } = this;
    effort.decided += step.value.decided;
    effort.positions += positions;
    effort.plies = Math.max(effort.plies, step.value.plies);
    effort.problems++;
    effort.words += program.takeTouched() * 64;
    effort.bytes = Math.max(effort.bytes, machine.bytes.length);
    const adopted = sizeOf(problem) > ADOPTED_BYTES;
    if (adopted) this.#machine = undefined;
    const codes = ([0, 1] as const).map((side) => this.#codes(machine, problem, layout, side, adopted));
    const solved: Solved = { problem, codes: [codes[0], codes[1]] };
    this.#kept.set(problem.key, solved);
    return solved;
  }

  #due(machine: Machine, { rows }: Problem, { due }: Layout): Due {
    const found = due.map((at) => {
      const ranks = new Uint8Array(256);
      if (!this.meter.depths) return ranks.fill(1);
      const seen = new Uint32Array(8);
      const words = new Uint32Array(machine.bytes.buffer, at, rows * 8);
      for (let i = 0; i < words.length; i++) seen[i & 7] |= words[i];
      return ranks.map((_, rank) => (seen[rank >> 5] >> (rank & 31)) & 1);
    });
    return [found[0], found[1]];
  }

  #codes(machine: Machine, { rows }: Problem, layout: Layout, side: Side, adopted: boolean): Codes {
    const { program } = machine;
    if (!this.meter.depths) {
      const out = new Uint8Array(rows * 4096);
      const chunk = Math.min(rows, 64);
      const at = machine.take(chunk * 4096);
      for (let row = 0; row < rows; row += chunk) {
        const to = Math.min(rows, row + chunk);
        program.outcomes(side, row, to, at);
        out.set(machine.bytes.subarray(at, at + (to - row) * 4096), row * 4096);
      }
      return out;
    }
    program.finish(side, 0, rows);
    const values = machine.bytes.subarray(layout.values[side], layout.values[side] + rows * 4096);
    if (this.meter.metric === 'dtm') return adopted ? values : values.slice();
    const won = new Uint8Array(machine.bytes.buffer, program.wonAt(side), rows * 512);
    const wide = new Uint16Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const v = values[i];
      wide[i] = v === 0 ? 0 : v === 255 ? 510 : (v << 1) | ((won[i >> 3] >> (i & 7)) & 1);
    }
    return wide;
  }
}
