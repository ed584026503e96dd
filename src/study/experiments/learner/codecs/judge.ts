/**
 * How well a game's small slices tell which codec suits its large tables: what each codec takes on each table that is
 * not small, beside what `endgame pack` would try there. Every file is made and read back.
 */

import { gameOf } from '../../../../../games/index.ts';
import type { Metric } from '../../../../game/values.ts';
import { encodeAs, generateTables, LEARNT_CODECS, learntEncodings, repack } from '../../../../make/index.ts';
import { specialize } from '../../../../specialize/index.ts';
import { DEFAULT_CODEC, type Encoding, RepresentationSpec, TableStore } from '../../../../table/index.ts';
import { MemoryFiles } from '../../../../table/memory-files.ts';
import { cpu } from '../../../stopwatch.ts';
import type { Judged } from './regret.ts';

/** Tables of a game that are judged. */
export interface CodecCase {
  readonly game: string;
  /** Sizes and variants of one game are one family. */
  readonly family: string;
  /** Named tables; default: the game's own. */
  readonly tables?: readonly string[];
  /** What is generated, and what is packed. */
  readonly generated?: Metric;
  readonly packed: readonly Metric[];
  /** What the quick study packs; default: it leaves the game out. */
  readonly quick?: readonly Metric[];
}

/** Games of each kind: men are placed, men are taken, men move to and fro. The last ones came after the rule that is judged. */
export const CODEC_CASES: readonly CodecCase[] = [
  { game: 'mnk-4-3-3', family: 'rows', packed: ['dtm', 'wdl'], quick: ['wdl'] },
  { game: 'connect-four-4x4', family: 'connect-four', packed: ['dtm', 'wdl'] },
  { game: 'hexapawn-4x4', family: 'pawns', packed: ['dtm', 'wdl'] },
  { game: 'dodgem-4x4', family: 'dodgem', packed: ['dtm', 'wdl'] },
  { game: 'checkers', family: 'draughts', packed: ['dtm', 'wdl'], quick: ['wdl'] },
  { game: 'awari', family: 'sowing', tables: ['7'], packed: ['dtm'] },
  { game: 'chess', family: 'chess', tables: ['KPvK', 'KQvK', 'KRvK'], packed: ['dtm'] },
  { game: 'chess', family: 'chess', tables: ['KRvKN'], generated: 'wdl', packed: ['wdl'] },
  { game: 'breakthrough-3x5', family: 'pawns', packed: ['wdl'] },
  { game: 'konane-4x4', family: 'konane', packed: ['dtm', 'wdl'], quick: ['wdl'] },
  { game: 'clobber-4x4', family: 'clobber', packed: ['dtm', 'wdl'] },
  { game: 'tigers-4x4', family: 'tigers', packed: ['wdl'] },
];

/** These store every value apart, so they are no candidates; small tables are tried in them all the same. */
const APART = ['sorted', 'hash', 'retrieval'];
/** The ids of the codecs that are compared. */
export const CANDIDATES: readonly string[] = LEARNT_CODECS.filter((id) => !APART.includes(id));

/**
 * Judges the tables of a case on which `pack` does not try everything.
 * @param packed the metrics to pack
 * @param report receives what is being done, and may throw to stop
 */
export async function judgeCodecs(
  { game: id, family, tables, generated = 'dtm' }: CodecCase,
  packed: readonly Metric[],
  report: (what: string) => void,
): Promise<Judged[]> {
  const game = gameOf(id);
  const specialization = specialize(game);
  const from = new TableStore(new MemoryFiles());
  const named = tables ?? specialization.defaultTables();
  report(`${id}: tables`);
  await generateTables(specialization, named, from, { metric: generated });
  const judged: Judged[] = [];
  for (const metric of packed) {
    const to = new TableStore(new MemoryFiles());
    const representation = new RepresentationSpec(game.domain.name, metric);
    const encodings: Encoding[] = CANDIDATES.map((codec) => ({ representation, codec }));
    const learnt = learntEncodings(specialization, from, to, encodings);
    // What lies below is stored in one codec, for the learner reads of it only how many values a probe reads.
    const stored = encodings.filter(({ codec }) => codec === DEFAULT_CODEC);
    await repack(specialization, named, from, to, {
      encodings,
      narrow: async (known) => {
        report(`${id}: ${known.table} by small slices, ${metric}`);
        const start = cpu();
        const { encodings: tried, why } = await learnt(known);
        const race = cpu(start);
        // A small table is tried in all encodings: there is nothing to judge.
        if (tried.length === encodings.length) return { encodings: stored, why };
        const bytes: Record<string, number> = {};
        const seconds: Record<string, number> = {};
        for (const encoding of encodings) {
          report(`${id}: ${known.table} by ${encoding.codec}, ${metric}`);
          const before = cpu();
          bytes[encoding.codec] = encodeAs(known, encoding).bytes;
          seconds[encoding.codec] = cpu(before);
        }
        const cells = known.slices.reduce((sum, { space }) => sum + space.size, 0);
        const names = tried.map(({ codec }) => codec);
        judged.push({ game: id, family, table: known.table, metric, cells, bytes, seconds, race, tried: names, why });
        return { encodings: stored, why };
      },
    });
  }
  return judged;
}
