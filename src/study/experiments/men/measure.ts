/** Experiment: chess at the size of the claim, outcomes of three to five men. Its seconds are recorded; a sample is measured anew. */

import { readCosts } from '../../../plan/costs.ts';
import { askAgain, contradicted } from '../../again.ts';
import { digest, lengthOf, type Program } from '../../bundle.ts';
import { dataPath } from '../../data-path.ts';
import { codedEntrants } from '../../men/coded.ts';
import type { Measurement } from '../../measurement.ts';
import {
  askSession,
  cutTo,
  type MostMen,
  MEN,
  type MenContender,
  menContenders,
  type MenPopulation,
  type MenRound,
  type MenSession,
  menSessionsPath,
  POPULATIONS_OF_MEN,
  readMenSessions,
  readRounds,
  readSyzygyRecord,
  RECORD_PATH,
  roundsOf,
  syzygyEntrants,
  type SyzygyRow,
  syzygyRow,
} from '../../men/index.ts';
import { chessSolverProgram, lookupProgram, syzygyProgram } from '../../programs.ts';
import type { Entrant, Role } from '../../rule/panel.ts';

/** The measurements of one number of men and one population. */
export interface MenPanel {
  readonly men: MostMen;
  readonly asked: MenPopulation;
  /** Number of questions of each session. */
  readonly questions: readonly number[];
  /** Number of tables of so many men. */
  readonly tables: number;
  readonly entrants: readonly Entrant[];
}

/** A contender that was measured anew, on some sessions. */
export interface CheckedContender {
  readonly men: MostMen;
  readonly asked: MenPopulation;
  readonly name: string;
  readonly sessions: number;
  readonly answers: number;
  /** CPU seconds now over those of the record. */
  readonly ratio: number;
}

/** The data of the experiment. */
export interface MenData {
  readonly panels: readonly MenPanel[];
  /** Where the seconds come from. */
  readonly recorded: {
    readonly rounds: number;
    readonly machine: string;
    readonly from: string;
    readonly to: string;
    /** Digests of the code. */
    readonly code: readonly string[];
  };
  readonly checked: readonly CheckedContender[];
  /** Syzygy's files. They are in the verdict only where they answered every question. */
  readonly syzygy: readonly SyzygyRow[];
}

/** What makes the record. */
const COMMAND = 'npm run bench:men';

/** Reads the record, and measures a sample of it anew. */
export const menMeasurement: Measurement<MenData> = {
  units: () => ['chess-outcomes'],
  measure: async (context) => {
    const all = readRounds(RECORD_PATH);
    const costs = await readCosts(dataPath('costs', 'chess-wdl.json'));
    const { brotli: reader } = await lengthOf(programOf('complete', 3));
    const { brotli: syzygyReader } = await lengthOf(syzygyProgram());
    const syzygyRecords = readSyzygyRecord();
    const syzygy: SyzygyRow[] = [];
    const panels: MenPanel[] = [];
    const checked: CheckedContender[] = [];
    for (const men of MEN) {
      const contenders = menContenders(men);
      for (const asked of POPULATIONS_OF_MEN) {
        const sessions = cutTo(readMenSessions(menSessionsPath(asked)), men);
        if (sessions.length < 2) continue;
        const rounds = all.filter((round) => round.men === men && round.asked === asked);
        const files = syzygyRecords.find((record) => record.men === men);
        const asks = sessions.reduce((sum, { length }) => sum + length, 0);
        syzygy.push(syzygyRow(men, files, asks, syzygyReader));
        const known = contenders.map((contender) => ({ contender, rounds: roundsOf(rounds, contender) }));
        panels.push({
          men,
          asked,
          questions: sessions.map(({ length }) => length),
          tables: Math.max(...contenders.map(({ kept }) => kept.length)),
          entrants: [
            ...(await Promise.all(known.map((each) => entrantOf(each, men)))),
            ...codedEntrants(costs, men, sessions, reader),
            ...syzygyEntrants(files, syzygyReader),
          ],
        });
        const right = await answersOf(contenders, sessions, rounds);
        for (const each of known) {
          context.report(`chess, at most ${men} men, ${asked}: ${each.contender.name} again`);
          checked.push({ men, asked, ...(await measuredAgain(each, sessions, right)) });
        }
      }
    }
    const dates = all.map(({ date }) => date).sort();
    const [{ machine }] = all;
    return {
      panels,
      recorded: {
        rounds: all.length,
        machine: `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`,
        from: dates[0],
        to: dates.at(-1)!,
        code: [...new Set(all.map(({ code }) => code))],
      },
      checked,
      syzygy,
    };
  },
};

interface Known {
  readonly contender: MenContender;
  readonly rounds: readonly MenRound[];
}

/** Returns the program of a role. */
function programOf(role: Role, men: MostMen): Program {
  if (role === 'complete') return lookupProgram('chess', ['forest']);
  return chessSolverProgram(role === 'mixture' ? ['forest'] : [], men > 4);
}

/** Returns an entrant with the bytes of its program now, and the seconds of the record. */
async function entrantOf({ contender: { name, role, stored }, rounds }: Known, men: MostMen): Promise<Entrant> {
  const { brotli } = await lengthOf(programOf(role, men));
  return { name, role, stored, bytes: brotli + stored, seconds: rounds.map(({ seconds }) => seconds) };
}

/**
 * Returns the answers of the complete trees to all sessions.
 * @throws EndgameError E_VALUE_WRONG if they are not those of the record
 */
async function answersOf(
  contenders: readonly MenContender[],
  sessions: readonly MenSession[],
  rounds: readonly MenRound[],
): Promise<string[]> {
  const complete = contenders.find(({ role }) => role === 'complete')!;
  const answers: string[] = [];
  for (const session of sessions) answers.push((await askSession(complete, session)).answers);
  const told = digest(`${answers.join(' ')} `);
  const other = rounds.find((round) => round.answers !== told);
  if (other !== undefined)
    throw contradicted(`the record of "${other.name}" has other answers than the trees now`, COMMAND);
  return answers;
}

/**
 * Asks a contender a sample of the sessions.
 * @throws EndgameError E_VALUE_WRONG if an answer is wrong, or if it takes far longer or shorter than in the record
 */
async function measuredAgain(
  { contender, rounds }: Known,
  sessions: readonly MenSession[],
  right: readonly string[],
): Promise<Omit<CheckedContender, 'men' | 'asked'>> {
  const { name } = contender;
  const recorded = rounds.map(({ seconds }) => seconds);
  const again = await askAgain(`"${name}"`, COMMAND, recorded, async (i) => {
    const taken = await askSession(contender, sessions[i]);
    if (taken.answers !== right[i])
      throw contradicted(`"${name}" says ${taken.answers} in game ${i}, not ${right[i]}`, COMMAND);
    return taken.seconds;
  });
  const answers = again.sessions.reduce((sum, i) => sum + sessions[i].length, 0);
  return { name, sessions: again.sessions.length, answers, ratio: again.ratio };
}
