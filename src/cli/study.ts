import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { EndgameError } from '../game/errors.ts';
import type * as StudyModule from '../study/index.ts';
import { makeDirectory as makeTree } from '../table/index.ts';
import { interruptSignal, print } from './options.ts';
import { ProgressReport } from './progress.ts';

interface StudyFlags {
  readonly json?: boolean;
  readonly out: string;
  readonly quick?: boolean;
  readonly full?: boolean;
  readonly only?: readonly string[];
  readonly games?: readonly string[];
  readonly seed: number;
  readonly fresh?: boolean;
}

/** `endgame study`: measures whether the argument holds, judges by a rule fixed before, and writes a report. */
export function registerStudy(command: Command): void {
  command
    .addOption(new Option('--quick', 'the small study, minutes on two cores (default)').conflicts('full'))
    .option('--full', 'the large study: larger tables, more questions')
    .option('--only <experiments>', 'some of the experiments, such as gap,template; default: all', parseNames)
    .option(
      '--games <games>',
      'some of the games, ladders (ladder-chess, ...) and the cabinet; default: all',
      parseNames,
    )
    .option(
      '--out <directory>',
      'directory to write study.html, study.json, map.svg, frontier-<game>.svg and the cache of results to',
      'report',
    )
    .option('--seed <n>', 'seed of the random questions', parseSeed, 1)
    .option('--fresh', 'measure again what the cache has')
    .option('--json', 'print the study as JSON')
    .action(async (flags: StudyFlags) => {
      const size = flags.full ? 'full' : 'quick';
      const { checkExperiments, checkUnits, formatStudy, renderPictures, renderReport, runStudy } = await load();
      if (flags.only !== undefined) checkExperiments(flags.only);
      if (flags.games !== undefined) checkUnits(flags.games, size);
      makeDirectory(flags.out);
      const progress = new ProgressReport();
      const study = await runStudy({
        size,
        seed: flags.seed,
        cache: join(flags.out, 'cache'),
        only: flags.only,
        units: flags.games,
        fresh: flags.fresh,
        signal: interruptSignal(),
        onProgress: (what, share) => progress.update(what, share),
      }).finally(() => progress.stop());
      const page = join(flags.out, 'study.html');
      write(page, renderReport(study));
      write(join(flags.out, 'study.json'), `${JSON.stringify(study, undefined, 2)}\n`);
      for (const [name, picture] of renderPictures(study)) write(join(flags.out, name), picture);
      if (flags.json) return print(JSON.stringify(study));
      print(formatStudy(study));
      print(`Report: ${page}`);
    });
}

/** Loads the study on demand: the package has neither the study nor the packages that it measures with. */
async function load(): Promise<typeof StudyModule> {
  try {
    return await import('../study/index.ts');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const hint = 'get the sources, then "npm ci && npx endgame study"';
    throw new EndgameError('E_USAGE', 'the study runs in a checkout of the project only', hint, { cause: error });
  }
}

function parseNames(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d{1,9}$/.test(text) || seed < 1) throw new InvalidArgumentError('Write a whole number from 1 to 999999999.');
  return seed;
}

/** Makes the directory before the work, so that a bad --out fails at once. */
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
