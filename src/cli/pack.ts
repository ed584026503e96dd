import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/index.ts';
import type { Metric } from '../game/values.ts';
import { readPlan, wantedBy } from '../plan/plan.ts';
import { type Specialization, specialize } from '../specialize/index.ts';
import {
  CODECS,
  CODERS,
  type EncodedTable,
  answeredBy,
  type Encoding,
  parseRepresentation,
  RepresentationSpec,
  shippedOutcomes,
  TableStore,
} from '../table/index.ts';
import {
  costOf,
  LEARNT_CODECS,
  learntEncodings,
  packWanted,
  repack,
  type RepackedTable,
  type RepackOptions,
  type RepackRun,
  smallest,
} from '../make/index.ts';
import { defaultMemory } from '../solve/index.ts';
import { openTables } from './open-tables.ts';
import { removeEmpty } from './remove-empty.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import { directoryOption, interruptSignal, print, REPRESENTATION_HELP } from './options.ts';
import { formatBytes } from '../text/format.ts';
import { ProgressReport } from './progress.ts';

interface PackFlags {
  readonly json?: boolean;
  readonly dir: string;
  readonly out: string;
  readonly repr?: string;
  readonly codec?: string;
  readonly learnt?: true;
  readonly smallest?: true;
  readonly fastest?: true;
  readonly plan?: string;
  readonly force?: true;
}

/** Ids of all codecs and coders. */
export const ALL_CODECS: readonly string[] = [...Object.keys(CODECS), ...Object.keys(CODERS)];

/** Parses the id of a codec or a coder. */
export function parseCodec(text: string): string {
  if (ALL_CODECS.includes(text)) return text;
  throw new InvalidArgumentError(`Allowed choices are ${ALL_CODECS.join(', ')}.`);
}

/** Ratio of times below which the difference is noise. */
const NOISE = 1.1;

/** `endgame pack`: re-encodes the tables of one directory into another, smaller or faster. */
export function registerPack(command: Command): void {
  command
    .argument('<game>', GAME_ARGUMENT)
    .argument('[tables...]', 'which tables, with all tables below them; default: all stored tables')
    .addOption(directoryOption())
    .requiredOption('--out <directory>', 'directory to write the packed tables to')
    .option('--repr <representation>', REPRESENTATION_HELP)
    .option('--codec <codec>', `codec or coder of the cells: ${ALL_CODECS.join(', ')}`, parseCodec)
    .addOption(
      new Option(
        '--learnt',
        'try every codec on small tables and slices, and on large tables those that are best there (default)',
      ).conflicts(['codec', 'smallest', 'fastest']),
    )
    .addOption(
      new Option('--smallest', 'try every codec (without --repr also one side) and store the smallest').conflicts([
        'codec',
        'fastest',
      ]),
    )
    .addOption(
      new Option(
        '--fastest',
        'try the same and store the one with the fastest probes, the smallest of equals; times are measured, so another run may choose otherwise',
      ).conflicts(['codec', 'smallest']),
    )
    .addOption(
      new Option(
        '--plan <file>',
        'pack the tables of a plan, each in its planned encoding, and no others; files that are there so, in the directory or with the toolkit, are copied',
      ).conflicts(['repr', 'codec', 'learnt', 'smallest', 'fastest']),
    )
    .option('--force', 'pack the named tables again even if they are stored')
    .option('--json', 'print one JSON object per table, each on a line')
    .action(async (gameId: string, names: string[], flags: PackFlags) => {
      const game = await gameNamed(gameId);
      if (realPath(flags.out) === realPath(flags.dir)) {
        throw new EndgameError('E_USAGE', `--out ${flags.out}: the tables are there`, 'name another directory');
      }
      const specialization = specialize(game);
      if (flags.plan !== undefined) return await packPlan(specialization, flags.plan, names, flags);
      await packing(flags, TableStore.open(flags.dir), async (from, to, run) => {
        const encodings = encodingsOf(game, from, flags);
        const { metric } = encodings[0].representation;
        const named = names.flatMap((name) =>
          specialization.slicesOf(name).map((slice) => specialization.tableOf(slice)),
        );
        const tables = named.length > 0 ? [...new Set(named)] : tablesOf(from, game, metric);
        if (tables.length === 0) {
          const hint = `make some with "endgame generate ${gameId} --dir ${flags.dir}"`;
          throw new EndgameError(
            'E_TABLE_MISSING',
            `no tables of ${game.id} in ${flags.dir} that answer ${metric}`,
            hint,
          );
        }
        const fastest = (tried: readonly EncodedTable[]): number => {
          const times = tried.map((each) => costOf(specialization, each, to).random);
          const least = Math.min(...times);
          const bytes = tried.map((each, i) => (times[i] <= least * NOISE ? each.bytes : Number.POSITIVE_INFINITY));
          return bytes.indexOf(Math.min(...bytes));
        };
        const choose = flags.fastest ? fastest : smallest;
        const narrow = isLearnt(flags) ? learntEncodings(specialization, from, to, encodings, run) : undefined;
        await repack(specialization, tables, from, to, { ...run, encodings, choose, narrow, force: flags.force });
      });
    });
}

