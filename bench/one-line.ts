/** A benchmark that is asked wrongly, or lacks a file, says so in one line. Mistakes of the program keep their stack. */

import { isEndgameError } from '../src/game/index.ts';

process.on('uncaughtException', (error) => {
  // What is thrown on purpose, and what the file system says, is of no class of its own; only an unknown option is.
  const isOption = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  const isExpected = error.constructor === Error || isEndgameError(error) || isOption;
  const hint = isEndgameError(error) ? ` (${error.hint})` : '';
  console.error(isExpected ? `${error.message}${hint}` : error);
  process.exit(1);
});
