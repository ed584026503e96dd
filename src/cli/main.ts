#!/usr/bin/env node
/** The `endgame` command. */

import { Command, CommanderError } from 'commander';
import { EndgameError } from '../game/errors.ts';
import { registerCheck } from './check.ts';
import { rulesError } from './game-argument.ts';
import { registerGames } from './games.ts';
import { registerGenerate } from './generate.ts';
import { describeFailure } from './options.ts';
import { registerMeasure } from './measure.ts';
import { registerPack } from './pack.ts';
import { registerPlan } from './plan.ts';
import { registerProfile } from './profile.ts';
import { registerSolve } from './solve.ts';
import { registerStudy } from './study.ts';
import { registerTables } from './tables.ts';
import { registerVerify } from './verify.ts';
import { VERSION } from '../text/version.ts';

const program = new Command('endgame')
  .description('Exact answers for board-game endgames: generate tables, solve with or without them, measure.')
  .version(VERSION, '--version')
  .configureHelp({ sortSubcommands: false })
  // Errors of the command line are reported below like all others, in one line.
  .configureOutput({ outputError: () => undefined })
  .exitOverride();
for (const register of [
  registerGames,
  registerCheck,
  registerGenerate,
  registerVerify,
  registerTables,
  registerPack,
  registerSolve,
  registerProfile,
  registerMeasure,
  registerPlan,
  registerStudy,
])
  register(program);

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
