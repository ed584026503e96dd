import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { EndgameError } from '../game/errors.ts';
import { EXTENSION, ROOT } from '../bundle/root.ts';
import { Cache, codeDigest, keyOf } from './cache.ts';
import type { Experiment } from './experiment.ts';
import { EXPERIMENTS } from './experiments/index.ts';
import { recordOfUnit } from './experiments/recorded/measure.ts';
import { errorOf, type Failure } from './failure.ts';
import { machine } from './machine.ts';
import { menSessionsPath, PLANS_PATH, POPULATIONS_OF_MEN, RECORD_PATH } from './men/index.ts';
import { recordFiles } from './recorded/index.ts';
import type { Study } from './study.ts';
import { type JudgedSubject, type Size, subjectsOf } from './subjects.ts';
import { type StudyParameters, ExperimentContext } from './experiment-context.ts';

/** The options of `runStudy`. */
export interface StudyOptions extends StudyParameters {
  /** Directory of the cache. */
  readonly cache: string;
  /** Number of processes; 0 measures in this one. Default 2. */
  readonly processes?: number;
  /** Ids of the experiments; default: all. */
  readonly only?: readonly string[] | undefined;
  /** Ids of subjects, ladders or the cabinet; default: all. */
  readonly units?: readonly string[] | undefined;
  /** Subjects that replace those of the study, for tests; ladders and the cabinet are then left out. */
  readonly subjects?: readonly JudgedSubject[] | undefined;
  /** Whether to measure cached results again. */
  readonly fresh?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((what: string, share: number) => void) | undefined;
}

/** An experiment on a unit, with the key of its result. */
export interface Task {
  readonly experiment: string;
  readonly unit: string;
  readonly key: string;
}

/** The message to a measuring process. */
export interface Assignment extends StudyParameters {
  readonly cache: string;
  readonly tasks: readonly Task[];
}
/** The messages from a measuring process: progress, the key of a finished task, or a failure. */
export type Report = { readonly what: string } | { readonly done: string } | { readonly failed: Failure };

/** Times of these units relative to others, like the weight of an experiment. */
const TIMES: Readonly<Record<string, number>> = {
  'nine-mens-morris': 5,
  chess: 4,
  'dobutsu-shogi': 2,
  'ladder-chess': 5,
};

/**
 * Runs a study. It takes cached results, and measures the others in parallel processes. One process measures all tasks
 * of a unit, so that a subject is solved once; CPU seconds are those of that process.
 * @throws EndgameError E_ABORTED; the results so far are cached
 */
export async function runStudy(options: StudyOptions): Promise<Study> {
  const { size, seed, cache: directory, signal, processes = 2, onProgress } = options;
  const code = codeDigest();
  const cache = new Cache(directory);
  const tasks = tasksOf(options, code);
  const before = new Set(
    options.fresh ? [] : tasks.filter(({ key }) => cache.get(key) !== undefined).map(({ key }) => key),
  );
  const open = tasks.filter(({ key }) => !before.has(key));
  const total = tasks.reduce((sum, task) => sum + weightOf(task), 0);
  let done = total - open.reduce((sum, task) => sum + weightOf(task), 0);
  let last = '';
  const say = (report: Report): void => {
    if ('what' in report) last = report.what;
    else if ('done' in report) done += weightOf(tasks.find(({ key }) => key === report.done)!);
    onProgress?.(last, done / total);
  };
  if (processes === 0 || options.subjects !== undefined) {
    await work({ size, seed, cache: directory, tasks: open }, say, signal, options.subjects);
  } else await share(groupsOf(open), { size, seed, cache: directory }, processes, say, signal);
  return {
    date: new Date().toISOString(),
    size,
    seed,
    machine: machine(),
    code,
    results: tasks.map(({ key }) => ({ ...cache.get(key)!, cached: before.has(key) })),
  };
}

/** @throws EndgameError E_USAGE for an unknown experiment */
export function checkExperiments(wanted: readonly string[]): void {
  const known = EXPERIMENTS.map(({ id }) => id);
  const strange = wanted.find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new EndgameError('E_USAGE', `there is no experiment "${strange}"`, `there are ${known.join(', ')}`);
}

/** @throws EndgameError E_USAGE for a unit that no experiment has */
export function checkUnits(wanted: readonly string[], size: Size): void {
  const known = [...new Set(EXPERIMENTS.flatMap(({ units }) => units(size)))];
  const strange = wanted.find((unit) => !known.includes(unit));
  if (strange !== undefined)
    throw new EndgameError(
      'E_USAGE',
      `the ${size} study does not look at "${strange}"`,
      `it knows ${known.join(', ')}`,
    );
}

