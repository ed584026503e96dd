import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import * as all from '../../games/index.ts';
import { EXTENSION, ROOT } from '../bundle/root.ts';
import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/index.ts';
import { defaultMemory } from '../solve/index.ts';
import { chooseTables, FORMATS, prepareTables, type Rules, fileMaker, type ShippedFormat } from '../ship/index.ts';
import { type Specialization, specialize } from '../specialize/index.ts';
import { type TableEntry, type TableStore, writeFileAtomic } from '../table/index.ts';
import { formatBytes } from '../text/format.ts';
import { GAME_ARGUMENT, gameNamed, isGamePath } from './game-argument.ts';
import { type Men, parseMen, tablesWithMen } from './men.ts';
import { openTables, packOption } from './open-tables.ts';
import { directoryOption, interruptSignal, parseBytes, print, threadsFor, threadsOption } from './options.ts';
import { ProgressReport } from './progress.ts';
import { plannedTables } from './shipped-plan.ts';

interface Flags {
  readonly bytes?: number;
  readonly men?: Men;
  readonly out?: string;
  readonly dir: string;
  readonly pack: boolean;
  readonly threads?: number;
  readonly memory?: number;
  readonly json?: true;
}

/** Men of chess that questions are about if nothing else is said. */
const USUAL_MEN: Men = { least: 3, most: 4 };
/** Men of chess from which on a program takes what saves the kernel seconds. */
const MANY_MEN = 5;

/** `endgame ship`: writes one file with a game's rules, an engine and tables, which answers every position exactly. */
export function registerShip(command: Command): void {
  command
    .argument('<game>', GAME_ARGUMENT)
    .argument('[tables...]', 'the tables that it may keep, with those below them; default: a small set of the game')
    .option('--men <n>', 'the tables with this many men, such as 4 or 3-5 (default for chess: 3-4)', parseShipMen)
    .option('--bytes <bytes>', 'most bytes of the file: the tables that save most are kept (default: all)', parseBytes)
    .option('--out <file>', 'the file: .html for browsers, .mjs for Node (default: GAME.html)')
    .addOption(directoryOption())
    .addOption(packOption())
    .option('--memory <bytes>', 'memory for computing tables that are missing', parseBytes)
    .addOption(threadsOption())
    .addOption(new Option('--json', 'print one JSON object'))
    .action(async (gameId: string, names: string[], flags: Flags) => {
      const game = await gameNamed(gameId);
      const { out = `${game.id}.html`, memory = defaultMemory() } = flags;
      const format = formatOf(out);
      const specialization = specialize(game);
      const men = flags.men ?? (game.chessmen !== undefined && names.length === 0 ? USUAL_MEN : undefined);
      const named = specialization.closure(names.flatMap((name) => specialization.slicesOf(name)));
      const scope = [
        ...new Set(named.map((slice) => specialization.tableOf(slice))),
        ...(men === undefined ? [] : tablesWithMen(specialization, men)),
      ];
      const wanted = scope.length > 0 ? scope : specialization.defaultTables();
      const progress = new ProgressReport();
      const store = openTables(flags, memory);
      try {
        progress.update('putting the program together', 0);
        const large = wanted.some((table) => (specialization.menIn(table) ?? 0) >= MANY_MEN);
        const shipped = { game, rules: rulesOf(gameId, game), large };
        const alone = (await fileMaker({ ...shipped, codecs: new Set() }, format))([]).length;
        if (flags.bytes !== undefined && flags.bytes < alone) {
          const what = `${formatBytes(flags.bytes)} are too few: the program of ${game.id} alone takes ${alone} bytes`;
          throw new EndgameError('E_BUDGET', what, `say --bytes ${alone} or more`);
        }
        const tables =
          game.chessmen === undefined
            ? await computed(specialization, wanted, store, flags, memory, progress)
            : stored(specialization, wanted, store);
        const codecs = new Set(tables.map(({ entry }) => entry.codec));
        const make = await fileMaker({ ...shipped, codecs }, format);
        const fitted = await fit(specialization, tables, make, flags.bytes ?? Number.POSITIVE_INFINITY);
        progress.stop();
        writeFileAtomic(out, [fitted.file]);
        const kept = fitted.kept.map(({ entry: { table, bytes } }) => ({ table, bytes }));
        const left = tables.length - kept.length;
        const bytes = fitted.file.length;
        const program = make([]).length;
        if (flags.json) print(JSON.stringify({ file: out, game: game.id, bytes, program, kept, left }));
        else print(summary(out, bytes, program, kept.length, left));
      } finally {
        progress.stop();
        store?.close();
      }
    });
}

