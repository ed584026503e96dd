import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { formatBytes } from '../../text/format.ts';
import type { ListedTable } from '../data.ts';
import { memo } from './memo.ts';

interface BarsProps {
  readonly tables: readonly ListedTable[];
  /** Names of those that are kept. */
  readonly kept: readonly string[];
  /** The table of the position on the board. */
  readonly current: string | undefined;
}

const WIDTH = 560;
const HEIGHT = 92;
const FLOOR = 76;
/** Bytes of a bar without height. */
const LEAST = 50;

/** A bar for each table, as high as the power of its bytes; those that are kept are filled. */
export const KeptBars = memo(Bars);

function Bars({ tables, kept, current }: BarsProps): VNode {
  const sorted = useMemo(() => [...tables].sort((a, b) => a.bytes - b.bytes), [tables]);
  const keeps = useMemo(() => new Set(kept), [kept]);
  const bars = useMemo(() => sorted.map((_, i) => bar(sorted, i, keeps, '')), [sorted, keeps]);
  const marked = sorted.findIndex(({ table }) => table === current);
  const step = WIDTH / sorted.length;
  return (
    <svg
      class="bars"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${kept.length} of ${tables.length} tables are kept${
        current === undefined || marked < 0 ? '' : `; ${current} is ${keeps.has(current) ? '' : 'not '}among them`
      }`}
    >
      {bars}
      {marked >= 0 && bar(sorted, marked, keeps, ' current')}
      {marked >= 0 && (
        <text x={Math.min(WIDTH - 60, Math.max(60, (marked + 0.5) * step))} y={HEIGHT - 2} text-anchor="middle">
          {current}, {formatBytes(sorted[marked].bytes)}
        </text>
      )}
    </svg>
  );
}

function bar(sorted: readonly ListedTable[], i: number, kept: ReadonlySet<string>, more: string): VNode {
  const { table, bytes } = sorted[i];
  const step = WIDTH / sorted.length;
  const most = Math.log(sorted.at(-1)!.bytes / LEAST);
  const height = Math.max(2, (FLOOR * Math.log(bytes / LEAST)) / most);
  return (
    <rect
      key={`${table}${more}`}
      class={`${kept.has(table) ? 'kept' : 'left'}${more}`}
      x={i * step}
      y={FLOOR - height}
      width={step - 0.8}
      height={height}
    >
      <title>{`${table}, ${formatBytes(bytes)}`}</title>
    </rect>
  );
}
