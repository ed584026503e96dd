import type { VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import {
  boardMoves,
  chooseByClicks,
  type ClickMove,
  clickMoves,
  drawBoard,
  layoutOf,
  type ReadClicks,
  readClicks,
  sideNames,
  spotBeside,
  type LegalSteps,
} from '../../board/index.ts';
import type { Game, Position } from '../../game/index.ts';
import { toneOf } from '../../ship/player/tone.ts';
import type { MoveAnswer } from '../../solve/answer.ts';
import { memo } from './memo.ts';

interface BoardProps {
  readonly game: Game;
  readonly standing: LegalSteps;
  /** The position before it, whose differences are marked. */
  readonly previous?: Position | undefined;
  readonly isFlipped: boolean;
  /** What is known of the moves, best first: spots show what they lead to. */
  readonly moves: readonly MoveAnswer[];
  /** A move to show, by its name. */
  readonly hovered?: string | undefined;
  readonly onMove: (move: string) => void;
}

const NO_CELLS: readonly number[] = [];

const ARROWS: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The board, which one plays on by clicks or keys. */
export const ClickableBoard = memo(Board);

function Board({ game, standing, previous, isFlipped, moves, hovered, onMove }: BoardProps): VNode {
  const { position } = standing;
  const layout = useMemo(() => layoutOf(game), [game]);
  const sides = useMemo(() => sideNames(game), [game]);
  const legal = useMemo(() => boardMoves(game, position), [game, position]);
  const clicks = useMemo(() => clickMoves(game, layout, position.turn, legal), [game, layout, position, legal]);
  const [clicked, setClicked] = useState<{ readonly on: Position; readonly cells: readonly number[] }>();
  const [focus, setFocus] = useState(layout.spots[0].cell);
  const element = useRef<HTMLDivElement>(null);

  const cells = clicked?.on === position ? clicked.cells : NO_CELLS;
  const read = useMemo(() => readClicks(game, layout, position, cells), [game, layout, position, cells]);
  const { choice } = read;
  const marks = useMemo(() => marksOf(clicks, read, moves), [clicks, read, moves]);
  const shown = legal.find(({ name }) => name === hovered);
  const last =
    shown?.changes.map(({ cell }) => cell) ?? (previous === undefined ? [] : differences(previous, position));
  const svg = drawBoard(game, layout, position, sides, {
    isFlipped,
    last,
    chosen: read.clicked,
    clickable: choice.spots,
    focus,
    marks,
  });

  const click = (cell: number): void => {
    setFocus(cell);
    const next = readClicks(game, layout, position, [...read.clicked, cell]);
    if (next.choice.move === undefined) setClicked({ on: position, cells: next.clicked });
    else onMove(next.choice.move);
  };
  const spotOf = (target: EventTarget | null): number | undefined => {
    const spot = (target as Element | null)?.closest('[data-spot]')?.getAttribute('data-spot');
    return spot === undefined || spot === null ? undefined : Number(spot);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const cell = spotOf(event.target);
    if (cell === undefined) return;
    if (event.key in ARROWS) {
      const [dx, dy] = ARROWS[event.key];
      setFocus(spotBeside(layout, cell, dx, dy, isFlipped));
    } else if (event.key === 'Enter' || event.key === ' ') click(cell);
    else if (event.key === 'Escape') setClicked(undefined);
    else return;
    event.preventDefault();
  };
  // A drawing replaces the one before it, and with it the spot that had the focus.
  const hadFocus = element.current?.contains(document.activeElement) === true;
  useLayoutEffect(() => {
    if (hadFocus) element.current?.querySelector<SVGElement>(`[data-spot="${focus}"]`)?.focus();
  });

  return (
    <>
      <div
        ref={element}
        class="board-frame"
        onClick={({ target }) => {
          const cell = spotOf(target);
          if (cell !== undefined) click(cell);
        }}
        onKeyDown={onKeyDown}
        // The toolkit's own drawing, in which every text is escaped.
        dangerouslySetInnerHTML={{ __html: svg }}
      />
      {choice.offers.length > 0 && (
        <ul class="offers" aria-label="Moves to choose from">
          {choice.offers.map((name) => (
            <li key={name}>
              <button type="button" onClick={() => onMove(name)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Returns the tone of the best move that each spot to click leads to. */
function marksOf(
  clicks: readonly ClickMove[],
  { clicked, choice }: ReadClicks,
  moves: readonly MoveAnswer[],
): ReadonlyMap<number, string> {
  const ranks = new Map(moves.map((move, rank) => [move.move, { move, rank }]));
  return new Map(
    choice.spots.flatMap((spot) => {
      const known = chooseByClicks(clicks, [...clicked, spot]).moves.flatMap((name) => ranks.get(name) ?? []);
      if (known.length === 0) return [];
      const best = known.reduce((a, b) => (b.rank < a.rank ? b : a));
      return [[spot, toneOf(best.move)] as const];
    }),
  );
}

function differences(a: Position, b: Position): number[] {
  return [...b.cells.keys()].filter((cell) => a.cells[cell] !== b.cells[cell]);
}
