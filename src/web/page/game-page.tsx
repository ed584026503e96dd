import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { loadGame } from '../../../games/loaders.ts';
import { isEndgameError } from '../../game/errors.ts';
import type { Game } from '../../game/index.ts';
import type { BudgetData } from '../data.ts';
import { GameView } from './game-view.tsx';
import { Questions } from './questions.ts';
import type { GameRoute } from './route.ts';
import { loadData } from './use-data.ts';

/** Games of which the site has tables. */
const WITH_TABLES: ReadonlySet<string> = new Set(['chess']);
/** Where the site has its tables. */
const TABLES = new URL('tables/', document.baseURI).href;

/** The page of a game, once its rules are loaded. */
export function GamePage({ route }: { readonly route: GameRoute }): VNode {
  const [game, setGame] = useState<Game>();
  const [budget, setBudget] = useState<BudgetData>();
  const [failure, setFailure] = useState('');
  const questions = useMemo(() => new Questions(), []);
  useEffect(() => {
    questions.prepare(route.game, WITH_TABLES.has(route.game) ? TABLES : undefined);
    return () => questions.close();
  }, [questions, route.game]);
  useEffect(() => {
    const data = WITH_TABLES.has(route.game) ? loadData<BudgetData>(route.game) : Promise.resolve(undefined);
    Promise.all([loadGame(route.game), data]).then(
      ([rules, tables]) => {
        setBudget(tables);
        setGame(rules);
      },
      (error: unknown) => setFailure(isEndgameError(error) ? `${error.message}: ${error.hint}` : String(error)),
    );
  }, [route.game]);
  if (failure !== '') {
    return (
      <main>
        <p role="alert">{failure}</p>
        <p>
          <a href="#/">All games</a>
        </p>
      </main>
    );
  }
  return game === undefined ? (
    <main aria-busy="true" />
  ) : (
    <GameView game={game} route={route} questions={questions} base={TABLES} budget={budget} />
  );
}
