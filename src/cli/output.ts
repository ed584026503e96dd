/** The standard streams of the command. */

import { fileFailure } from '../table/failure.ts';
import { describeFailure } from './options.ts';

/** Ends the command when its output can go nowhere: quietly if nobody reads it any more, else with one line. */
export function guardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that closes the pipe early (head) is no failure.
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`${describeFailure(fileFailure('writing the output', 'stdout', error))?.line}\n`);
    process.exit(1);
  });
  // Nobody can be told that messages are lost, but answers still go to stdout.
  process.stderr.on('error', () => undefined);
}
