import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { worthText } from '../../solve/answer-text.ts';
import { formatBytes, formatCount, formatSeconds } from '../../text/format.ts';
import type { BudgetData } from '../data.ts';
import { BudgetChart } from './budget-chart.tsx';
import { budgetText } from './budget-text.ts';
import { KeptBars } from './kept-bars.tsx';
import { type MeasuredQuestion, Measurements } from './measurements.ts';
import { memo } from './memo.ts';

interface BudgetProps {
  readonly game: string;
  readonly data: BudgetData;
  /** Address of the tables. */
  readonly base: string;
  readonly rung: number;
  readonly onRung: (rung: number) => void;
  /** The position on the board, and the table that it belongs to, once that is known. */
  readonly position: string | undefined;
  readonly table: string | undefined;
}

/** Budgets that every question is asked at. */
const COMPARED = [0, 1e4, 1e6];

/** The byte budget: which tables it keeps, what questions cost by the plan, and what this one costs when it is really asked. */
export const BudgetPanel = memo(Budget);

function Budget({ game, data, base, rung, onRung, position, table }: BudgetProps): VNode {
  const { rungs, tables, questions, without, source } = data;
  const chosen = rungs[rung];
  const measuring = useMemo(() => new Measurements(), []);
  const [measured, setMeasured] = useState<readonly MeasuredQuestion[]>([]);
  const [isRunning, setRunning] = useState(false);
  const [isAlways, setAlways] = useState(false);
  const compared = rungs.filter((each, i) => COMPARED.includes(each.budget) || i === rungs.length - 1 || i === rung);

  const run = async (): Promise<void> => {
    if (position === undefined) return;
    setRunning(true);
    const isDone = await measuring.run(game, position, compared, base, (found) =>
      setMeasured((all) => [
        ...all.filter((each) => each.position !== found.position || each.budget !== found.budget),
        found,
      ]),
    );
    if (isDone) setRunning(false);
  };
  useEffect(() => () => measuring.close(), [measuring]);
  useEffect(() => {
    if (isAlways) void run();
  }, [position, isAlways]);

  const here = measured.filter((each) => each.position === position);
  const keptBytes = tables.reduce((sum, each) => sum + (chosen.kept.includes(each.table) ? each.bytes : 0), 0);
  return (
    <section class="budget" aria-label="Byte budget">
      <div>
        <h2>The byte budget</h2>
        <label class="slider">
          <span>Bytes of tables that answers may use</span>
          <input
            type="range"
            min="0"
            max={rungs.length - 1}
            value={rung}
            aria-valuetext={budgetText(chosen, data)}
            onInput={({ currentTarget }) => onRung(Number(currentTarget.value))}
          />
          <output>{budgetText(chosen, data)}</output>
        </label>
        <p>
          <b>{chosen.kept.length}</b> of {tables.length} tables are kept, <b>{formatBytes(keptBytes)}</b>. By the plan a
          question then costs <b>{formatSeconds(chosen.seconds)}</b> on average, and {formatSeconds(without)} with no
          table.
        </p>
        <KeptBars tables={tables} kept={chosen.kept} current={table} />
        <p class="soft small">
          The plan knows {formatCount(questions)} positions of games ({source}). The board above answers with these
          tables and no others; what they lack is computed.
        </p>
      </div>
      <div>
        <h2>This question, really asked</h2>
        <BudgetChart data={data} measured={measured} position={position} rung={rung} />
        <div class="tools">
          <button type="button" class="main" disabled={position === undefined || isRunning} onClick={() => void run()}>
            {isRunning ? 'Asking…' : 'Ask it at every budget'}
          </button>
          <label class="check">
            <input
              type="checkbox"
              checked={isAlways}
              onChange={({ currentTarget }) => setAlways(currentTarget.checked)}
            />{' '}
            and everything I play
          </label>
        </div>
        {here.length > 0 && <MeasuredTable data={data} measured={here} />}
        <p class="soft small">
          Who wins, and nothing else, asked of a solver that knows only these tables, in a worker of its own. The time
          includes fetching what is not here yet; the plan counts questions of a game that goes on, and no network.
        </p>
      </div>
    </section>
  );
}

/** What the question took at each budget, in numbers. */
function MeasuredTable({
  data,
  measured,
}: {
  readonly data: BudgetData;
  readonly measured: readonly MeasuredQuestion[];
}): VNode {
  return (
    <div class="scroll" role="region" aria-label="What the question took" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">budget</th>
            <th scope="col">answer</th>
            <th scope="col">from</th>
            <th scope="col">read</th>
            <th scope="col">fetched</th>
            <th scope="col">expanded</th>
            <th scope="col">time</th>
          </tr>
        </thead>
        <tbody>
          {data.rungs.flatMap((rung) => {
            const found = measured.find(({ budget }) => budget === rung.budget);
            if (found === undefined) return [];
            const { provenance } = found.answer;
            return [
              <tr key={rung.budget} data-budget={rung.budget}>
                <th scope="row">{budgetText(rung, data)}</th>
                <td>{worthText(found.answer)}</td>
                <td>{provenance.method ?? provenance.source}</td>
                <td>{formatBytes(provenance.bytesRead)}</td>
                <td data-fetched={found.fetched}>{formatBytes(found.fetched)}</td>
                <td>{formatCount(provenance.positionsExpanded)}</td>
                <td>{formatSeconds(provenance.ms / 1000)}</td>
              </tr>,
            ];
          })}
        </tbody>
      </table>
    </div>
  );
}
