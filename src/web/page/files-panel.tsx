import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatCount } from '../../text/format.ts';
import type { ReviewedPly, UsableTables } from '../desk/messages.ts';
import { memo } from './memo.ts';
import { type CountedGame, isMistake, type Review, Reviews } from './reviews.ts';

interface FilesProps {
  readonly tables: UsableTables;
  /** The position on the board. */
  readonly position: string | undefined;
  readonly onPosition: (fen: string) => void;
}

/** Most games that are shown: those with the most mistakes. */
const SHOWN = 100;
/** Most games that are added to those shown at a time. */
const ADDED = 3;
const WORDS = { '!': 'the only move', '?': 'loses half a point', '??': 'loses a whole point' } as const;

/** Games from files: the endings in them, mistakes marked; a click puts a position on the board. */
export const FilesPanel = memo(Files);

function Files({ tables, position, onPosition }: FilesProps): VNode {
  const reviews = useMemo(() => new Reviews(), []);
  const [review, setReview] = useState<Review>();
  const [isOver, setOver] = useState(false);
  const [room, setRoom] = useState(ADDED);
  useEffect(() => () => reviews.close(), [reviews]);
  const open = (file: File | undefined): void => {
    if (file === undefined) return;
    setRoom(ADDED);
    reviews.open(file, tables, setReview);
  };
  const worst = useMemo(
    () => [...(review?.games ?? [])].sort((a, b) => b.mistakes - a.mistakes || a.number - b.number).slice(0, SHOWN),
    [review?.games],
  );
  const isFull = room >= worst.length;
  useEffect(() => {
    if (isFull) return undefined;
    const timer = setTimeout(() => setRoom(room + ADDED));
    return () => clearTimeout(timer);
  }, [room, isFull]);
  return (
    <section class="files" aria-label="Games from a file">
      <h2>Games from a file</h2>
      <label
        class={`drop ${isOver ? 'over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          open(event.dataTransfer?.files[0]);
        }}
      >
        <span>Drop a PGN file here, or choose one. Its endings of up to five men are found, and mistakes marked.</span>
        <input
          type="file"
          accept=".pgn,.gz,application/x-chess-pgn"
          onChange={({ currentTarget }) => open(currentTarget.files?.[0])}
        />
      </label>
      {review !== undefined && (
        <p role="status">
          {review.failure ?? said(review)}{' '}
          {review.isWorking && <progress aria-label="Progress" max="1" value={review.share} />}
        </p>
      )}
      <ul class="reviewed">
        {worst.slice(0, room).map((game) => (
          <GameRow
            key={game.number}
            game={game}
            shown={game.plies.some(({ fen }) => fen === position) ? position : undefined}
            onPosition={onPosition}
          />
        ))}
      </ul>
      {(review?.problems ?? []).slice(0, 5).map((problem) => (
        <p key={problem} class="soft small">
          skipped {problem}
        </p>
      ))}
    </section>
  );
}

interface RowProps {
  readonly game: CountedGame;
  /** The position on the board, if it is one of the game. */
  readonly shown: string | undefined;
  readonly onPosition: (fen: string) => void;
}

const GameRow = memo(({ game, shown, onPosition }: RowProps) => (
  <li>
    <h3>
      {game.players[0]} – {game.players[1]} <span class="count">game {game.number}</span>
    </h3>
    <p class="plies">
      {game.plies.map((ply, i) => (
        <PlyButton key={i} ply={ply} isShown={ply.fen === shown} onPosition={onPosition} />
      ))}
    </p>
  </li>
));

interface PlyProps {
  readonly ply: ReviewedPly;
  readonly isShown: boolean;
  readonly onPosition: (fen: string) => void;
}

/** A move of an ending; the dot says who wins after it. */
function PlyButton({ ply, isShown, onPosition }: PlyProps): VNode {
  const { fen, san, glyph, outcome } = ply;
  return (
    <button
      type="button"
      class={`ply ${isMistake(ply) ? 'slip' : ''}`}
      aria-pressed={isShown}
      title={glyph === undefined ? undefined : WORDS[glyph]}
      onClick={() => onPosition(fen)}
    >
      <i class={`dot ${outcome ?? ''}`} aria-hidden="true" />
      {san ?? 'begin'}
      {glyph ?? ''}
    </button>
  );
}

function said({ name, games, mistakes: slips, read, problems = [], isWorking }: Review): string {
  const found = `${formatCount(games.length)} with an ending, ${formatCount(slips)} ${slips === 1 ? 'mistake' : 'mistakes'}`;
  if (isWorking) return `${name}: ${found} so far`;
  const skipped = problems.length > 0 ? `, ${formatCount(problems.length)} skipped` : '';
  return `${name}: ${formatCount(read ?? 0)} ${read === 1 ? 'game' : 'games'}${skipped}; ${found}`;
}
