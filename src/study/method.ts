/** What the report says about itself: how figures were got, and what follows from them. Plain sentences. */

import { DIRECT_SECONDS } from './direct.ts';
import { hullOf } from './plot.ts';
import { formatSeconds, formatSize } from './terminal.ts';
import type { GameStudy } from './types.ts';

/** What the figures of this run support and what they leave open. */
export function claims(studies: readonly GameStudy[]): string[] {
  const found = studies.map((study) => {
    const hull = hullOf(study.contenders);
    const first = hull[0];
    const last = hull.at(-1)!;
    const middle = hull.slice(1, -1).map((c) => c.name);
    const ends =
      hull.length === 1
        ? `${first.name} has both the fewest bytes and the shortest time`
        : `from ${first.name} (${formatSize(first.bytes)}, ${formatSeconds(first.timing.mean)} a question) to ${last.name} (${formatSize(last.bytes)}, ${formatSeconds(last.timing.mean)})`;
    const between =
      hull.length === 1 ? '' : middle.length > 0 ? `; between them ${middle.join(', ')}` : '; nothing between them';
    return `${study.title}: on the hull ${ends}${between}.`;
  });
  return [
    ...found,
    'This is a first study of small endgames. It shows the trade for these tables, these weights and this machine; it says nothing about larger endgames, where solving grows faster than the time of a lookup.',
    'The hybrids are chosen by a greedy rule. The exact planner is not built yet, so a better choice at the same bytes may exist; what is shown is an upper bound of the cost of a hybrid.',
    'Every solved answer here solves whole slices with the general engine. A faster engine, or one that stops when a single position is settled, moves the computing contenders down.',
    'Compression is one codec on blocks for random access. Stronger whole-file compressors and learned representations have not been tried, so compressed lookup may still lose bytes.',
    'A question is one position asked alone. Questions of a whole game share their slices, and a computing contender then pays only once; that is not measured here.',
  ];
}

/** How each figure was got. */
export function method(studies: readonly GameStudy[]): string[] {
  const packages = [...new Set(studies.flatMap((study) => study.contenders.flatMap((c) => c.code.packages)))].sort();
  return [
    'Exactness comes first: every slice is solved anew and compared with its table at every legal position; every lookup contender is compared at up to 500 positions of each class asked, the solvers at 100 positions of each class that is answered end to end. A difference stops the study with E_VALUE_WRONG.',
    'Weights: a question falls into a class by its weight; within a class positions are uniform up to symmetry, positions in which the game is over left out (the rules answer these).',
    'Raw lookup: one byte (two where a slice has more than 256 different values) for every index, holes included, and a palette of values. Warm: a probe of the array, ranking included. Cold: open the file, read one cell, close it.',
    'Compressed lookup: the table files as generated. Warm: all blocks asked for are decoded in memory. Cold: no table is open; open it, read header and block index, read and decode one block. The list of files in the directory is known. Files are in the page cache of the system in both states, so no disk is timed.',
    'Pure computation: no tables. A cold answer solves the slice and everything below it. Hybrid: a kept table is a cold lookup; any other slice is solved, with kept tables loaded for what lies below.',
    `Cold answers of the solvers are measured end to end (median of 3, one if it takes over a second) if the sum of their parts is at most ${DIRECT_SECONDS} s; otherwise they are that sum: each slice solved with its successors at hand (median of 5 if under 0.3 s, else one run) plus loading the kept tables. The tables “sums of parts against answers measured” show how well sums hold.`,
    'Cold means no values in memory. The program runs already and the rules have been specialised, so the start of the process and just-in-time compilation are not counted.',
    'For lookups the samples are questions; the mean of a warm lookup is the median of 7 passes over them; median and maximum come from single timings, which include the clock (about 0.05 µs) and whatever else the machine did. For solvers the samples are classes, and median and maximum are over classes by weight.',
    'Hybrids keep, at 1/64, 1/16, 1/4 and 1/2 of the bytes of all tables, what a greedy rule chooses: again and again the table that fits and saves most expected seconds per byte, counting what it saves for the classes above it too, and counting a table below as available only if it is kept. Budgets that keep nothing, everything or the same tables as another are left out.',
    'Positions solved per question are counted, not timed: they are the same on every machine.',
    `Code bytes are approximate: brotli at quality 11 over the modules that the contender imports (rules, ranking, and engine or table reader as needed), as the compiler emits them, comments and long names included, not minified. Modules used only in part count in full. Not counted: the JavaScript runtime and these packages: ${packages.join(', ') || 'none'}.`,
    'The machine may have been shared with other work while this ran; times are wall clock.',
  ];
}