function experimentNamed(id: string): Experiment<unknown> {
  return EXPERIMENTS.find((each) => each.id === id)!;
}

function weightOf({ experiment, unit }: Task): number {
  return experimentNamed(experiment).weight * (TIMES[unit] ?? 1);
}

function tasksOf({ size, seed, only, units: wanted, subjects }: StudyOptions, code: string): Task[] {
  const games = new Set(subjectsOf(size).map(({ id }) => id));
  return EXPERIMENTS.filter(({ id }) => only === undefined || only.includes(id)).flatMap((experiment) => {
    const units = experiment.units(size);
    const own = units.some((unit) => !games.has(unit));
    const names = subjects === undefined ? units : own ? [] : subjects.map(({ id }) => id);
    return names.flatMap((unit) => {
      if (wanted !== undefined && !wanted.includes(unit)) return [];
      const subject = subjects?.find(({ id }) => id === unit);
      const parameters = { size, seed, ...(subject === undefined ? {} : { tables: subject.tables }) };
      const key = keyOf(code, experiment.id, unit, parameters, dataOf(unit, size));
      return [{ experiment: experiment.id, unit, key }];
    });
  });
}

/** Returns the files that a result depends on, beside the code. */
function dataOf(unit: string, size: Size): string[] {
  if (unit === 'chess-outcomes') return [RECORD_PATH, PLANS_PATH, ...POPULATIONS_OF_MEN.map(menSessionsPath)];
  const id = recordOfUnit(unit);
  if (id !== undefined) return recordFiles(id);
  const profile = subjectsOf(size).find(({ id }) => id === unit)?.profile;
  return profile === undefined ? [] : [profile];
}

/** Groups tasks by unit, the longest first. */
function groupsOf(tasks: readonly Task[]): Task[][] {
  const groups = new Map<string, Task[]>();
  for (const task of tasks) groups.set(task.unit, [...(groups.get(task.unit) ?? []), task]);
  const weight = (group: readonly Task[]): number => group.reduce((sum, task) => sum + weightOf(task), 0);
  return [...groups.values()].sort((a, b) => weight(b) - weight(a));
}

/** Measures tasks in this process, and caches their results. */
export async function work(
  { size, seed, cache: directory, tasks }: Assignment,
  say: (report: Report) => void,
  signal?: AbortSignal,
  subjects?: readonly JudgedSubject[],
): Promise<void> {
  const cache = new Cache(directory);
  for (const group of groupsOf(tasks)) {
    const context = new ExperimentContext({ size, seed, signal, subjects, onProgress: (what) => say({ what }) });
    for (const { experiment, unit, key } of group) {
      context.report(`${experiment} of ${unit}`);
      const start = process.cpuUsage();
      const data = await experimentNamed(experiment).measure(context, unit);
      const { user, system } = process.cpuUsage(start);
      const cpuSeconds = (user + system) / 1e6;
      cache.set(key, { experiment, unit, date: new Date().toISOString(), cpuSeconds, data });
      say({ done: key });
    }
  }
}

/** Distributes groups of tasks to processes; a process gets its next group when it has finished one. */
async function share(
  groups: Task[][],
  rest: Omit<Assignment, 'tasks'>,
  processes: number,
  say: (report: Report) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const children = new Set<ChildProcess>();
  const stop = (): void => {
    for (const child of children) child.kill();
  };
  signal?.addEventListener('abort', stop);
  const one = async (): Promise<void> => {
    for (let tasks = groups.shift(); tasks !== undefined; tasks = groups.shift()) {
      if (signal?.aborted) throw stopped();
      await inChild({ ...rest, tasks }, children, say);
    }
  };
  try {
    await Promise.all(Array.from({ length: processes }, one));
  } catch (error) {
    throw signal?.aborted ? stopped() : error;
  } finally {
    stop();
    signal?.removeEventListener('abort', stop);
  }
}

function stopped(): EndgameError {
  return new EndgameError('E_ABORTED', 'the study was stopped', 'run it again to go on where it stood');
}

function inChild(assignment: Assignment, children: Set<ChildProcess>, say: (report: Report) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(join(ROOT, 'src', 'study', `worker${EXTENSION}`), [], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    children.add(child);
    let failure: Error | undefined;
    child.on('message', (report: Report) => {
      if ('failed' in report) failure = errorOf(report.failed);
      else say(report);
    });
    child.on('exit', (code) => {
      children.delete(child);
      if (code === 0) resolve();
      else reject(failure ?? new Error(`a measuring process ended with ${code}`));
    });
    child.send(assignment);
  });
}
