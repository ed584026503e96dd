import type { Chapter } from '../../experiment.ts';
import { digits, formatBytes, formatCount, formatSeconds } from '../../../text/format.ts';
import { details, list, table } from '../../report/html.ts';
import { panelOf } from '../map/read.ts';
import type { RecordedData } from './measure.ts';

/** The chapter on recorded games. */
export const recordedChapter: Chapter = {
  content: (findings) => {
    const games = findings.of<RecordedData>('recorded');
    const rows = games.flatMap(rowsOf);
    return `
<p>These games take minutes each, so their figures are recorded. Each study solves and codes small tables of them again, and asks those that compute and the best mixture again (the quick study those that answer a session within a second):
every byte and answer must be that of the record.</p>
${table(rows, [
  { head: 'game', cell: ({ title }) => title, text: true },
  { head: 'contender', cell: ({ name }) => name, text: true },
  { head: 'tables', cell: ({ stored }) => formatBytes(stored) },
  { head: 'with program', cell: ({ bytes }) => formatBytes(bytes) },
  { head: 'a question', cell: ({ seconds }) => formatSeconds(seconds) },
])}
${details('The records, and what was measured again', list(games.map(provenance)))}
${details('Who is out', list(games.map(out)))}`;
  },
  limits: [
    'Tables are coded by the codecs of plans and by archives alone: arrays, brotli in blocks, pair grammars and paged trees.',
    'Questions are positions of games of random moves.',
    'Exploring the rules and making index spaces is in no session, as elsewhere in the study. Programs with tables need it and searches do not: in connect-four it takes as long as five to twenty sessions by search.',
    'Where the search of lines answers, no generator is entered: it would be neither shorter nor quicker.',
    'Coders that learn are tried where the largest table has at most a million cells, and the verifier recomputes at most five million values.',
  ],
};

interface Row {
  readonly title: string;
  readonly name: string;
  readonly stored: number;
  readonly bytes: number;
  readonly seconds: number;
}

function rowsOf({ data }: RecordedData): Row[] {
  const title = panelOf(data)?.title ?? data.title;
  return [...data.contenders]
    .sort((a, b) => a.bytes - b.bytes)
    .map(({ name, stored, bytes, session }) => ({ title, name, stored, bytes, seconds: session.mean }));
}

function provenance({ data, recorded, made, asked }: RecordedData): string {
  const { seconds, machine, date, code, command } = recorded;
  const again = asked.map(
    ({ name, answers, ratio }) => `${name} (${answers} answers, ${digits(ratio)} times the seconds)`,
  );
  return `${data.title}: ${formatCount(data.positions)} positions, ${formatCount(data.verified)} of them verified, in ${seconds.toFixed(0)} CPU seconds on ${machine}, ${date.slice(0, 16).replace('T', ' ')} UTC, code ${code}, by "${command}". Made again: tables ${made.join(', ')}. Asked again: ${again.join('; ')}.`;
}

function out({ data: { title, excluded } }: RecordedData): string {
  return `${title}: ${excluded.map(({ name, why }) => `${name} (${why})`).join('; ')}`;
}
