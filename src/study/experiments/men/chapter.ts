import type { Chapter } from '../../experiment.ts';
import { digits, formatBytes, formatCount, formatSeconds } from '../../../text/format.ts';
import { figure, paragraph, table } from '../../report/html.ts';
import { logAxis, marks, svg } from '../../report/chart.ts';
import { beyond, GROWTH, SYZYGY_BYTES } from '../../men/beyond.ts';
import { ROLE_LOOKS } from '../../report/map-chart.ts';
import { menPanels } from '../map/read.ts';
import type { NamedPanel } from '../../named-panel.ts';
import type { MenData } from './measure.ts';

/** The chapter on chess by outcomes. */
export const menChapter: Chapter = {
  content: (findings) => findings.of<MenData>('men').map(chapter).join(''),
  limits: [
    'Seconds are recorded: they were measured by the machine and code named above. The bytes of programs are those of now.',
    'Bytes of pair grammars and brotli are recorded costs, up to four men, and their seconds follow from single probes: rivals get the benefit. Syzygy’s files are in the verdict only where they were here and answered every question; elsewhere their sizes alone are known.',
    'Complete tables are charged a program that only reads trees, which is shorter than the solver that was timed: rivals get the benefit.',
    'Six and seven men are arithmetic: published sizes, and seconds and plans carried on from five men. They are in no verdict.',
  ],
};

function chapter(data: MenData): string {
  const { recorded, checked, syzygy } = data;
  const panels = menPanels(data);
  const answers = checked.reduce((sum, each) => sum + each.answers, 0);
  const ratios = checked.map(({ ratio }) => ratio);
  return `
<p>Questions are positions of recorded bullet games. Plans were made on other games, of masters. Every contender begins each game with nothing in memory.</p>
${paragraph(
  `Recorded: ${recorded.rounds} rounds on ${recorded.machine}, ${recorded.from.slice(0, 16).replace('T', ' ')} to ${recorded.to.slice(0, 16).replace('T', ' ')} UTC, code ${recorded.code.join(', ')}, by "npm run bench:men". Measured again now: ${formatCount(answers)} answers, all equal, in ${digits(Math.min(...ratios))} to ${digits(Math.max(...ratios))} times the recorded seconds.`,
)}
${figure(chart(panels.filter(({ game }) => game.startsWith('chess-5'))), 'At most five men: bytes against seconds a question. Colours as in the map.')}
${table(panels.flatMap(rowsOf), [
  { head: 'questions', cell: ({ title }) => title, text: true },
  { head: 'contender', cell: ({ name }) => name, text: true },
  { head: 'tables', cell: ({ stored }) => formatBytes(stored) },
  { head: 'with program', cell: ({ bytes }) => formatBytes(bytes) },
  { head: 'a question', cell: ({ seconds }) => formatSeconds(seconds) },
])}
<h3>Syzygy's files</h3>
${paragraph('Outcomes from the files that most programs use, by this toolkit’s reader, each session with nothing open. Sizes are published; seconds are of the classes whose files were at hand, and of no others.')}
${table(syzygy, [
  { head: 'at most', cell: ({ men }) => `${men} men`, text: true },
  { head: 'files, published', cell: ({ bytes }) => formatBytes(bytes) },
  { head: 'program', cell: ({ program }) => formatBytes(program) },
  { head: 'questions asked', cell: ({ asked, questions }) => `${asked} of ${questions}` },
  { head: 'a question', cell: ({ seconds }) => (seconds === undefined ? 'not measured' : formatSeconds(seconds)) },
  { head: 'in the verdict', cell: ({ asked, questions }) => (asked === questions ? 'yes' : 'no'), text: true },
])}
<h3>Six and seven men</h3>
${paragraph(`Files of outcomes take ${formatBytes(SYZYGY_BYTES.get(5)!)} with five men, ${formatBytes(SYZYGY_BYTES.get(6)!)} with six and ${formatBytes(SYZYGY_BYTES.get(7)!)} with seven, as published; trees here take a ninth with five. A question from nothing takes ${GROWTH.least} to ${GROWTH.most} times as long with each man, the former as measured from four to five, the latter as positions grow.`)}
${table(
  [6, 7].flatMap((men) =>
    panels.filter(({ game }) => game.startsWith('chess-5')).flatMap((panel) => rowsOf(beyond(panel, men as 6 | 7))),
  ),
  [
    { head: 'not measured', cell: ({ title }) => title, text: true },
    { head: 'contender', cell: ({ role }) => ROLE_LOOKS[role].name, text: true },
    { head: 'tables', cell: ({ stored }) => formatBytes(stored) },
    { head: 'a question', cell: ({ seconds }) => formatSeconds(seconds) },
  ],
)}`;
}

function rowsOf({ title, entrants, questions }: NamedPanel): {
  readonly title: string;
  readonly name: string;
  readonly role: keyof typeof ROLE_LOOKS;
  readonly stored: number;
  readonly bytes: number;
  readonly seconds: number;
}[] {
  const asked = questions.reduce((sum, each) => sum + each, 0);
  return entrants.map(({ name, role, stored, bytes, seconds }) => ({
    title,
    name,
    role,
    stored,
    bytes,
    seconds: seconds.flat().reduce((sum, each) => sum + each, 0) / (seconds.length * asked),
  }));
}

function chart(panels: readonly NamedPanel[]): string {
  const rows = panels.flatMap(rowsOf);
  const dots = rows.map(({ title, name, role, bytes, seconds }) => ({
    series: role,
    bytes,
    seconds,
    tip: `${title}: ${name}\n${formatBytes(bytes)}, ${formatSeconds(seconds)} a question`,
  }));
  const looks = new Map(
    Object.entries(ROLE_LOOKS).map(([role, { colour }], i) => [
      role,
      { colour, symbol: ['circle', 'square', 'triangle'][i], glyph: '' },
    ]),
  );
  return svg('chess, outcomes of at most five men: bytes against seconds a question', {
    width: 760,
    height: 340,
    x: logAxis(
      'bytes of program and tables →',
      dots.map(({ bytes }) => bytes),
      formatBytes,
    ),
    y: logAxis(
      '↑ seconds a question',
      dots.map(({ seconds }) => seconds),
      formatSeconds,
    ),
    marks: marks(dots, looks, { x: 'bytes', y: 'seconds' }),
  });
}
