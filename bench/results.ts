/**
 * Results of benchmarks that can be compared: `--record` appends a line of JSON to bench/results.jsonl, with the commit, the
 * machine and its load. `--against DIST` runs the same benchmark of another build, such as that of the commit before, on
 * the same machine right after, and adds the ratios: they mean something where seconds do not.
 */

import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** By case: CPU seconds, or bytes. Less is better. */
export type Figures = Readonly<Record<string, number>>;

export interface Result {
  /** ISO date and time. */
  readonly date: string;
  /** Of the sources; with `+` if they have been changed since. */
  readonly commit: string;
  readonly benchmark: string;
  /** Without directories, which are those of one machine. */
  readonly arguments: readonly string[];
  readonly machine: string;
  readonly cores: number;
  /** Processes that wanted to run, averaged over the minute before. */
  readonly load: number;
  readonly node: string;
  readonly figures: Figures;
  /** Each figure over that of the other build, where both have it. */
  readonly ratios?: Figures;
}

/** The checkout, whose build this is a part of. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Last of what a run of another build prints. */
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

/** Whether the cases that take long are wanted too. */
export const full: boolean = values.full;
/** What the command line names: games, directories. */
export const named: readonly string[] = positionals;

/** Runs a benchmark and does with its figures what the command line wants. */
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

/** What the same benchmark of another build finds. */
function figuresOf(dist: string, name: string, own: readonly string[]): Figures {
  const script = join(resolve(dist), 'bench', `${name}.js`);
  const printed = execFileSync(process.execPath, [script, ...own, '--figures'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const last = printed.trimEnd().split('\n').at(-1) ?? '';
  if (!last.startsWith(MARK)) throw new Error(`${script} tells no figures: it is older than bench/results.ts`);
  return JSON.parse(last.slice(MARK.length)) as Figures;
}

/** Of the cases that both have. */
function ratiosOf(figures: Figures, other: Figures): Figures {
  const both = Object.entries(figures).filter(([name]) => other[name] > 0);
  return Object.fromEntries(both.map(([name, figure]) => [name, rounded(figure / other[name])]));
}

function commit(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--untracked-files=no', '--', 'src', 'games', 'bench/*.ts') !== '';
  return `${git('rev-parse', '--short', 'HEAD')}${changed ? '+' : ''}`;
}

/** Three digits that matter. */
export function rounded(figure: number): number {
  return Number(figure.toPrecision(3));
}
