import { Worker } from 'node:worker_threads';
import type { Command } from 'commander';
import { loadGame } from '../../games/loaders.ts';
import { type CheckReport, type Finding, Trace, unreturnedRemark } from '../check/index.ts';
import { EndgameError } from '../game/errors.ts';
import type { CheckMessage, CheckOrder } from './check-worker.ts';
import { GAME_ARGUMENT, gameNamed, isGamePath } from './game-argument.ts';
import { formatCount, formatSeconds } from '../text/format.ts';
import { interruptSignal, parseSeconds, print } from './options.ts';
import { ProgressReport } from './progress.ts';

interface CheckFlags {
  readonly seconds: number;
  readonly json?: boolean;
}

const DEFAULT_SECONDS = 30;
/** Seconds of silence after the time is up: a function that has not returned by then counts as one that never does. */
const GRACE_SECONDS = 2;

/** `endgame check`: checks whether a game keeps the contract, and says what to mend where it does not. */
export function registerCheck(command: Command): void {
  command
    .argument('<game>', GAME_ARGUMENT)
    .option('--seconds <n>', 'how long to check at most', parseSeconds, DEFAULT_SECONDS)
    .option('--json', 'the report as one JSON object')
    .action(async (word: string, { seconds, json }: CheckFlags) => {
      if (!isGamePath(word)) await loadGame(word);
      const report = await checkInThread(word, seconds);
      print(json ? JSON.stringify(report) : describe(report));
      if (report.findings.length > 0) process.exitCode = 1;
    });
}

/**
 * Checks a game in a thread, which is ended if the rules never return.
 * @throws EndgameError E_RULES, E_ABORTED
 */
async function checkInThread(word: string, seconds: number): Promise<CheckReport> {
  const memory = Trace.memory();
  const order: CheckOrder = { game: word, seconds, memory };
  const worker = new Worker(new URL('./check-worker.js', import.meta.url), { workerData: order });
  const progress = new ProgressReport();
  const signal = interruptSignal();
  const trace = new Trace(memory);
  const checks: string[] = [];
  const timers: NodeJS.Timeout[] = [];
  try {
    const report = await new Promise<CheckReport | undefined>((resolve, reject) => {
      const wait = (time: number, then: () => void): void => void timers.push(setTimeout(then, time * 1000));
      // A slow check still calls the rules; when a call does not return, the count of calls stays the same.
      const watch = (calls: number): void => {
        if (trace.calls === calls) resolve(undefined);
        else wait(GRACE_SECONDS, () => watch(trace.calls));
      };
      wait(seconds, () => watch(-1));
      signal.addEventListener('abort', () =>
        reject(new EndgameError('E_ABORTED', `stopped while checking ${word}`, 'run it again')),
      );
      worker.on('error', reject);
      worker.on('message', (message: CheckMessage) => {
        if ('report' in message) resolve(message.report);
        else if ('failure' in message) reject(new EndgameError(...message.failure));
        else {
          checks.push(message.what);
          progress.update(`checking ${message.what}`, message.share);
        }
      });
    });
    return report ?? (await unreturned(word, trace, checks, seconds));
  } finally {
    for (const timer of timers) clearTimeout(timer);
    progress.stop();
    await worker.terminate();
  }
}

/**
 * Returns the report on a function of the rules that was called and did not return.
 * @throws EndgameError E_RULES if the module was not loaded, or no function was called
 */
async function unreturned(
  word: string,
  trace: Trace,
  checks: readonly string[],
  seconds: number,
): Promise<CheckReport> {
  if (trace.calls === 0) {
    throw new EndgameError('E_RULES', `${word}: the module was not loaded within ${seconds} s`, 'mend its top level');
  }
  const game = await gameNamed(word);
  const call = trace.last(game.schema);
  if (call === undefined) {
    throw new EndgameError('E_RULES', `${word}: checking did not end`, 'give it more time with --seconds');
  }
  const check = checks.at(-1) ?? 'start';
  return {
    game: game.id,
    findings: [{ check, ...unreturnedRemark(game, call, seconds) }],
    more: 0,
    looks: 0,
    checks: ['shape', ...new Set(checks)],
    unfinished: [{ check: 'all checks from here on', why: `${call.name} did not return` }],
    seconds,
  };
}

function describe({ game, findings, more, looks, checks, unfinished, seconds }: CheckReport): string {
  const lines = findings.flatMap((finding) => [...tell(finding), '']);
  for (const { check, why } of unfinished) lines.push(`not checked: ${check}; ${why}`);
  const count = findings.length + more;
  const found = count === 0 ? 'nothing to mend' : `${formatCount(count)} finding${count === 1 ? '' : 's'}`;
  const shown = more > 0 ? ` (those that say the same of other positions are not shown)` : '';
  const work = `${checks.length} check${checks.length === 1 ? '' : 's'}, ${formatCount(looks)} looks at positions, ${formatSeconds(seconds)}`;
  return [...lines, `${game}: ${found}${shown}; ${work}`].join('\n');
}

function tell({ check, position, move, found, expected, todo }: Finding): string[] {
  const place = [
    ...(position === undefined ? [] : [`in "${position}"`]),
    ...(move === undefined ? [] : [`move ${move}`]),
  ];
  return [
    `${check}${place.length > 0 ? `: ${place.join(', ')}` : ''}`,
    `  found     ${found}`,
    `  expected  ${expected}`,
    `  to do     ${todo}`,
  ];
}
