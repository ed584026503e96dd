import type { VNode } from 'preact';
import type { Answer, Bounded } from '../../solve/answer.ts';
import { sourceText } from '../../solve/answer-text.ts';
import { formatBytes, formatCount, formatSeconds } from '../../text/format.ts';
import { memo } from './memo.ts';

/** Most slices that are named. */
const MOST_NAMES = 8;

interface OriginProps {
  readonly answer: Answer | Bounded;
  /** Bytes that came over the network. */
  readonly fetched?: number | undefined;
}

/** Where an answer comes from and what it took. */
export const OriginPanel = memo(Origin);

function Origin({ answer, fetched = 0 }: OriginProps): VNode {
  const { provenance } = answer;
  const { table, fedBy = [], bytesRead, positionsExpanded, slicesSolved, ms, warnings } = provenance;
  const rows: readonly (readonly [name: string, said: string])[] = [
    ['from', sourceText(answer)],
    ...(table === '' ? [] : [['table', table] as const]),
    ...(slicesSolved.length > 0 ? [['solved', listed(slicesSolved)] as const] : []),
    ...(fedBy.length > 0 ? [['fed by', listed(fedBy)] as const] : []),
    ['bytes read', formatBytes(bytesRead)],
    ...(fetched > 0 ? [['fetched', formatBytes(fetched)] as const] : []),
    ['positions expanded', formatCount(positionsExpanded)],
    ['time', formatSeconds(ms / 1000)],
  ];
  return (
    <section class="provenance" data-fetched={fetched}>
      <h2>Where this comes from</h2>
      <dl>
        {rows.map(([name, said]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
      {warnings.map((warning) => (
        <p key={warning} class="mistake">
          {warning}; computed instead.
        </p>
      ))}
    </section>
  );
}

function listed(all: readonly string[]): string {
  const names = [...new Set(all)];
  const more = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
