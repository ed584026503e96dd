#!/usr/bin/env node
/** The `endgame` command. */

import { Command, CommanderError } from 'commander';
import { EndgameError } from '../game/errors.ts';
import { describeFailure, type Register } from './options.ts';
import { VERSION } from '../text/version.ts';

/** The subcommands in the order of the help; each is loaded when it is needed. */
const COMMANDS: ReadonlyMap<string, () => Promise<Register>> = new Map([
  ['games', async () => (await import('./games.ts')).registerGames],
  ['check', async () => (await import('./check.ts')).registerCheck],
  ['generate', async () => (await import('./generate.ts')).registerGenerate],
  ['verify', async () => (await import('./verify.ts')).registerVerify],
  ['tables', async () => (await import('./tables.ts')).registerTables],
  ['pack', async () => (await import('./pack.ts')).registerPack],
  ['solve', async () => (await import('./solve.ts')).registerSolve],
  ['profile', async () => (await import('./profile.ts')).registerProfile],
  ['measure', async () => (await import('./measure.ts')).registerMeasure],
  ['plan', async () => (await import('./plan.ts')).registerPlan],
  ['study', async () => (await import('./study.ts')).registerStudy],
]);

const program = new Command('endgame')
  .description('Exact answers for board-game endgames: generate tables, solve with or without them, measure.')
  .version(VERSION, '--version')
  .configureHelp({ sortSubcommands: false })
  // Errors of the command line are reported below like all others, in one line.
  .configureOutput({ outputError: () => undefined })
  .exitOverride();
const [first = ''] = process.argv.slice(2);
const named = COMMANDS.get(first);
if (named) (await named())(program);
else if (first !== '--version') for (const load of COMMANDS.values()) (await load())(program);

// A reader that closes the pipe early (head) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError && isAnswered(error)) process.exitCode = error.exitCode;
  else {
    const known = error instanceof CommanderError ? usageError(error) : error;
    const { rulesError } = await import('./game-argument.ts');
    const failure = describeFailure(known) ?? describeFailure(rulesError(program.args.slice(1), error));
    if (!failure) throw error;
    process.stderr.write(`${failure.line}\n`);
    process.exitCode = failure.exitCode;
  }
}

/** Returns whether the help was printed; without a command, commander reports that as an error. */
function isAnswered({ code, exitCode }: CommanderError): boolean {
  return exitCode === 0 || code === 'commander.help';
}

function usageError(error: CommanderError): EndgameError {
  const [command] = process.argv.slice(2);
  const known = program.commands.some((each) => each.name() === command);
  const message = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  return new EndgameError('E_USAGE', message, `see "endgame ${known ? `${command} ` : ''}--help"`);
}
