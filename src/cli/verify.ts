/** `endgame verify`: every value of a table recomputed from its successors, and every checksum tested. */

import type { Command } from 'commander';
import { gameOf } from '../../games/index.ts';
import { EndgameError } from '../game/errors.ts';
import { verifySlice } from '../retrograde/index.ts';
import { Tables } from '../solve/index.ts';
import { specialize } from '../specialize/index.ts';
import { BlockCache, Pack } from '../store/index.ts';
import { describeFailure, directoryOption, formatCount, interruptSignal, print } from './options.ts';
import { ProgressReport } from './progress.ts';

const CACHE_BYTES = 512_000_000;

export function registerVerify(program: Command): void {
  program
    .command('verify')
    .description('check stored tables against the rules, move by move')
    .argument('<game>', 'which game')
    .argument('[tables...]', 'which tables; default: all that are there')
    .addOption(directoryOption())
    .action(async (gameId: string, names: string[], flags: { dir: string }) => {
      const game = gameOf(gameId);
      const specialization = specialize(game);
      const pack = Pack.open(flags.dir, { cache: new BlockCache(CACHE_BYTES) });
      const wanted = names.map((name) => specialization.tableOf(specialization.slicesOf(name)[0]));
      const tables = wanted.length > 0 ? wanted : pack.list(game.id).map((entry) => entry.table);
      // Files that cannot be opened are in no list; unless tables are named, they count as well.
      const problems = names.length === 0 ? pack.problems() : [];
      if (tables.length === 0 && problems.length === 0) {
        throw new EndgameError(
          'E_TABLE_MISSING',
          `no tables of ${game.id} in ${flags.dir}`,
          `make some with "endgame generate ${game.id}"`,
        );
      }
      const stored = new Tables(specialization, pack, false);
      const progress = new ProgressReport();
      const signal = interruptSignal();
      try {
        for (const name of tables) {
          pack.table(game.id, game.version, name).check();
          let positions = 0;
          let moves = 0;
          for (const slice of specialization.slicesOf(name)) {
            const report = await verifySlice(
              specialization,
              slice,
              (p) => {
                const value = stored.probe(p);
                if (value !== undefined) return value;
                const missing = specialization.tableOf(specialization.sliceOf(p.signature));
                throw new EndgameError(
                  'E_TABLE_MISSING',
                  `verifying ${name} needs table ${missing}, which is not in ${flags.dir}`,
                  `run "endgame generate ${game.id} ${name}"`,
                );
              },
              { signal, onProgress: (share) => progress.update(`${slice.name} verifying`, share) },
            );
            positions += report.positions;
            moves += report.moves;
          }
          progress.stop();
          print(`${name}: ${formatCount(positions)} positions, ${formatCount(moves)} moves, all values right`);
        }
      } finally {
        progress.stop();
        pack.close();
      }
      for (const problem of problems) process.stderr.write(`${describeFailure(problem)?.line}\n`);
      if (problems.length > 0) process.exitCode = 1;
    });
}
