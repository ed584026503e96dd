/**
 * `npm run bench:scale -- ID...`: records what a game costs that is too large for every study (tables/study/games/ID.json): every
 * contender of the study's frontier on the same sessions, and the bytes and seconds of every table. It takes minutes of one core.
 */

import './one-line.ts';
import { makeRecord, writeRecord } from '../src/study/recorded/index.ts';

for (const id of process.argv.slice(2)) {
  const { record, tables } = await makeRecord(id, (what) => {
    console.error(`${process.cpuUsage().user / 1e6} ${what}`);
  });
  writeRecord(record, tables);
  const bytes = record.slices
    .map(({ bytes: by }) => Math.min(...Object.values(by)))
    .reduce((sum, each) => sum + each, 0);
  console.log(`${id}: ${record.slices.length} tables, ${bytes} B at least, in ${record.seconds.toFixed(0)} s`);
}