/** A table that may enter the file. */
interface Candidate {
  readonly entry: TableEntry;
  readonly read: () => Uint8Array;
}

function parseShipMen(text: string): Men {
  const men = parseMen(text);
  return text.includes('-') ? men : { least: 1, most: men.most };
}

/** @throws EndgameError E_USAGE for another extension */
function formatOf(out: string): ShippedFormat {
  const found = FORMATS.find((format) => out.endsWith(`.${format}`));
  if (found !== undefined) return found;
  throw new EndgameError('E_USAGE', `--out ${out}: no such kind of file`, 'name a file that ends in .html or .mjs');
}

/** Returns where the rules of a game are. */
function rulesOf(word: string, game: Game): Rules {
  if (isGamePath(word)) return { module: resolve(word), name: 'default' };
  const [name] = Object.entries(all).find(([, each]) => !Array.isArray(each) && (each as Game).id === game.id)!;
  return { module: `${ROOT}/games/index${EXTENSION}`, name };
}

/** Returns the tables that are there. */
function stored({ game }: Specialization, tables: readonly string[], store: TableStore | undefined): Candidate[] {
  return tables.flatMap((table) => {
    const metric = store?.answering(game.id, game.version, table, 'wdl');
    if (store === undefined || metric === undefined) return [];
    return [store.file(game.id, table, metric)];
  });
}

/** Returns the tables and those below them; those that are missing are computed. */
async function computed(
  specialization: Specialization,
  tables: readonly string[],
  store: TableStore | undefined,
  flags: Flags,
  memory: number,
  progress: ProgressReport,
): Promise<Candidate[]> {
  const { game } = specialization;
  const prepared = await prepareTables(specialization, tables, store, {
    memory,
    threads: threadsFor(game, flags),
    signal: interruptSignal(),
    onProgress: ({ slice, phase, share }) => progress.update(`${slice} ${phase}`, share),
  });
  return prepared.list(game.id).map(({ table }) => prepared.file(game.id, table, 'dtm'));
}

/** Makes a file with tables. */
type Make = (files: readonly (readonly [string, Uint8Array])[]) => Uint8Array;

/** Returns the largest file within the bytes, with the tables that save most, or the program alone. */
async function fit(
  specialization: Specialization,
  tables: readonly Candidate[],
  make: Make,
  most: number,
): Promise<{ file: Uint8Array; kept: readonly Candidate[] }> {
  const built = (kept: readonly Candidate[]): { file: Uint8Array; kept: readonly Candidate[] } => ({
    file: make(kept.map(({ entry, read }) => [entry.file, read()])),
    kept,
  });
  const whole = built(tables);
  if (whole.file.length <= most) return whole;
  const offered = tables.map(({ entry: { table, bytes, statistics } }) => ({
    table,
    bytes,
    positions: statistics.positions,
  }));
  const names = new Set(offered.map(({ table }) => table));
  // The file is a little longer than program and tables together: what is over is taken from the room.
  for (let room = most - make([]).length; room > 0; ) {
    const planned = await plannedTables(specialization.game, room, names);
    const chosen = new Set(planned ?? (await chooseTables(specialization, offered, room)));
    if (chosen.size === 0) break;
    const found = built(tables.filter(({ entry }) => chosen.has(entry.table)));
    const over = found.file.length - most;
    if (over <= 0) return found;
    room -= over;
  }
  return built([]);
}

function summary(out: string, bytes: number, program: number, kept: number, left: number): string {
  const more =
    left === 0 ? '' : `; ${left} ${left === 1 ? 'table' : 'tables'} did not fit, their positions are computed`;
  return `${out}: ${formatBytes(bytes)}, ${formatBytes(program)} of it the program, ${kept} ${kept === 1 ? 'table' : 'tables'}${more}`;
}
