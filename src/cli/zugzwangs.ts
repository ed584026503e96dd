import type { Command } from 'commander';
import { specialize } from '../specialize/index.ts';
import { zugzwangs } from '../solve/zugzwangs.ts';
import { defaultMemory } from '../solve/index.ts';
import { formatCount } from '../text/format.ts';
import { SliceValues } from '../values/index.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import { interruptSignal, parseBytes, print, threadsFor, threadsOption } from './options.ts';
import { ProgressReport } from './progress.ts';

interface ZugzwangsFlags {
  readonly memory?: number;
  readonly threads?: number;
  readonly json?: boolean;
}

/** `endgame zugzwangs`: lists the positions in which neither side wants to move. */
export function registerZugzwangs(command: Command): void {
  command
    .argument('<game>', GAME_ARGUMENT)
    .argument('<table>', 'which men, such as KPvKP')
    .option('--memory <bytes>', 'memory for computing (default: half of what is free, at most 1 GB)', parseBytes)
    .addOption(threadsOption())
    .option('--json', 'print one JSON object per position, each on a line')
    .action(async (gameId: string, table: string, flags: ZugzwangsFlags) => {
      const { memory = defaultMemory(), json } = flags;
      const game = await gameNamed(gameId);
      const threads = threadsFor(game, flags);
      const specialization = specialize(game);
      const metric = game.chessmen === undefined ? 'dtm' : 'wdl';
      const values = new SliceValues(specialization, { memory, metric, threads });
      const progress = new ProgressReport();
      const signal = interruptSignal();
      const onProgress = (at: { slice: string; phase: string; share: number }): void =>
        progress.update(`solving ${at.slice} (${at.phase})`, at.share);
      const hasScores = game.domain.name === 'score';
      let total = 0;
      let full = 0;
      try {
        for (const slice of specialization.slicesOf(table)) {
          for await (const { positions, outcomes, values: worth } of zugzwangs(specialization, slice, values, {
            signal,
            onProgress,
          })) {
            progress.stop();
            total++;
            if (outcomes[0] === 'loss' && outcomes[1] === 'loss') full++;
            const told = hasScores ? { scores: worth } : { outcomes };
            if (json) print(JSON.stringify({ positions, ...told }));
            else print(`${positions[0]}   ${(hasScores ? worth : outcomes).join('; the other side to move: ')}`);
          }
        }
      } finally {
        progress.stop();
      }
      if (json) return;
      const kinds = hasScores
        ? ''
        : `: in ${formatCount(full)} whoever moves loses, in ${formatCount(total - full)} one side draws`;
      print(`${formatCount(total)} mutual zugzwangs up to symmetry${kinds}`);
    });
}
