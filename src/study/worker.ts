/** A process that measures its assignment (run.ts). */

import { failureOf } from './failure.ts';
import { type Assignment, type Report, work } from './run.ts';

function say(report: Report): void {
  process.send!(report);
}

process.once('message', (assignment: Assignment) => {
  work(assignment, say).then(
    () => process.exit(0),
    (error: Error) => {
      process.send!({ failed: failureOf(error) } satisfies Report, () => process.exit(1));
    },
  );
});
// the parent process has ended
process.once('disconnect', () => process.exit(1));
