/** A benchmark that is asked wrongly, or lacks a file, says so in one line. Mistakes of the program keep their stack. */

import { isEndgameError } from '../src/game/index.ts';

process.on('uncaughtException', (error) => {
  // what is thrown on purpose, and what the file system says, is of no class of its own
  const isExpected = error.constructor === Error || isEndgameError(error) || 'code' in error;
  const hint = isEndgameError(error) ? ` (${error.hint})` : '';
  console.error(isExpected ? `${error.message}${hint}` : error);
  process.exit(1);
});
