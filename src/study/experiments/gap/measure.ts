/** Experiment 3: the best general compression of a growing table, against rules and generator. */

import { archivers } from '../../archives.ts';
import { lengthOf } from '../../bundle.ts';
import { Encoder, ship } from '../../encoding.ts';
import type { Measurement } from '../../measurement.ts';
import { ladderNamed, laddersOf } from '../../ladders.ts';
import { programEnginesOf } from '../../lineup.ts';
import { generatorProgram, lookupProgram } from '../../programs.ts';

/** One step of a ladder. */
export interface GapRung {
  readonly name: string;
  readonly positions: number;
  /** Bytes of the table with one byte per cell. */
  readonly raw: number;
  /** Bytes of all tables in one archive, by compressor. */
  readonly archives: Readonly<Record<string, number>>;
  /** Bytes of the smallest archive with the program for lookups. */
  readonly compressed: number;
  /** Bytes of the rules with the quickest engine. */
  readonly generator: number;
}

/** The data of one ladder. */
export interface GapData {
  readonly ladder: string;
  readonly title: string;
  readonly grows: string;
  readonly steps: readonly GapRung[];
}

/** Compresses the tables of each step of a ladder. */
export const gapMeasurement: Measurement<GapData> = {
  units: (size) => laddersOf(size).map(({ id }) => id),
  measure: async (context, unit) => {
    const { title, grows, steps } = ladderNamed(unit, context.size);
    const out: GapRung[] = [];
    for (const { name, subject } of steps) {
      context.report(`${title}, ${name}: solving`);
      const truth = await context.truth(subject, 0);
      const tables = ship(new Encoder(truth).all('array', true), ['array']);
      const sizes: Record<string, number> = {};
      for (const archiver of await archivers()) {
        context.report(`${title}, ${name}: ${archiver.name}`);
        const archive = await archiver.compress(tables);
        const back = await archiver.decompress(archive);
        if (Buffer.compare(Buffer.from(back), Buffer.from(tables)) !== 0)
          throw new Error(`${archiver.name} lost something`);
        sizes[archiver.name] = archive.length;
      }
      const lookup = await lengthOf(lookupProgram(subject.game.id, ['array']));
      out.push({
        name,
        positions: truth.positions,
        raw: tables.length,
        archives: sizes,
        compressed: lookup.brotli + Math.min(...Object.values(sizes)),
        generator: (await lengthOf(generatorProgram(subject.game.id, programEnginesOf(truth)[0]))).brotli,
      });
    }
    return { ladder: unit, title, grows, steps: out };
  },
};
