import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { drawBoard, layoutOf, legalSteps, sideNames } from '../../board/index.ts';
import { glyphOf } from '../../board/glyphs.ts';
import { manName } from '../../board/sides.ts';
import { isEndgameError } from '../../game/errors.ts';
import { codeOf, EMPTY, type Game, Position, type Side } from '../../game/index.ts';

interface EditorProps {
  readonly game: Game;
  readonly from: Position;
  readonly isFlipped: boolean;
  readonly onDone: (text: string) => void;
  readonly onCancel: () => void;
}

/** Returns whether clicks can set up every position: men stand on spots, and none is held in hand. */
export function isEditable(game: Game): boolean {
  const { board, kinds } = game.schema;
  const spots = board.rows.flat().filter((cell) => cell >= 0).length;
  return spots === board.cells && kinds.every(({ reserve = 0 }) => reserve === 0);
}

/** Men to put on a board by clicks; seeds are added, one a click. */
export function Editor({ game, from, isFlipped, onDone, onCancel }: EditorProps): VNode {
  const { schema } = game;
  const isSeeds = schema.content === 'seeds';
  const layout = useMemo(() => layoutOf(game), [game]);
  const sides = useMemo(() => sideNames(game), [game]);
  const [cells, setCells] = useState<readonly number[]>([...from.cells]);
  const [turn, setTurn] = useState<Side>(from.turn);
  const [held, setHeld] = useState(isSeeds ? 1 : codeOf(schema, 0, 0));
  const [mistake, setMistake] = useState('');
  const p = positionOf(game, cells, turn);
  const svg = drawBoard(game, layout, p, sides, {
    isFlipped,
    clickable: layout.spots.map(({ cell }) => cell),
    focus: layout.spots[0].cell,
  });
  const put = (target: Element): void => {
    const spot = target.closest('[data-spot]')?.getAttribute('data-spot');
    if (spot === undefined || spot === null) return;
    const old = cells[Number(spot)];
    const content = isSeeds ? Math.max(0, old + held) : old === held ? EMPTY : held;
    setCells(cells.with(Number(spot), content));
    setMistake('');
  };
  const done = (): void => {
    try {
      const text = game.format(p);
      legalSteps(game, text);
      onDone(text);
    } catch (error) {
      if (!isEndgameError(error)) throw error;
      setMistake(`${error.message}: ${error.hint}`);
    }
  };
  const choices: readonly (readonly [content: number, name: string, glyph: string])[] = isSeeds
    ? [
        [1, 'Add a seed', ''],
        [-1, 'Take a seed', ''],
      ]
    : [
        ...([0, 1] as const).flatMap((side) =>
          schema.kinds.map((_, kind) => {
            const tone = side === sides.light ? 'a' : 'b';
            const glyph = `<svg class="board" viewBox="0 0 100 100"><g class="man ${tone}">${glyphOf(game, kind, side)}</g></svg>`;
            const man = schema.kinds.length > 1 || game.chessmen !== undefined ? ` ${manName(game, kind)}` : '';
            return [codeOf(schema, kind, side), `${sides.names[side]}${man}`, glyph] as const;
          }),
        ),
        [EMPTY, 'Empty', ''],
      ];
  return (
    <div class="editor">
      <div class="palette" role="radiogroup" aria-label="What a click puts down">
        {choices.map(([content, name, glyph]) => (
          <button
            key={name}
            type="button"
            role="radio"
            aria-checked={held === content}
            aria-label={name}
            title={name}
            onClick={() => setHeld(content)}
          >
            {/* The toolkit's own drawing. */}
            {glyph === '' ? name : <span dangerouslySetInnerHTML={{ __html: glyph }} />}
          </button>
        ))}
      </div>
      <div
        class="board-frame"
        onClick={({ target }) => put(target as Element)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          put(event.target as Element);
        }}
        dangerouslySetInnerHTML={{ __html: svg }}
      />
      {mistake !== '' && (
        <p class="mistake" role="alert">
          {mistake}
        </p>
      )}
      <div class="tools">
        <button type="button" onClick={() => setTurn(turn === 0 ? 1 : 0)}>
          {sides.names[turn]} to move
        </button>
        <button type="button" onClick={() => setCells(cells.map(() => EMPTY))}>
          Clear
        </button>
        <button type="button" class="main" onClick={done}>
          Done
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </div>
  );
}

function positionOf({ schema }: Game, cells: readonly number[], turn: Side): Position {
  const p = new Position(schema);
  p.clear();
  for (const [cell, content] of cells.entries()) if (content !== EMPTY) p.set(cell, content);
  p.turn = turn;
  return p;
}
