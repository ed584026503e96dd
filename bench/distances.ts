/**
 * `npm run bench:distances -- DIR [CLASS...]`: bytes of tables of distances in chess by trees, by pairs and by blocks of brotli, and the CPU
 * seconds that each takes to encode. Every cell is read back. These commands make such a directory:
 *
 *   endgame generate chess KRvK KQvKR --metric dtm --dir DIR
 *   endgame generate chess KRvK KQvKR --metric dtz --dir DIR
 *
 * With classes only these are encoded, else all that are there. A line of JSON for each goes to stderr as soon as it is known.
 */

import './one-line.ts';
import { chess } from '../games/chess.ts';
import { specialize } from '../src/specialize/index.ts';
import { encodeAs, learn } from '../src/make/index.ts';
import { parseRepresentation, TableStore } from '../src/table/index.ts';
import { TextTable } from '../src/text/text-table.ts';

const CODERS = ['forest', 'pairs', 'brotli'] as const;
/** What is kept, by metric. A table of plies to zeroing always keeps both sides. */
const KEPT = { dtm: ['dtm', 'dtm-one-side'], dtz: ['dtz'] } as const;

const [directory, ...classes] = process.argv.slice(2);
if (directory === undefined) throw new Error('name a directory of tables: npm run bench:distances -- DIR [CLASS...]');
const specialization = specialize(chess);
const store = TableStore.open(directory);
const table = new TextTable({
  head: [
    'class',
    'kept',
    'positions',
    ...CODERS.map((coder) => `${coder}, bytes`),
    'trees / pairs',
    ...CODERS.map((coder) => `${coder}, CPU s`),
  ],
  colAligns: ['left', 'left'],
});
for (const metric of ['dtz', 'dtm'] as const) {
  const stored = store.list(chess.id, metric).map((entry) => entry.table);
  for (const name of classes.length > 0 ? classes.filter((each) => stored.includes(each)) : stored) {
    const known = await learn(specialization, name, metric, store, () => 1);
    const { positions } = known.statistics;
    for (const kept of KEPT[metric]) {
      const representation = parseRepresentation(kept, chess.domain.name);
      const encoded = CODERS.map((codec) => {
        const since = process.cpuUsage();
        const { bytes } = encodeAs(known, { representation, codec });
        const { user, system } = process.cpuUsage(since);
        return { bytes, seconds: (user + system) / 1e6 };
      });
      const [trees, pairs] = encoded;
      const row = [
        name,
        kept,
        String(positions),
        ...encoded.map(({ bytes }) => String(bytes)),
        (trees.bytes / pairs.bytes).toFixed(3),
        ...encoded.map(({ seconds }) => seconds.toFixed(1)),
      ];
      process.stderr.write(`${JSON.stringify(row)}\n`);
      table.push(row);
    }
  }
}
process.stdout.write(`${table.toString()}\n`);
store.close();
