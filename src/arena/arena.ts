/** Runs an arena: entries are frozen, sessions are drawn, every entry is asked in every round, and all is logged. */

import { EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { hasChessmen } from '../specialize/chessmen.ts';
import type { Specialization } from '../specialize/index.ts';
import { machine } from '../study/machine.ts';
import type { GameKind } from '../study/rule/panel.ts';
import { LEAST_ROUNDS } from '../study/rule/bootstrap.ts';
import { subjectsOf } from '../study/subjects.ts';
import type { SyzygyTables } from '../syzygy/index.ts';
import { type ArenaLimits, Contestant, Disqualified } from './contestant.ts';
import { commitmentOf, seedOf } from './draw.ts';
import { type ArenaEntry, isUnchanged } from './entry.ts';
import type { LogLine } from './log.ts';
import { canMeasure } from './process-tree.ts';
import { type ArenaQuestion, Referee } from './referee.ts';
import { type DrawnSession, drawSessions, type Field } from './sessions.ts';

/** Sessions that are drawn if nothing else is said, and the fewest. */
export const USUAL_SESSIONS = 10;
export const LEAST_SESSIONS = 2;

/** What an arena is held with. */
export interface ArenaOptions extends ArenaLimits {
  readonly field: Field;
  readonly asked: ArenaQuestion;
  readonly entries: readonly ArenaEntry[];
  readonly sessions: number;
  readonly rounds: number;
  readonly secret: string;
  /** Syzygy's files, with which outcomes of chess are compared; the arena closes them. */
  readonly syzygy?: SyzygyTables | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((what: string, share: number) => void) | undefined;
}

/** What an arena leaves. */
export interface ArenaRun {
  readonly log: readonly LogLine[];
  /** Right answers that Syzygy's files confirmed. */
  readonly confirmed: number;
}

/**
 * Holds an arena. A wrong answer, a crash, a delay, too much memory or a changed file disqualifies an entry.
 * @throws EndgameError E_USAGE where processes cannot be measured, or for too few sessions or rounds; E_ABORTED; as
 *   `drawSessions` and `Referee.answer`
 */
export async function holdArena(options: ArenaOptions): Promise<ArenaRun> {
  checkOptions(options);
  const { field, asked, entries, secret, signal } = options;
  const { game } = field.specialization;
  const log: LogLine[] = [];
  const write = (line: LogLine): unknown => log.push(line);
  const referee = new Referee(game, asked, options.syzygy);
  try {
    write(firstLine(options));
    for (const { name, role, bytes, stored, digest } of entries)
      write({ line: 'entry', entry: name, role, bytes, stored, digest });
    const seed = seedOf(
      secret,
      entries.map(({ digest }) => digest),
    );
    write({ line: 'reveal', secret, seed });
    const drawn = await drawSessions(field, options.sessions, seed);
    const right: string[][] = [];
    for (const [session, questions] of drawn.entries()) {
      const answers: string[] = [];
      for (const question of questions) {
        options.onProgress?.('right answers', session / drawn.length);
        answers.push(await referee.answer(question, { signal }));
      }
      right.push(answers);
      write({ line: 'session', session, questions, answers });
    }
    await compete(options, drawn, right, write);
    return { log, confirmed: referee.confirmed };
  } catch (error) {
    throw signal?.aborted ? stopped() : error;
  } finally {
    referee.close();
  }
}

/** Asks all entries that are not out, in turn, so that whatever else the machine does meets all. */
async function compete(
  options: ArenaOptions,
  drawn: readonly DrawnSession[],
  right: readonly (readonly string[])[],
  write: (line: LogLine) => unknown,
): Promise<void> {
  const { field, asked, entries, rounds, signal, onProgress } = options;
  const words = [field.specialization.game.id, asked];
  const left = new Set(entries);
  for (let round = 0; round < rounds; round++) {
    for (const [session, questions] of drawn.entries()) {
      const done = round * drawn.length + session;
      for (const entry of left) {
        const { name } = entry;
        onProgress?.(`round ${round + 1}, session ${session + 1}, ${name}`, done / (rounds * drawn.length));
        try {
          const check = (i: number, answer: string): string | undefined =>
            answer === right[session][i] ? undefined : wrong(questions[i], answer, right[session][i]);
          const cost = await new Contestant(entry, words, options).session(questions, check, signal);
          write({ line: 'run', entry: name, round, session, answers: right[session], ...cost });
        } catch (error) {
          if (!(error instanceof Disqualified)) throw error;
          left.delete(entry);
          write({ line: 'out', entry: name, round, session, why: error.message });
        }
      }
    }
  }
  for (const entry of left)
    if (!isUnchanged(entry)) write({ line: 'out', entry: entry.name, why: 'changed its files while it ran' });
}

function wrong(question: string, answer: string, right: string): string {
  return `says "${answer}" of "${question}", which is "${right}"`;
}

function checkOptions({ sessions, rounds, entries }: ArenaOptions): void {
  if (!canMeasure)
    throw new EndgameError('E_USAGE', 'this machine has no /proc, from which the arena reads CPU', 'run it on Linux');
  if (entries.length === 0) throw new EndgameError('E_USAGE', 'no entry is named', 'name the directories of entries');
  if (sessions < LEAST_SESSIONS)
    throw new EndgameError('E_USAGE', `${sessions} sessions are too few`, `draw ${LEAST_SESSIONS} or more`);
  if (rounds < LEAST_ROUNDS)
    throw new EndgameError('E_USAGE', `${rounds} rounds are too few`, `run ${LEAST_ROUNDS} or more, as the study does`);
}

function stopped(): EndgameError {
  return new EndgameError('E_ABORTED', 'the arena was stopped', 'run it again with the same --secret');
}

function firstLine({ field, asked, sessions, rounds, seconds, memory, secret }: ArenaOptions): LogLine {
  const { specialization, tables, pgn } = field;
  const { game } = specialization;
  const known =
    subjectsOf('full').find(({ id }) => id === game.id) ?? subjectsOf('quick').find(({ id }) => id === game.id);
  return {
    line: 'arena',
    game: game.id,
    title: tables === undefined ? game.title : `${game.title}, ${tables.length} tables`,
    family: known?.family ?? game.id,
    kind: known?.kind ?? kindOf(specialization),
    tables: tables?.length ?? tablesBelow(specialization),
    asked,
    from: pgn ?? (tables === undefined ? 'random moves from the start' : 'random moves from positions of the tables'),
    sessions,
    rounds,
    seconds,
    memory,
    commitment: commitmentOf(secret),
    machine: machine(),
    date: new Date().toISOString(),
  };
}

/** Returns the number of slices that games from the initial position reach. */
function tablesBelow(specialization: Specialization): number {
  const { game } = specialization;
  const p = new Position(game.schema);
  game.parse(p, game.initial);
  return specialization.closure([specialization.sliceOf(p.signature)]).length;
}

/** Sorts a game that the study does not know by the men of its last tables and of its first one. */
function kindOf(specialization: Specialization): GameKind {
  const { game } = specialization;
  if (hasChessmen(game) || game.schema.content === 'seeds') return 'shrinks';
  const p = new Position(game.schema);
  game.parse(p, game.initial);
  const first = specialization.sliceOf(p.signature);
  const men = ({ signatures }: typeof first): number =>
    specialization.materials.of(signatures[0]).board.reduce((sum, count) => sum + count, 0);
  const [last] = specialization.closure([first]);
  return men(last) > men(first) ? 'fills' : men(last) < men(first) ? 'shrinks' : 'cycles';
}
