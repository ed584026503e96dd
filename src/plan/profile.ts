import { writeFileAtomic } from '../table/atomic.ts';
import { Fields, readText } from './fields.ts';

/** How often games reach one class of positions. */
export interface ProfileClass {
  /** Name of the table that holds the class. */
  readonly table: string;
  /** Games that reach the class. */
  readonly games: number;
  /** Games in which the class stood for at least 2 plies (`games2`) and at least 10 (`games10`). */
  readonly games2: number;
  readonly games10: number;
  /** Positions of the class after a move. */
  readonly positions: number;
}

/** Games that visit the same tables in the same order. */
export interface ProfileSession {
  readonly games: number;
  /** Each table with the positions that all these games have in it. */
  readonly visits: readonly (readonly [table: string, positions: number])[];
}

/**
 * A profile: how often real games reach each table, the weights of the planner. It is counted once per collection of
 * games and stored as JSON with a fixed order of fields and classes, so that equal counts give equal files.
 */
export interface Profile {
  /** Id of the game. */
  readonly game: string;
  /** Where the games come from: file names and what is known of their origin. */
  readonly source: readonly string[];
  /** Number of games counted, all of them legal. */
  readonly games: number;
  /** Number of games skipped because they are malformed or not legal. */
  readonly skipped: number;
  /** Plies of the games counted. */
  readonly plies: number;
  /** Positions in all classes. */
  readonly positions: number;
  /** Sorted by positions, most first, then by name. */
  readonly classes: readonly ProfileClass[];
  /**
   * The questions of single games in their order, most frequent sequence first: what one question computes serves the
   * next ones. The counts add up to those of the classes. Absent in profiles that count classes alone.
   */
  readonly sessions?: readonly ProfileSession[];
  /** The first reasons for skipping games. */
  readonly problems: readonly string[];
  /** Files that break off or are damaged; the games before the damage are counted. */
  readonly damaged: readonly string[];
}

const HINT = 'check the name, or count a profile from games first';

const COUNTS = ['games', 'skipped', 'plies', 'positions'] as const;
const CLASS_COUNTS = ['games', 'games2', 'games10', 'positions'] as const;

/** Compares classes by their order in files: by positions, most first, then by name. */
export function byPositions(a: ProfileClass, b: ProfileClass): number {
  return b.positions - a.positions || (a.table < b.table ? -1 : a.table > b.table ? 1 : 0);
}

/** Returns each table's share of the positions, most first; the shares add up to 1, unless there are no positions. */
export function profileWeights(profile: Profile): Map<string, number> {
  const total = profile.classes.reduce((sum, { positions }) => sum + positions, 0);
  return new Map(
    profile.classes
      .filter(({ positions }) => positions > 0)
      .sort(byPositions)
      .map(({ table, positions }) => [table, positions / total]),
  );
}

/** Counts games as sessions, one for each sequence of tables. */
export class SessionTally {
  readonly #byTables = new Map<string, { games: number; visits: [string, number][] }>();

  /** Counts a game that visits these tables, each once or more, with its number of positions in each. */
  add(visits: readonly (readonly [table: string, positions: number])[]): void {
    if (visits.length === 0) return;
    const key = visits.map(([table]) => table).join(' ');
    const known = this.#byTables.get(key);
    if (known === undefined) {
      this.#byTables.set(key, { games: 1, visits: visits.map(([table, positions]) => [table, positions]) });
      return;
    }
    known.games++;
    visits.forEach(([, positions], i) => (known.visits[i][1] += positions));
  }

