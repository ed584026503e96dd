/**
 * Works out the verdict of an arena from its raw log, once more and by itself: this script imports nothing of the toolkit,
 * and its intervals come from other random numbers. Argument: log.jsonl, or the directory that holds it. It checks that
 * the hash of the secret was the one that was told first, that the seed follows from secret and entries, and that who is
 * left answered everything rightly. It prints JSON; a log that contradicts itself ends it with 1 and a line that says how.
 */

import './one-line.ts';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface Line {
  readonly line: string;
  readonly [field: string]: unknown;
}

interface Player {
  readonly name: string;
  readonly role: string;
  readonly bytes: number;
  readonly stored: number;
  /** CPU seconds by round and session. */
  readonly seconds: number[][];
}

/** Numbers of the rule, as the guide of the study states them: prices, draws, and where words begin. */
const LEAST_PRICE = 1e-9;
const MOST_PRICE = 1e-6;
const DRAWS = 2000;
const LEVEL = 0.9;
const PAYS = 1.5;
const TIE = 1.1;

const [path = '.'] = process.argv.slice(2);
const file = statSync(path).isDirectory() ? join(path, 'log.jsonl') : path;
const log = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((text) => JSON.parse(text) as Line);

function lines(name: string): Line[] {
  return log.filter(({ line }) => line === name);
}

function demand(holds: boolean, what: string): void {
  if (holds) return;
  process.stderr.write(`${file}: ${what}\n`);
  process.exit(1);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const [arena] = lines('arena');
const [reveal] = lines('reveal');
const entries = lines('entry');
const sessions = lines('session');
demand(arena !== undefined && reveal !== undefined && sessions.length === arena['sessions'], 'it is not complete');
const digests = entries.map(({ digest }) => String(digest)).sort();
const seed = Number.parseInt(sha256([reveal['secret'], ...digests].join('\n')).slice(0, 8), 16);
demand(sha256(String(reveal['secret'])) === arena['commitment'], 'the secret is not the one whose hash was told');
demand(seed === reveal['seed'], 'the seed does not follow from the secret and the entries');

const out = new Map(lines('out').map(({ entry, why }) => [String(entry), String(why)]));
const rounds = Number(arena['rounds']);
const players = entries
  .filter(({ entry }) => !out.has(String(entry)))
  .map(({ entry, role, bytes, stored }): Player => {
    const name = String(entry);
    const seconds = Array.from({ length: rounds }, (_, round) =>
      sessions.map(({ session, answers }) => {
        const found = lines('run').filter(
          (run) => run['entry'] === entry && run['round'] === round && run['session'] === session,
        );
        demand(found.length === 1, `"${name}" ran session ${String(session)} of round ${round} ${found.length} times`);
        demand(
          JSON.stringify(found[0]['answers']) === JSON.stringify(answers),
          `"${name}" is not out, and answered wrongly`,
        );
        return Number(found[0]['seconds']);
      }),
    );
    return { name, role: String(role), bytes: Number(bytes), stored: Number(stored), seconds };
  });
const asked = sessions.map(({ questions }) => (questions as unknown[]).length);

/** Mulberry32. */
let state = seed;
function random(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
}

function drawn(count: number, below: number): number[] {
  return Array.from({ length: count }, () => random(below));
}

interface Priced {
  readonly name: string;
  readonly isMixture: boolean;
  readonly bytes: number;
  readonly seconds: number;
}

/** Returns seconds a question in some sessions and rounds. */
function priced(player: Player, chosen: readonly number[], turns: readonly number[]): Priced {
  let sum = 0;
  for (const turn of turns) for (const session of chosen) sum += player.seconds[turn][session];
  const questions = chosen.reduce((total, session) => total + asked[session], 0);
  const { name, role, bytes } = player;
  return { name, isMixture: role === 'mixture', bytes, seconds: sum / (turns.length * questions) };
}

/** Returns the greatest ratio of the cheapest rival to the cheapest mixture: at an end, or where two of one side cost the same. */
function greatest(all: readonly Priced[]): { ratio: number; price: number; mixture: string; rival: string } {
  const prices = [LEAST_PRICE, MOST_PRICE];
  for (const a of all)
    for (const b of all)
      if (a.isMixture === b.isMixture && a.bytes < b.bytes) prices.push((a.seconds - b.seconds) / (b.bytes - a.bytes));
  let best = { ratio: 0, price: 0, mixture: '', rival: '' };
  for (const price of prices.filter((each) => each >= LEAST_PRICE && each <= MOST_PRICE)) {
    const cheapest = (isMixture: boolean): [number, string] =>
      all
        .filter((each) => each.isMixture === isMixture)
        .map(({ seconds, bytes, name }): [number, string] => [seconds + price * bytes, name])
        .reduce((a, b) => (b[0] < a[0] ? b : a));
    const [mixture, rival] = [cheapest(true), cheapest(false)];
    if (rival[0] / mixture[0] > best.ratio)
      best = { ratio: rival[0] / mixture[0], price, mixture: mixture[1], rival: rival[1] };
  }
  return best;
}

/** Returns what the rule says of those who are left. */
function verdict(): object {
  const least = (role: string, of: (player: Player) => number): number =>
    Math.min(...players.filter((player) => player.role === role).map(of));
  const scale = least('complete', ({ stored }) => stored) / least('compute', ({ bytes }) => bytes);
  if (!Number.isFinite(scale) || scale === 0) return { word: 'no verdict' };
  const shortest = least('complete', ({ bytes }) => bytes);
  const taking = players.filter(({ role, bytes }) => role !== 'mixture' || bytes < shortest);
  const control = arena['tables'] === 1;
  if (taking.every(({ role }) => role !== 'mixture')) return { word: control ? 'not decided' : 'no advantage', scale };
  const every = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  const { ratio, ...peak } = greatest(taking.map((player) => priced(player, every(asked.length), every(rounds))));
  const draws = every(DRAWS)
    .map(() => {
      const chosen = drawn(asked.length - 1, asked.length);
      const again = greatest(taking.map((player) => priced(player, chosen, drawn(rounds - 1, rounds))));
      return ratio ** 2 / again.ratio;
    })
    .sort((a, b) => a - b);
  const at = (share: number): number => draws[Math.min(DRAWS - 1, Math.floor(share * DRAWS))];
  const interval = { least: at((1 - LEVEL) / 2), most: at((1 + LEVEL) / 2) };
  const judged = interval.least > PAYS ? 'supported' : interval.most < TIE ? 'no advantage' : 'not decided';
  return { word: control ? 'not decided' : judged, scale, advantage: { measured: ratio, ...interval, ...peak } };
}

process.stdout.write(
  `${JSON.stringify({ ...verdict(), left: players.map(({ name }) => name), out: Object.fromEntries(out) })}\n`,
);
