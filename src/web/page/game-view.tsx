import type { VNode } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { legalSteps, sideNames } from '../../board/index.ts';
import { isEndgameError } from '../../game/errors.ts';
import type { Game } from '../../game/index.ts';
import type { MoveAnswer } from '../../solve/answer.ts';
import type { BudgetData } from '../data.ts';
import { BudgetPanel } from './budget-panel.tsx';
import { ClickableBoard } from './clickable-board.tsx';
import { Editor, isEditable } from './editor.tsx';
import { FilesPanel } from './files-panel.tsx';
import { Later } from './later.tsx';
import { MoveList } from './move-list.tsx';
import { OriginPanel } from './origin-panel.tsx';
import type { KnownSoFar, Questions } from './questions.ts';
import { formatRoute, type GameRoute } from './route.ts';
import { WorthPanel } from './worth-panel.tsx';

/** Positions that were played, and which of them is shown: taking back keeps those behind it. */
interface Played {
  readonly positions: readonly string[];
  readonly at: number;
}

interface GameProps {
  readonly game: Game;
  readonly route: GameRoute;
  readonly questions: Questions;
  /** Address of the site's tables. */
  readonly base: string;
  /** The tables that the site has of the game. */
  readonly budget?: BudgetData | undefined;
}

/** A game on its board, with everything that is known of the position. */
export function GameView({ game, route, questions, base, budget }: GameProps): VNode {
  const begin = game.example ?? game.initial;
  const [played, setPlayed] = useState<Played>({ positions: [route.position ?? begin], at: 0 });
  const [isFlipped, setFlipped] = useState(route.isFlipped === true);
  const [isBrief, setBrief] = useState(route.isBrief === true);
  const [isEditing, setEditing] = useState(false);
  const [asked, setAsked] = useState(0);
  const [known, setKnown] = useState<KnownSoFar>();
  const [hovered, setHovered] = useState<string>();
  const [rung, setRung] = useState(() => rungOf(budget, route.bytes));
  const text = played.positions[played.at];
  const { standing, mistake } = useMemo(() => read(game, text), [game, text]);
  const position = standing === undefined ? undefined : game.format(standing.position, standing.clock);
  const sides = useMemo(() => sideNames(game), [game]);

  // These stay the same functions, so that panels are not drawn again for them.
  const show = useCallback((next: string): void => {
    setEditing(false);
    setPlayed(({ positions, at }) => ({ positions: [...positions.slice(0, at + 1), next], at: at + 1 }));
  }, []);
  const go = (at: number): void => setPlayed(({ positions }) => ({ positions, at }));
  const after = useCallback(
    (move: string): void => show(standing!.steps.find((step) => step.move === move)!.position),
    [standing, show],
  );
  const cancel = useCallback(() => questions.cancel(), [questions]);
  const askAgain = useCallback(() => setAsked((times) => times + 1), []);

  useEffect(() => {
    document.title = `${game.title} – endgame-lab explorer`;
  }, [game]);
  useEffect(() => {
    if (position === undefined) return;
    const tables = budget === undefined ? {} : { tables: { base, kept: budget.rungs[rung].kept } };
    questions.ask({ kind: 'ask', game: game.id, position, isBrief, ...tables }, setKnown);
  }, [game, position, questions, base, budget, rung, isBrief, asked]);
  useEffect(() => {
    const address = formatRoute({
      page: 'game',
      game: game.id,
      ...(text === begin ? {} : { position: position ?? text }),
      ...(isFlipped ? { isFlipped } : {}),
      ...(isBrief ? { isBrief } : {}),
      ...(budget === undefined || rung === budget.rungs.length - 1 ? {} : { bytes: budget.rungs[rung].budget }),
    });
    history.replaceState(null, '', address);
  }, [game, text, begin, position, isFlipped, isBrief, budget, rung]);
  // Somebody followed a link to another position of the game.
  useEffect(() => {
    if (route.position !== undefined && route.position !== position) show(route.position);
  }, [route]);

  const isCurrent = known !== undefined && known.asked === position;
  const ranked = (isCurrent ? (known.answer?.moves ?? known.ranked) : undefined) ?? NO_MOVES;
  const before = played.at > 0 ? played.positions[played.at - 1] : undefined;
  const previous = useMemo(() => (before === undefined ? undefined : read(game, before).standing), [game, before]);
  const files = useMemo(() => budget && { base, kept: budget.rungs.at(-1)!.kept }, [base, budget]);
  return (
    <main class="game">
      <h1>{game.title}</h1>
      <section class="play" aria-label="Board">
        {isEditing && standing !== undefined ? (
          <Editor
            game={game}
            from={standing.position}
            isFlipped={isFlipped}
            onDone={show}
            onCancel={() => setEditing(false)}
          />
        ) : (
          standing !== undefined && (
            <ClickableBoard
              game={game}
              standing={standing}
              previous={previous?.position}
              isFlipped={isFlipped}
              moves={ranked}
              hovered={hovered}
              onMove={after}
            />
          )
        )}
        <div class="tools" role="toolbar" aria-label="Game">
          <button type="button" disabled={played.at === 0} onClick={() => go(played.at - 1)}>
            Take back
          </button>
          <button type="button" disabled={played.at + 1 >= played.positions.length} onClick={() => go(played.at + 1)}>
            Forward
          </button>
          <button type="button" aria-pressed={isFlipped} onClick={() => setFlipped(!isFlipped)}>
            Flip
          </button>
          {isEditable(game) && (
            <button
              type="button"
              aria-pressed={isEditing}
              disabled={standing === undefined}
              onClick={() => setEditing(!isEditing)}
            >
              Edit
            </button>
          )}
          <button type="button" disabled={text === begin} onClick={() => show(begin)}>
            Start
          </button>
        </div>
        <SetUp key={position ?? text} text={position ?? text} example={begin} onPosition={show} />
      </section>
      <section class="answers" aria-label="Answer">
        {mistake !== undefined && (
          <p class="mistake" role="alert">
            {mistake}
          </p>
        )}
        {standing !== undefined && (
          <>
            <WorthPanel
              known={isCurrent ? known : undefined}
              player={sides.names[standing.position.turn]}
              onCancel={cancel}
              onAgain={askAgain}
            />
            {game.chessmen !== undefined && (
              <label class="check">
                <input
                  type="checkbox"
                  checked={isBrief}
                  onChange={({ currentTarget }) => setBrief(currentTarget.checked)}
                />{' '}
                Who wins is enough, without distances
              </label>
            )}
            <MoveList
              game={game}
              standing={standing}
              ranked={ranked}
              isWorking={!isCurrent || known.isWorking}
              onMove={after}
              onHover={setHovered}
            />
            {isCurrent && known.answer !== undefined && <OriginPanel answer={known.answer} fetched={known.fetched} />}
          </>
        )}
      </section>
      {budget !== undefined && (
        <Later
          draw={() => (
            <BudgetPanel
              game={game.id}
              data={budget}
              base={base}
              rung={rung}
              onRung={setRung}
              position={position}
              table={isCurrent ? known.answer?.provenance.table : undefined}
            />
          )}
        />
      )}
      {files !== undefined && (
        <Later draw={() => <FilesPanel tables={files} position={plainOf(position)} onPosition={show} />} />
      )}
    </main>
  );
}

