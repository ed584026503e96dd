import type { VNode } from 'preact';
import { formatBytes } from '../../text/format.ts';
import type { ListedTable } from '../data.ts';

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
export function KeptBars({ tables, kept, current }: BarsProps): VNode {
  const sorted = [...tables].sort((a, b) => a.bytes - b.bytes);
  const most = Math.log(sorted.at(-1)!.bytes / LEAST);
  const step = WIDTH / sorted.length;
  const marked = sorted.findIndex(({ table }) => table === current);
  return (
    <svg
      class="bars"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${kept.length} of ${tables.length} tables are kept${
        current === undefined || marked < 0 ? '' : `; ${current} is ${kept.includes(current) ? '' : 'not '}among them`
      }`}
    >
      {sorted.map(({ table, bytes }, i) => {
        const height = Math.max(2, (FLOOR * Math.log(bytes / LEAST)) / most);
        const classes = [kept.includes(table) ? 'kept' : 'left', ...(i === marked ? ['current'] : [])];
        return (
          <rect
            key={table}
            class={classes.join(' ')}
            x={i * step}
            y={FLOOR - height}
            width={step - 0.8}
            height={height}
          >
            <title>{`${table}, ${formatBytes(bytes)}`}</title>
          </rect>
        );
      })}
      {marked >= 0 && (
        <text x={Math.min(WIDTH - 60, Math.max(60, (marked + 0.5) * step))} y={HEIGHT - 2} text-anchor="middle">
          {current}, {formatBytes(sorted[marked].bytes)}
        </text>
      )}
    </svg>
  );
}
