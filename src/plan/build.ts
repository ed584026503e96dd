import { EndgameError } from '../game/errors.ts';
import { RTBW } from '../syzygy/index.ts';
import { wholeSeconds } from './assumed.ts';
import type { Costs, TableCost } from './costs.ts';
import { type Instance, type PlannedSession, type QuestionCost, usable } from './instance.ts';
import type { Profile } from './profile.ts';

/** A profile and costs as the planner's numbers. */
export interface Built {
  readonly instance: Instance;
  /** Share of the profile's positions whose tables have costs, 0 to 1. */
  readonly coverage: number;
}

/**
 * Turns measured costs and a profile into an instance. Questions about tables without costs are left out.
 * @throws EndgameError E_USAGE if costs and profile are of different games or have no table in common
 */
export function build(costs: Costs, profile: Profile): Built {
  if (costs.game !== profile.game) {
    throw new EndgameError(
      'E_USAGE',
      `the costs are of ${costs.game}, the profile is of ${profile.game}`,
      'give both of one game',
    );
  }
  const numbers = new Map(costs.tables.map(({ table }, i) => [table, i]));
  const sessions: PlannedSession[] = [];
  let covered = 0;
  for (const { games, visits } of sessionsOf(profile)) {
    const questions = new Map<number, number>();
    for (const [table, positions] of visits) {
      const t = numbers.get(table);
      if (t === undefined) continue;
      questions.set(t, (questions.get(t) ?? 0) + positions / games);
      covered += positions;
    }
    if (questions.size > 0) sessions.push({ weight: games, questions });
  }
  // Questions of one session about each table, on average.
  const visits = new Float64Array(costs.tables.length);
  const asked = new Float64Array(costs.tables.length);
  for (const { weight, questions } of sessions) {
    for (const [t, n] of questions) {
      visits[t] += weight;
      asked[t] += weight * n;
    }
  }
  if (sessions.length === 0) {
    throw new EndgameError('E_USAGE', 'no table of the profile has costs', 'measure the tables that the profile names');
  }
  const questions = questionsOf(costs, numbers);
  const used = new Set(costs.tables.flatMap(({ options }) => options.map(({ codec }) => codec)));
  const instance = usable({
    tables: costs.tables.map(({ table, below, options, exits, compute, search }, t) => ({
      name: table,
      options: options.map(({ representation, codec, bytes, probe, unpack, dependsOnExits, stored, forecast }) => ({
        name: `${representation} by ${codec}`,
        bytes,
        probe,
        ...(Object.hasOwn(costs.decoders, codec) ? { decoder: codec } : {}),
        ...(unpack === undefined ? {} : { unpack }),
        ...(dependsOnExits ? { dependsOnExits } : {}),
        // What a table saves was measured with the files of the store. No kernel reads Syzygy's.
        ...((stored || forecast) && codec !== RTBW ? { feeds: true } : {}),
      })),
      successors: below.map((one) => numbers.get(one)!),
      compute: compute ?? Number.POSITIVE_INFINITY,
      question: questions?.[t],
      // What a question needs is solved in less time than it is searched, if it can be solved.
      ...(search === undefined || Number.isFinite(questions?.[t].seconds) ? {} : { search }),
      ...(options.some(({ dependsOnExits }) => dependsOnExits)
        ? { exits: exitsOf(below, exits, asked[t] / Math.max(1, visits[t]), numbers) }
        : {}),
    })),
    sessions,
    decoders: new Map(Object.entries(costs.decoders).filter(([codec]) => used.has(codec))),
  });
  return { instance, coverage: profile.positions === 0 ? 0 : covered / profile.positions };
}

/** Returns what a question about each table takes; undefined if tables are computed whole. */
function questionsOf(costs: Costs, numbers: ReadonlyMap<string, number>): QuestionCost[] | undefined {
  if (costs.tables.every(({ alone }) => alone === undefined)) return undefined;
  const whole = wholeSeconds(costs);
  return costs.tables.map(({ table, feeds = {}, computed = 1 }: TableCost) => ({
    seconds: whole.get(table)!,
    feeds: new Map(Object.entries(feeds).map(([each, saved]) => [numbers.get(each)!, computed * saved])),
  }));
}

/**
 * Returns by number of a table below: the share of the sessions in which at least one question leads to it, 0 to 1; 1
 * where no share was measured.
 */
function exitsOf(
  below: readonly string[],
  exits: Readonly<Record<string, number>> | undefined,
  questions: number,
  numbers: ReadonlyMap<string, number>,
): ReadonlyMap<number, number> {
  return new Map(
    below.map((table) => [numbers.get(table)!, exits === undefined ? 1 : 1 - (1 - (exits[table] ?? 0)) ** questions]),
  );
}

/** Returns the sessions of a profile; a profile without sessions counts as games that visit one class each. */
function sessionsOf({ sessions, classes }: Profile): NonNullable<Profile['sessions']> {
  return (
    sessions ??
    classes
      .filter(({ games }) => games > 0)
      .map(({ table, games, positions }) => ({ games, visits: [[table, positions] as const] }))
  );
}

/**
 * Returns the profile in which every position is asked once, each in a session of its own: for games without recorded
 * games.
 */
export function uniformProfile(costs: Costs): Profile {
  const classes = costs.tables
    .filter(({ positions }) => positions !== 0)
    .map(({ table, positions = 1 }) => ({ table, games: positions, games2: 0, games10: 0, positions }));
  const positions = classes.reduce((sum, each) => sum + each.positions, 0);
  return {
    game: costs.game,
    source: ['every position once'],
    games: positions,
    skipped: 0,
    plies: positions,
    positions,
    classes,
    problems: [],
    damaged: [],
  };
}

/**
 * Returns the worst profile for a solver without tables and caches: every question is about the table that takes
 * longest to compute with all tables below.
 */
export function adversarialProfile(costs: Costs): Profile {
  const uniform = uniformProfile(costs);
  const whole = wholeSeconds(costs);
  const cost = uniform.classes.map(({ table }) => [table, whole.get(table)!] as const);
  const dearest = cost.reduce((worst, each) => (each[1] > worst[1] ? each : worst));
  const classes = uniform.classes.filter(({ table }) => table === dearest[0]);
  const { positions } = classes[0];
  return {
    ...uniform,
    source: ['the table that is dearest to compute'],
    games: positions,
    plies: positions,
    positions,
    classes,
  };
}