/** Returns the path behind all links: tables that are packed into their own directory would be read as they change. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}

/**
 * Opens the tables that a plan may be packed from: those in the directory, and beneath them those that come with the
 * toolkit.
 */
function openSources({ dir }: PackFlags): TableStore {
  return openTables({ dir, pack: true }, defaultMemory(), true) ?? TableStore.open(dir);
}

type PackingRun = RepackRun & Pick<RepackOptions, 'onTable'>;

/**
 * Packs from one directory into another, with progress and a summary. An `out` into which nothing was packed is
 * removed.
 */
async function packing(
  { out, json }: PackFlags,
  from: TableStore,
  work: (from: TableStore, to: TableStore, run: PackingRun) => Promise<void>,
): Promise<void> {
  const fresh = !existsSync(out);
  const to = TableStore.open(out, { create: true });
  const progress = new ProgressReport();
  let made = 0;
  let kept = 0;
  try {
    await work(from, to, {
      signal: interruptSignal(),
      onProgress: (what, share) => progress.update(what, share),
      onTable: (table) => {
        progress.stop();
        if (json) print(tableJson(table));
        if (table.entry === undefined) kept++;
        else {
          made++;
          if (!json) print(describe(table));
        }
      },
    });
  } finally {
    progress.stop();
    from.close();
    to.close();
    if (fresh) removeEmpty(out);
  }
  if (!json) print(`${made} packed, ${kept} already there, in ${out}`);
}

async function packPlan(
  specialization: Specialization,
  path: string,
  names: readonly string[],
  flags: PackFlags,
): Promise<void> {
  const { game } = specialization;
  if (names.length > 0) throw new EndgameError('E_USAGE', '--plan names the tables itself', 'leave out the names');
  const plan = await readPlan(path);
  if (plan.game !== game.id || plan.rules !== game.version) {
    const what = `${path} is a plan of ${plan.game}, rules ${plan.rules}, not of ${game.id}, rules ${game.version}`;
    throw new EndgameError('E_USAGE', what, `make one with "endgame plan ${game.id}"`);
  }
  const wanted = wantedBy(plan, game.domain.name);
  const left = plan.kept.length - wanted.length;
  const files = shippedOutcomes();
  try {
    await packing(flags, openSources(flags), (from, to, run) =>
      packWanted(specialization, wanted, from, to, { ...run, files }),
    );
  } finally {
    files?.close();
  }
  if (left > 0 && !flags.json) print(`${left} files of Syzygy's stay where they are: solve with --plan and --syzygy`);
}

/** Returns whether the codec of large tables is learnt from small ones: nothing else is asked for. */
function isLearnt({ codec, smallest: small, fastest }: PackFlags): boolean {
  return codec === undefined && !small && !fastest;
}

function encodingsOf(game: Game, from: TableStore, { repr, codec, smallest: small, fastest }: PackFlags): Encoding[] {
  const domain = game.domain.name;
  const specs: RepresentationSpec[] = [];
  if (repr !== undefined) specs.push(parseRepresentation(repr, domain));
  else {
    const metric: Metric = from.list(game.id, 'dtm').length > 0 ? 'dtm' : 'wdl';
    specs.push(new RepresentationSpec(domain, metric));
    if (small || fastest) specs.push(new RepresentationSpec(domain, metric, { oneSide: true }));
  }
  const codecs = codec !== undefined ? [codec] : small || fastest ? ALL_CODECS : LEARNT_CODECS;
  return specs.flatMap((representation) => codecs.map((id) => ({ representation, codec: id })));
}

/** Returns the tables of the store that answer under the metric. */
function tablesOf(from: TableStore, game: Game, metric: Metric): string[] {
  return [...new Set(answeredBy(metric).flatMap((each) => from.list(game.id, each).map((entry) => entry.table)))];
}

/** Returns the table as JSON; `made` says whether this run made it, `before` the bytes of the table it was made from. */
function tableJson({ table, entry, representation, why, before, seconds }: RepackedTable): string {
  const made = entry !== undefined;
  const kept = { representation: representation?.name, codec: entry?.codec, why };
  return JSON.stringify({ table, made, bytes: entry?.bytes, before, ...kept, seconds });
}

function describe({ table, entry, representation, why, before, seconds }: RepackedTable): string {
  const kept = representation?.name ?? '';
  const positions = Math.max(1, entry!.statistics.positions);
  const bits = ((8 * entry!.bytes) / positions).toFixed(3);
  const sizes = `${formatBytes(entry!.bytes)} (was ${formatBytes(before ?? 0)}), ${bits} bits/position`;
  const reason = why === undefined ? '' : `; ${why}`;
  return `${table}: ${kept} by ${entry!.codec}, ${sizes}, ${(seconds ?? 0).toFixed(2)} s${reason}`;
}
