/**
 * Results of benchmarks that can be compared. `--record` appends a line of JSON to bench/results.jsonl, with the
 * commit, the machine and its load. `--against DIST` runs the same benchmark of another build, such as that of the
 * commit before, on the same machine right after, and adds the ratios, which hold where seconds of different runs do
 * not compare.
 */

import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** By case: CPU seconds, or bytes. Less is better. */
export type Figures = Readonly<Record<string, number>>;

/** One line of bench/results.jsonl. */
export interface Result {
  /** ISO date and time. */
  readonly date: string;
  /** Commit of the sources; with `+` if they have changed since. */
  readonly commit: string;
  readonly benchmark: string;
  /** Arguments without directories, which belong to one machine. */
  readonly arguments: readonly string[];
  readonly machine: string;
  readonly cores: number;
  /** Processes that wanted to run, averaged over the last minute. */
  readonly load: number;
  readonly node: string;
  readonly figures: Figures;
  /** Each figure divided by that of the other build, where both have it. */
  readonly ratios?: Figures;
}

/** The checkout that this build belongs to. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Start of the last line that a run of another build prints. */
const MARK = 'figures: ';

const { values, positionals } = parseArgs({
  options: {
    record: { type: 'boolean', default: false },
    against: { type: 'string' },
    figures: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

/** Whether to include the cases that take long. */
export const full: boolean = values.full;
/** The names on the command line: games, directories. */
export const named: readonly string[] = positionals;

/** Runs a benchmark and does with its figures what the command line asks for. */
export async function benchmark(measure: () => Figures | Promise<Figures>): Promise<void> {
  const name = basename(process.argv[1], '.js');
  const own = [...(full ? ['--full'] : []), ...named];
  const [load] = loadavg();
  const figures = await measure();
  if (values.figures) process.stdout.write(`${MARK}${JSON.stringify(figures)}\n`);
  const other = values.against === undefined ? undefined : figuresOf(values.against, name, own);
  const ratios = other && ratiosOf(figures, other);
  if (ratios !== undefined) process.stdout.write(`against ${values.against}: ${JSON.stringify(ratios)}\n`);
  if (!values.record) return;
  const all = cpus();
  const result: Result = {
    date: new Date().toISOString(),
    commit: commit(),
    benchmark: name,
    arguments: own.filter((word) => !word.includes('/')),
    machine: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    load: rounded(load),
    node: process.version,
    figures,
    ...(ratios === undefined ? {} : { ratios }),
  };
  appendFileSync(join(ROOT, 'bench/results.jsonl'), `${JSON.stringify(result)}\n`);
}

/** Returns the figures of the same benchmark of another build. */
function figuresOf(dist: string, name: string, own: readonly string[]): Figures {
  const script = join(resolve(dist), 'bench', `${name}.js`);
  const printed = execFileSync(process.execPath, [script, ...own, '--figures'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const last = printed.trimEnd().split('\n').at(-1) ?? '';
  if (!last.startsWith(MARK)) throw new Error(`${script} prints no figures: it is older than bench/results.ts`);
  return JSON.parse(last.slice(MARK.length)) as Figures;
}

/** Returns the ratios of the cases that both builds have. */
function ratiosOf(figures: Figures, other: Figures): Figures {
  const both = Object.entries(figures).filter(([name]) => other[name] > 0);
  return Object.fromEntries(both.map(([name, figure]) => [name, rounded(figure / other[name])]));
}

function commit(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--untracked-files=no', '--', 'src', 'games', 'bench/*.ts') !== '';
  return `${git('rev-parse', '--short', 'HEAD')}${changed ? '+' : ''}`;
}

/** Rounds to three significant digits. */
export function rounded(figure: number): number {
  return Number(figure.toPrecision(3));
}