  /** Returns the sessions, most frequent first. */
  sessions(): ProfileSession[] {
    return [...this.#byTables]
      .sort(([a, { games: m }], [b, { games: n }]) => n - m || (a < b ? -1 : 1))
      .map(([, session]) => session);
  }
}

/** Formats a profile as JSON with a fixed order of fields and classes. */
export function formatProfile(profile: Profile): string {
  const { game, source, games, skipped, plies, positions, problems, damaged, sessions } = profile;
  const classes = [...profile.classes].sort(byPositions);
  // One class per line, because people read the committed profiles too.
  const lines = classes.map(({ table, games, games2, games10, positions }) =>
    JSON.stringify({ table, games, games2, games10, positions }),
  );
  const head = JSON.stringify({ game, source, games, skipped, plies, positions, problems, damaged }, undefined, 2);
  const body = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  const asked = sessions?.map(({ games, visits }) => JSON.stringify({ games, visits }));
  const tail =
    asked === undefined ? '' : `,\n  "sessions": ${asked.length === 0 ? '[]' : `[\n    ${asked.join(',\n    ')}\n  ]`}`;
  return `${head.slice(0, -2)},\n  "classes": ${body}${tail}\n}\n`;
}

/**
 * Parses a profile and checks that its counts add up.
 * @param name what messages call the text
 * @throws EndgameError E_USAGE naming the first wrong field
 */
export function parseProfile(text: string, name: string): Profile {
  const fields = new Fields(`profile ${name}`, HINT);
  const data = fields.parse(text);
  const fail = (what: string): never => fields.fail(what);
  const texts = (value: unknown, field: string): string[] =>
    fields.list(value, field).map((item) => fields.text(item, field));
  const count = (value: unknown, field: string): number =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
      ? value
      : fail(`${field} ${JSON.stringify(value)} is no count`);

  const [games, skipped, plies, positions] = COUNTS.map((field) => count(data[field], field)) as [
    number,
    number,
    number,
    number,
  ];
  const seen = new Set<string>();
  const classes = fields.list(data.classes, 'classes').map((item, i): ProfileClass => {
    const entry = fields.record(item, `classes[${i}]`);
    const table = fields.text(entry.table, `classes[${i}].table`);
    if (seen.has(table)) fail(`class ${table} twice`);
    seen.add(table);
    const [all, games2, games10, standing] = CLASS_COUNTS.map((field) => count(entry[field], `${table}.${field}`)) as [
      number,
      number,
      number,
      number,
    ];
    if (all > games || games2 > all || games10 > games2 || standing < all)
      fail(`the counts of ${table} contradict each other`);
    return { table, games: all, games2, games10, positions: standing };
  });
  const sum = classes.reduce((total, entry) => total + entry.positions, 0);
  if (sum !== positions) fail(`positions ${positions} is not the sum ${sum} of the classes`);
  const sessions = data.sessions === undefined ? undefined : parseSessions(data.sessions, classes, fail);
  return {
    game: fields.text(data.game, 'game'),
    source: texts(data.source, 'source'),
    games,
    skipped,
    plies,
    positions,
    problems: texts(data.problems, 'problems'),
    damaged: texts(data.damaged, 'damaged'),
    classes: classes.sort(byPositions),
    ...(sessions === undefined ? {} : { sessions }),
  };
}

function parseSessions(
  data: unknown,
  classes: readonly ProfileClass[],
  fail: (what: string) => never,
): ProfileSession[] {
  if (!Array.isArray(data)) return fail('sessions is no list');
  const left = new Map(classes.map(({ table, games, positions }) => [table, { games, positions }]));
  const isCount = (value: unknown): value is number =>
    typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
  const sessions = data.map((entry: unknown, i): ProfileSession => {
    if (!isRecord(entry) || !isCount(entry.games) || !Array.isArray(entry.visits))
      return fail(`sessions[${i}] is no session`);
    const { games } = entry;
    const visits = entry.visits.map((visit: unknown): [string, number] => {
      const [table, positions] = Array.isArray(visit) ? (visit as unknown[]) : [];
      const counted = typeof table === 'string' ? left.get(table) : undefined;
      if (typeof table !== 'string' || counted === undefined)
        return fail(`sessions[${i}] visits ${JSON.stringify(table)}, which is no class`);
      if (!isCount(positions)) return fail(`sessions[${i}]: ${JSON.stringify(positions)} of ${table} is no count`);
      counted.games -= games;
      counted.positions -= positions;
      return [table, positions];
    });
    return { games, visits };
  });
  for (const [table, { games, positions }] of left)
    if (games !== 0 || positions !== 0) fail(`the sessions do not add up to the counts of ${table}`);
  return sessions;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a profile from a file.
 * @throws EndgameError E_FILE if the file cannot be read, E_USAGE if it holds no profile
 */
export async function readProfile(path: string): Promise<Profile> {
  return parseProfile(readText(path, 'profile', HINT), path);
}

/**
 * Writes a profile to a file.
 * @throws EndgameError E_FILE or E_DISK_FULL; the file is then unchanged
 */
export function writeProfile(path: string, profile: Profile): void {
  writeFileAtomic(path, [new TextEncoder().encode(formatProfile(profile))]);
}
