#!/usr/bin/env node
/** The `endgame` command. */

import { Command, CommanderError } from 'commander';
import { EndgameError } from '../game/errors.ts';
import { SUBCOMMANDS } from './commands.ts';
import { describeFailure } from './options.ts';
import { guardOutput } from './output.ts';
import { hideProgress } from './progress.ts';
import { VERSION } from '../text/version.ts';

const EXIT_CODES = `
Exit codes: 0 everything was done; 1 something failed, and a line says what; 2 the command line makes no sense.
Examples: endgame <command> --help.`;

guardOutput();
const program = new Command('endgame')
  .description('Exact answers for board-game endgames: generate tables, solve with or without them, measure.')
  .version(VERSION, '--version')
  .configureHelp({ sortSubcommands: false })
  .addHelpText('after', EXIT_CODES)
  // Errors of the command line are reported below like all others, in one line.
  .configureOutput({ outputError: () => undefined })
  .exitOverride();
const words = process.argv.slice(2);
/** The command that is run, or whose help is asked. */
const named = words[0] === 'help' ? words[1] : words[0];
for (const { name, description, examples, load } of SUBCOMMANDS) {
  const command = program.command(name).description(description);
  // The help of all commands needs none of them.
  if (name !== named) continue;
  (await load())(command);
  command.option('-q, --quiet', 'show no progress').on('option:quiet', hideProgress);
  command.addHelpText('after', ['', 'Examples:', ...examples.map((line) => `  $ endgame ${line}`)].join('\n'));
}

try {
  if (words[0] === 'help' && named !== undefined && !SUBCOMMANDS.some(({ name }) => name === named)) {
    throw new EndgameError('E_USAGE', `unknown command '${named}'`, 'see "endgame --help"');
  }
  await program.parseAsync(process.argv.map(positional));
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

/** Returns the word so that a position which begins with dashes is no option: its blank is left out when it is read. */
function positional(word: string): string {
  return word.startsWith('-') && !/^(?:-|--|-[a-zA-Z]|--[a-z][a-z-]*(?:=.*)?)$/s.test(word) ? ` ${word}` : word;
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
