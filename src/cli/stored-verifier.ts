import { type ErrorCode, EndgameError, isEndgameError } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';
import { domainOf, type Metric } from '../game/values.ts';
import type { Game } from '../game/index.ts';
import { StoredSource } from '../solve/index.ts';
import { type Slice, type Specialization, specialize } from '../specialize/index.ts';
import { BlockCache, generateCommand, TableStore } from '../table/index.ts';
import {
  type Sheet,
  type StoredValue,
  type Stretch,
  type VerifyOptions,
  type VerifyReport,
  verifySlice,
} from '../verify/index.ts';
import { Pacer } from '../platform/pacer.ts';
import type { Claims } from './claims.ts';
import type { SheetPass } from './sheet-passes.ts';
import { StoredOutcomes } from './stored-outcomes.ts';

/** Where the tables are that are verified, and what they tell. */
export interface StoredTables {
  readonly dir: string;
  readonly metric: Metric;
  /** Bytes for blocks of tables. */
  readonly cache: number;
}

/** What one thread has verified of a slice. */
export interface VerifiedPart extends VerifyReport {
  /** The first chunk of this thread in which something is wrong, by its first index, and what. */
  readonly failure?: { readonly at: number; readonly error: readonly [code: ErrorCode, message: string, hint: string] };
}

/** Verifies slices of stored tables; each thread has its own. */
export class StoredVerifier {
  readonly specialization: Specialization;
  readonly store: TableStore;
  /** Sheets of the tables; undefined unless outcomes are verified in a game that ends in some. */
  readonly outcomes: StoredOutcomes | undefined;
  readonly #game: Game;
  readonly #tables: StoredTables;
  readonly #stored: StoredSource;

  /** @throws EndgameError E_FILE as `TableStore.open` */
  constructor(game: Game, tables: StoredTables) {
    const { dir, metric, cache } = tables;
    this.#game = game;
    this.#tables = tables;
    this.specialization = specialize(game);
    this.store = TableStore.open(dir, { cache: new BlockCache(cache) });
    if (metric === 'wdl' && game.domain.name === 'outcome')
      this.outcomes = new StoredOutcomes(this.specialization, this.store);
    this.#stored = new StoredSource(this.specialization, this.store, { tolerant: false, metric });
  }

  /**
   * Verifies the chunks of a slice that it claims, until none is left or something is wrong. A chunk is claimed after all
   * before it, so among the failures of all threads the one with the least index is the first of the slice.
   * @param table that has the slice
   * @param run what `verifySlice` needs beside the chunk
   * @throws what is no `EndgameError`, and E_ABORTED
   */
  async verify(table: string, slice: Slice, claims: Claims, run: VerifyOptions = {}): Promise<VerifiedPart> {
    const { metric } = this.#tables;
    const { onProgress } = run;
    const options: VerifyOptions = {
      ...run,
      domain: domainOf(this.#game, metric),
      zeroing: metric === 'dtz',
      onProgress: () => onProgress?.(claims.share),
    };
    const stored = this.#storedFor(table);
    return await claimed(claims, (chunk) => verifySlice(this.specialization, slice, stored, { ...options, ...chunk }));
  }

  /**
   * Does a pass over the chunks of the last sheet that it claims, otherwise like `verify`.
   * @param table that has the sheet's slice
   */
  async pass(
    pass: SheetPass,
    table: string,
    sheets: readonly Sheet[],
    claims: Claims,
    { signal, onProgress }: VerifyOptions = {},
  ): Promise<VerifiedPart> {
    const outcomes = this.outcomes!;
    const sheet = sheets[sheets.length - 1];
    const replay = outcomes.replay(sheets, this.#storedFor(table));
    const pacer = new Pacer();
    return await claimed(claims, async (chunk) => {
      if (pacer.isDue) {
        onProgress?.(claims.share);
        await pacer.pause();
        if (signal?.aborted)
          throw new EndgameError('E_ABORTED', `stopped while verifying ${sheet.slice.name}`, 'run it again');
      }
      return outcomes.pass(pass, replay, sheet, chunk);
    });
  }

  /** Returns the values that a table is verified by. */
  #storedFor(table: string): StoredValue {
    const { dir, metric } = this.#tables;
    return (p: Position): Value => {
      const value = this.#stored.probe(p);
      if (typeof value === 'number') return value;
      const { signature } = value?.kind === 'value' ? value.position : p;
      const missing = this.specialization.tableOf(this.specialization.sliceOf(signature));
      throw new EndgameError(
        'E_TABLE_MISSING',
        `verifying ${table} needs table ${missing}, which is not in ${dir}`,
        `run "${generateCommand({ game: this.#game.id, table: missing, metric })}"`,
      );
    };
  }
}

/** Claims chunks until none is left or something is wrong, and sums up what was found in them. */
async function claimed(
  claims: Claims,
  verify: (chunk: Stretch) => VerifyReport | Promise<VerifyReport>,
): Promise<VerifiedPart> {
  const sum = { positions: 0, moves: 0 };
  for (let chunk = claims.claim(); chunk !== undefined; chunk = claims.claim()) {
    try {
      const { positions, moves } = await verify(chunk);
      sum.positions += positions;
      sum.moves += moves;
    } catch (error) {
      claims.stop();
      if (!isEndgameError(error) || error.code === 'E_ABORTED') throw error;
      return { ...sum, failure: { at: chunk.from, error: [error.code, error.message, error.hint] } };
    }
  }
  return sum;
}
