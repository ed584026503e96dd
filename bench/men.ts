/**
 * `npm run bench:men -- --seconds N`: records what chess questions of at most three, four and five men cost with no table, with all
 * trees and with plans between them (tables/study/chess-men.jsonl). It goes on where it stood, and begins nothing after N seconds.
 * `--syzygy DIR` records what Syzygy's files in a directory take instead (tables/study/chess-syzygy.jsonl).
 * `--draw FILE --population NAME --games N` draws the questions first, from a list that `bench:sessions --list` made.
 */

import './one-line.ts';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { codeDigest } from '../src/study/cache.ts';
import { digest } from '../src/study/bundle.ts';
import { machine } from '../src/study/machine.ts';
import {
  askSession,
  cutTo,
  makePlans,
  measureSyzygy,
  MEN,
  MEN_ROUNDS,
  menContenders,
  type MenSession,
  menSessionsPath,
  PLANS_PATH,
  POPULATIONS_OF_MEN,
  readMenSessions,
  readRounds,
  RECORD_PATH,
  type SyzygyRecord,
  writeRound,
  writeSyzygyRecord,
} from '../src/study/men/index.ts';

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '480' },
    draw: { type: 'string' },
    population: { type: 'string', default: 'bullet' },
    games: { type: 'string', default: '20' },
    syzygy: { type: 'string' },
  },
});
const ends = performance.now() + 1000 * Number(flags.seconds);
const population = POPULATIONS_OF_MEN.find((each) => each === flags.population);
if (population === undefined) throw new Error(`no population ${flags.population}`);
if (flags.syzygy !== undefined) await recordSyzygy(flags.syzygy);
else if (flags.draw === undefined) await record();
else draw(flags.draw);

/** Asks Syzygy's files what they know of the questions; the trees say what is right. */
async function recordSyzygy(directory: string): Promise<void> {
  const all = readMenSessions(menSessionsPath(population!));
  const trees = menContenders(5).find(({ role }) => role === 'complete')!;
  const records: SyzygyRecord[] = [];
  for (const men of [3, 4] as const) {
    const right = async (session: MenSession): Promise<string> => (await askSession(trees, session)).answers;
    records.push(await measureSyzygy(directory, men, all, right));
  }
  writeSyzygyRecord(records);
  for (const { men, bytes, asked, questions, missing, rounds } of records) {
    const mean = rounds.flat().reduce((sum, each) => sum + each, 0) / (rounds.length * asked);
    console.log(
      `${men} men: ${bytes} B, ${asked} of ${questions} questions, ${mean} s each; no file of ${missing.join(', ')}`,
    );
  }
}

/** Writes games, evenly spread over a list. */
function draw(file: string): void {
  const all = readMenSessions(file);
  const count = Number(flags.games);
  const drawn = Array.from({ length: count }, (_, i) => all[Math.floor(((i + 0.5) * all.length) / count)]);
  const cut = cutTo(drawn, 5).map((session) => session.join('\n'));
  writeFileSync(menSessionsPath(population!), `${cut.join('\n\n')}\n`);
}

async function record(): Promise<void> {
  if (!existsSync(PLANS_PATH)) {
    const plans = (await Promise.all(MEN.map(makePlans))).flat();
    writeFileSync(PLANS_PATH, plans.map((plan) => `${JSON.stringify(plan)}\n`).join(''));
  }
  const code = codeDigest();
  const known = new Set(
    readRounds(RECORD_PATH).map(({ men, asked, name, round }) => `${men} ${asked} ${name} ${round}`),
  );
  for (let round = 1; round <= MEN_ROUNDS; round++) {
    for (const asked of POPULATIONS_OF_MEN) {
      if (!existsSync(menSessionsPath(asked))) continue;
      for (const men of MEN) {
        const sessions = cutTo(readMenSessions(menSessionsPath(asked)), men);
        let right: string | undefined;
        for (const contender of menContenders(men)) {
          const { name, role, stored, kept } = contender;
          if (known.has(`${men} ${asked} ${name} ${round}`)) continue;
          if (performance.now() > ends) return;
          const seconds: number[] = [];
          let answers = '';
          for (const session of sessions) {
            const taken = await askSession(contender, session);
            seconds.push(Number(taken.seconds.toPrecision(4)));
            answers += `${taken.answers} `;
          }
          right ??= answers;
          if (answers !== right) throw new Error(`${name} answers otherwise than the first, at ${men} men`);
          const date = new Date().toISOString();
          const facts = { code, machine: machine(), date, command: 'npm run bench:men' };
          const tables = kept.length;
          const told = digest(answers);
          writeRound(RECORD_PATH, { men, asked, name, role, stored, tables, round, seconds, answers: told, ...facts });
          const sum = seconds.reduce((all, each) => all + each, 0);
          console.log(`${round} ${asked} ${men} ${name}: ${sum.toFixed(2)} s in ${sessions.length} games`);
        }
      }
    }
  }
  console.log(`all recorded: ${readFileSync(RECORD_PATH, 'utf8').length} B`);
}
