import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { EndgameError } from '../game/errors.ts';
import { type Metric, METRICS } from '../game/values.ts';
import { adversarialProfile, uniformProfile } from '../plan/build.ts';
import { type Costs, readCosts, storedOnly, withOptions } from '../plan/costs.ts';
import type { Aim } from '../plan/instance.ts';
import { gapOf, PLAN_METHODS, type Plan, writePlan } from '../plan/plan.ts';
import { budgetsFor, planFor, type PlanOptions } from '../plan/planner.ts';
import { type Profile, readProfile } from '../plan/profile.ts';
import { specialize } from '../specialize/index.ts';
import { TextTable } from '../text/text-table.ts';
import { COSTS_DIRECTORY } from './measure.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import { parseBytes, parseSeconds, print } from './options.ts';
import { formatBytes, formatSeconds } from '../text/format.ts';
import { ProgressReport } from './progress.ts';
import { installHint, shippedFile, shippedProfile } from './shipped.ts';

interface Flags {
  readonly costs?: string;
  readonly metric?: Metric;
  readonly profile?: string;
  readonly encode?: true;
  readonly forecast?: true;
  readonly budget?: number;
  readonly price?: number;
  readonly frontier?: boolean;
  readonly method?: PlanOptions['method'];
  readonly seconds?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** Smaller shares of the questions are not told. */
const SLIGHT = 0.00005;

/** `endgame plan`: chooses the tables to store in a budget, from measured costs and a profile of questions. */
export function registerPlan(command: Command): void {
  command
    .argument('<game>', GAME_ARGUMENT)
    .option('--costs <file>', 'measured costs; default: a file in costs/, else one that comes with the toolkit')
    .addOption(
      new Option(
        '--metric <metric>',
        'metric of the default costs: what questions ask (default: the first of wdl, dtm, dtz that there are costs for)',
      ).choices(METRICS),
    )
    .option(
      '--profile <file>',
      'the questions: a file of "endgame profile", or chess-masters, which comes with the toolkit; uniform: every position once; adversarial: all about the table that takes longest to compute (default: what comes with the toolkit for the game, else uniform)',
    )
    .option('--encode', 'also plan encodings that no file has, where there are files: "endgame pack" then makes them')
    .option('--forecast', 'also plan files that nobody has made yet, with the bytes that similar tables take')
    .addOption(
      new Option('--budget <bytes>', 'bytes that tables and their decoders may take')
        .argParser(parseBytes)
        .conflicts('price'),
    )
    .addOption(
      new Option('--price <seconds>', 'seconds per question that a stored byte must save, such as 1e-9')
        .argParser(parsePrice)
        .conflicts('budget'),
    )
    .option('--frontier', 'print a row for each of many budgets, from nothing to everything')
    .addOption(
      new Option(
        '--method <method>',
        'exact: by integer programming; greedy: for large instances; cut: for one target at a price; others to compare with',
      ).choices(PLAN_METHODS),
    )
    .option('--seconds <n>', 'time limit of the exact method (default: 60)', parseSeconds)
    .option('--out <file>', 'file to write the plan to, for "endgame pack --plan" and "endgame solve --plan"')
    .option('--json', 'print the plan as JSON, or each row of the frontier on a line')
    .action(async (gameId: string, flags: Flags) => {
      const game = await gameNamed(gameId);
      const measured = await readCosts(costsPath(game.id, flags));
      const costs = plannable(measured, flags);
      if (costs.game !== game.id || costs.rules !== game.version) {
        throw new EndgameError(
          'E_USAGE',
          `the costs are of ${costs.game}, rules ${costs.rules}, not of ${game.id}, rules ${game.version}`,
          'measure them with "endgame measure"',
        );
      }
      const profile = await profileOf(costs, flags);
      const options: PlanOptions = {
        method: flags.method,
        men: (table) => specialize(game).menIn(table),
        forecast: flags.forecast,
        ...(flags.seconds ? { seconds: flags.seconds } : {}),
      };
      if (flags.frontier) {
        if (flags.out !== undefined || flags.price !== undefined)
          throw new EndgameError('E_USAGE', '--frontier makes many plans', 'leave out --out and --price');
        return await frontier(costs, profile, options, flags);
      }
      const plan = await planFor(costs, profile, aimOf(flags), options);
      if (flags.out !== undefined) writePlan(flags.out, plan);
      print(flags.json ? JSON.stringify(plan) : describe(plan));
      if (flags.out !== undefined && !flags.json) print(`plan in ${flags.out}`);
    });
}

/** Returns costs with the options that a plan may take. */
function plannable(costs: Costs, { encode, forecast }: Flags): Costs {
  const made = encode ? undefined : storedOnly(costs);
  if (made === undefined || !forecast) return made ?? costs;
  return withOptions(costs, (option) => option.stored === true || option.forecast === true);
}

/** Parses a number of seconds from 0 up. */
function parsePrice(text: string): number {
  const price = Number(text);
  if (text.trim() === '' || !(price >= 0 && price < 1e6))
    throw new InvalidArgumentError('Write seconds per byte like 1e-9.');
  return price;
}

function aimOf({ budget, price }: Flags): Aim {
  if (budget !== undefined) return { budget };
  if (price !== undefined) return { price };
  throw new EndgameError('E_USAGE', 'no budget and no price', 'say --budget 4MB, --price 1e-9 or --frontier');
}

function costsPath(game: string, { costs, metric }: Flags): string {
  if (costs !== undefined) return costs;
  const existing = (each: Metric): string | undefined => {
    const name = `${game}-${each}.json`;
    const own = join(COSTS_DIRECTORY, name);
    return existsSync(own) ? own : shippedFile('costs', name);
  };
  const wanted: readonly Metric[] = metric === undefined ? ['wdl', 'dtm', 'dtz'] : [metric];
  for (const each of wanted) {
    const found = existing(each);
    if (found !== undefined) return found;
  }
  const others = METRICS.filter((each) => existing(each) !== undefined);
  throw new EndgameError(
    'E_FILE',
    `no costs of ${game}${metric === undefined ? '' : ` for ${metric}`} in ${COSTS_DIRECTORY}/ and none with the toolkit`,
    others.length > 0
      ? `there are some for ${others.join(' and ')}: say --metric ${others[0]}`
      : `${installHint()}measure them with "endgame measure ${game}${metric === undefined ? '' : ` --metric ${metric}`}"`,
  );
}

async function profileOf(costs: Costs, { profile }: Flags): Promise<Profile> {
  const usual = profile === undefined ? shippedProfile(costs.game) : undefined;
  if (usual !== undefined) return await readProfile(usual);
  if (profile === undefined || profile === 'uniform') return uniformProfile(costs);
  if (profile === 'adversarial') return adversarialProfile(costs);
  if (existsSync(profile)) return await readProfile(profile);
  const shipped = shippedFile('profiles', `${profile}.json`);
  if (shipped !== undefined) return await readProfile(shipped);
  throw new EndgameError(
    'E_FILE',
    `no profile ${profile}, neither a file nor one of the toolkit`,
    `${installHint()}make one with "endgame profile ${costs.game} games.pgn"`,
  );
}

async function frontier(costs: Costs, profile: Profile, options: PlanOptions, { json, budget }: Flags): Promise<void> {
  const table = new TextTable({
    head: ['budget', 'kept', 'tables', 'seconds per question', 'at least', 'gap', 'by'],
    colAligns: ['right', 'right', 'right', 'right', 'right', 'right', 'left'],
  });
  const budgets = budgetsFor(costs).filter((each) => budget === undefined || each <= budget);
  const progress = new ProgressReport();
  let last: Plan | undefined;
  for (const [i, each] of budgets.entries()) {
    progress.update(`planning for ${formatBytes(each)}`, i / budgets.length);
    const plan = await planFor(costs, profile, { budget: each }, options);
    last = plan;
    if (json) {
      const { compute: _, kept, ...row } = plan;
      progress.stop();
      print(JSON.stringify({ ...row, kept: kept.map((one) => one.table) }));
    }
    table.push([
      formatBytes(each),
      formatBytes(plan.bytes + plan.decoderBytes),
      plan.kept.length,
      formatSeconds(plan.seconds),
      formatSeconds(plan.bound),
      percent(gapOf(plan)),
      plan.method,
    ]);
  }
  progress.stop();
  if (json) return;
  print(table.toString());
  if (last !== undefined) print(about(last));
}

function describe(plan: Plan): string {
  const table = new TextTable({
    head: ['kept', 'as', 'size', 'asked', 'without it, per question'],
    colAligns: ['left', 'left', 'right', 'right', 'right'],
  });
  for (const { table: name, representation, codec, bytes, forecast, asked, saves } of plan.kept.toSorted(
    (a, b) => b.saves - a.saves,
  ))
    table.push([
      name,
      `${representation} by ${codec}${forecast ? ', forecast' : ''}`,
      formatBytes(bytes),
      percent(asked),
      `+ ${formatSeconds(saves)}`,
    ]);
  const bytes = plan.bytes + plan.decoderBytes;
  const price = 'price' in plan.aim ? `, with bytes at their price ${formatSeconds(plan.value)}` : '';
  return [
    ...(plan.kept.length > 0 ? [table.toString()] : ['no table is kept']),
    `${plan.kept.length} tables, ${formatBytes(bytes)}, ${formatBytes(plan.decoderBytes)} of it for the programs that read them`,
    `${formatSeconds(plan.seconds)} expected per question${price}; ${plan.without > 0 ? `${formatSeconds(plan.without)} without any table` : 'without any table some questions have no answer'}`,
    `by the method ${plan.method}: no plan can be better than ${formatSeconds(plan.bound)} (gap ${percent(gapOf(plan))})`,
    about(plan),
  ].join('\n');
}

function about({ source, coverage, assumed, atLeast, metric }: Plan): string {
  const left = 1 - coverage;
  const notes = [
    ...(left > SLIGHT ? [`${percent(left)} of the questions are about tables without costs and do not count`] : []),
    ...(assumed > SLIGHT ? [`${percent(assumed)} count as the dearest table of as many men, for want of costs`] : []),
    ...(atLeast > SLIGHT ? [`of ${percent(atLeast)} only a lower bound of the seconds is known`] : []),
  ];
  return [`questions (${metric}): ${source.join('; ')}`, ...notes].join('; ');
}

function percent(share: number): string {
  if (share < 1e-6) return '0%';
  return `${(100 * share).toFixed(share > 0 && share < 0.001 ? 3 : 1)}%`;
}
