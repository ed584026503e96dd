/** The generic engine: positions and legal moves per second, bytes per stored position. The kernel is in kernel.ts. */

import type { Values } from '../src/game/index.ts';
import type { Effort } from '../src/engine/index.ts';
import { CODECS, encodeTable, joinChunks, statisticsOf } from '../src/table/index.ts';
import { SliceValues } from '../src/values/index.ts';
import { type Slice, specialize } from '../src/specialize/index.ts';
import { GENERATOR } from '../src/text/version.ts';
import type { Case } from './cases.ts';
import { expectEqual, type Row } from './rows.ts';

const MEMORY = 2_000_000_000;
/** Most runs of a case; after `ENOUGH_SECONDS` it is not run again. */
const RUNS = 7;
const ENOUGH_SECONDS = 4;

/** A solved case. */
export interface Generated {
  readonly work: Case;
  readonly slices: readonly { readonly slice: Slice; readonly name: string; readonly values: Values }[];
  /** The table file by codec. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Solves the table of a case several times, with all tables below available. */
export async function generate(work: Case): Promise<{ generated: Generated; rows: Row[] }> {
  const { game, table, positions } = work;
  const specialization = specialize(game);
  const own = specialization.slicesOf(table);
  const below = new Map<Slice, Values>();
  const first = new SliceValues(specialization, { memory: MEMORY, engine: 'generic' });
  for (const slice of specialization.closure(own)) if (!own.includes(slice)) below.set(slice, await first.get(slice));

  const seconds: number[] = [];
  let solved: Generated['slices'] = [];
  let effort = { positions: 0, edges: 0 };
  const start = performance.now();
  while (seconds.length < RUNS && (seconds.length === 0 || performance.now() - start < ENOUGH_SECONDS * 1000)) {
    const spent: Effort[] = [];
    const values = new SliceValues(specialization, {
      memory: MEMORY,
      engine: 'generic',
      load: (slice) => below.get(slice),
    });
    const onSolved = (_: Slice, e: Effort): number => spent.push(e);
    const from = performance.now();
    const run = [];
    for (const slice of own) run.push({ slice, name: slice.name, values: await values.get(slice, { onSolved }) });
    seconds.push((performance.now() - from) / 1000);
    solved = run;
    effort = spent.reduce((sum, e) => ({ positions: sum.positions + e.positions, edges: sum.edges + e.edges }), {
      positions: 0,
      edges: 0,
    });
  }

  const statistics = statisticsOf(specialization, solved);
  expectEqual(`${game.id} ${table}: positions`, statistics.positions, positions);
  const files = new Map<string, Uint8Array>();
  for (const id of Object.keys(CODECS)) {
    const encoded = encodeTable({
      game: game.id,
      rules: game.version,
      table,
      domain: game.domain.name,
      representation: game.domain.name === 'score' ? 'score' : 'plies',
      slices: solved,
      statistics,
      generator: GENERATOR,
      codec: id,
    });
    files.set(id, joinChunks(encoded));
  }
  const name = `${game.id} ${table}`;
  return {
    generated: { work, slices: solved, files },
    rows: [
      { group: 'generation', name, values: seconds.map((s) => effort.positions / s / 1e6), unit: 'M positions/s' },
      { group: 'generation', name, values: seconds.map((s) => effort.edges / s / 1e6), unit: 'M legal moves/s' },
      ...[...files].map(
        ([codec, file]): Row => ({
          group: 'size',
          name: `${name}, ${codec}`,
          values: [file.length / positions],
          unit: 'bytes/position',
        }),
      ),
    ],
  };
}
