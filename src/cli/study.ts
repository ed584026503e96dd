/** `endgame study`: raw lookup, compressed lookup, computation and hybrids side by side, with a report to read. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { EndgameError } from '../game/errors.ts';
import {
  formatStudy,
  type GameStudy,
  machine,
  renderReport,
  studyGame,
  SUBJECT_NAMES,
  subjectOf,
} from '../study/index.ts';
import { makeDirectory as makeTree } from '../store/index.ts';
import { directoryOption, interruptSignal, print } from './options.ts';
import { ProgressReport } from './progress.ts';

interface StudyFlags {
  readonly dir: string;
  readonly out: string;
  readonly games: string;
  readonly seed: number;
}

export function registerStudy(program: Command): void {
  program
    .command('study')
    .description('measure what bytes buy in time: tables, computing, and both; writes a report')
    .addOption(directoryOption())
    .option('--out <directory>', 'where study.html and study.json go', 'report')
    .option('--games <names>', 'which games, separated by commas', SUBJECT_NAMES.join(','))
    .option('--seed <n>', 'start of the random questions', parseSeed, 1)
    .action(async (flags: StudyFlags) => {
      const subjects = flags.games.split(',').map((name) => subjectOf(name.trim()));
      makeDirectory(flags.out);
      const signal = interruptSignal();
      const studies: GameStudy[] = [];
      for (const subject of subjects) {
        const progress = new ProgressReport();
        try {
          studies.push(
            await studyGame(subject, {
              directory: flags.dir,
              seed: flags.seed,
              signal,
              onProgress: (what, share) => progress.update(what, share),
            }),
          );
        } finally {
          progress.stop();
        }
        print(`${formatStudy(studies.at(-1)!)}\n`);
      }
      const report = { date: new Date().toISOString(), seed: flags.seed, machine: machine(), studies };
      const page = join(flags.out, 'study.html');
      write(page, renderReport(report));
      write(join(flags.out, 'study.json'), `${JSON.stringify(report, undefined, 2)}\n`);
      print(`Report: ${page}`);
    });
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d{1,9}$/.test(text) || seed < 1) throw new InvalidArgumentError('Write a whole number from 1 to 999999999.');
  return seed;
}

/** Before the work, so that a bad --out is known at once. */
function makeDirectory(directory: string): void {
  try {
    makeTree(directory);
  } catch (error) {
    throw notWritten(directory, error);
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw notWritten(path, error);
  }
}

function notWritten(path: string, cause: unknown): EndgameError {
  return new EndgameError(
    'E_FILE',
    `cannot write ${path}: ${(cause as Error).message}`,
    'name a directory that can be written with --out',
    { cause },
  );
}