/** The moves before any is known. */
const NO_MOVES: readonly MoveAnswer[] = [];

/** Returns the step of the slider that keeps at most so many bytes; the last one by default. */
function rungOf(budget: BudgetData | undefined, bytes = Number.POSITIVE_INFINITY): number {
  return budget === undefined
    ? 0
    : Math.max(
        0,
        budget.rungs.findLastIndex((rung) => rung.budget <= bytes),
      );
}

/** Returns a position of chess without the counters that games in files are told without. */
function plainOf(position: string | undefined): string | undefined {
  return position?.replace(/ \d+ \d+$/, ' 0 1');
}

/** Reads a position of the address or of a player. */
function read(game: Game, text: string): { standing?: ReturnType<typeof legalSteps>; mistake?: string } {
  try {
    return { standing: legalSteps(game, text) };
  } catch (error) {
    if (isEndgameError(error)) return { mistake: `${error.message}: ${error.hint}` };
    throw error;
  }
}

interface SetUpProps {
  readonly text: string;
  readonly example: string;
  readonly onPosition: (text: string) => void;
}

/** The position as text, to read, to copy and to change. */
function SetUp({ text, example, onPosition }: SetUpProps): VNode {
  const [written, setWritten] = useState(text);
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <form
      class="set-up"
      onSubmit={(event) => {
        event.preventDefault();
        onPosition(written.trim());
      }}
    >
      <input
        aria-label="Position"
        value={written}
        placeholder={example}
        spellcheck={false}
        autocomplete="off"
        onInput={({ currentTarget }) => setWritten(currentTarget.value)}
      />
      <button type="submit">Set up</button>
      <button type="button" onClick={() => void copy()}>
        {isCopied ? 'Copied' : 'Copy link'}
      </button>
    </form>
  );
}
