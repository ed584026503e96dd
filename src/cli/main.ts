#!/usr/bin/env node
/** The `endgame` command. */

import { Command } from 'commander';
import { registerGames } from './games.ts';
import { registerGenerate } from './generate.ts';
import { describeFailure } from './options.ts';
import { registerProfile } from './profile.ts';
import { registerSolve } from './solve.ts';
import { registerStudy } from './study.ts';
import { registerTables } from './tables.ts';
import { registerVerify } from './verify.ts';

const program = new Command('endgame')
  .description('Exact answers for board-game endgames: generate tables, solve with or without them, measure.')
  .showHelpAfterError()
  .configureHelp({ sortSubcommands: false });
for (const register of [
  registerGames,
  registerGenerate,
  registerVerify,
  registerTables,
  registerSolve,
  registerProfile,
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
  const failure = describeFailure(error);
  if (!failure) throw error;
  process.stderr.write(`${failure.line}\n`);
  process.exitCode = failure.exitCode;
}
