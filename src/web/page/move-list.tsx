import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { LegalSteps } from '../../board/index.ts';
import type { Game } from '../../game/index.ts';
import { type Tone, toneOf } from '../../ship/player/tone.ts';
import type { MoveAnswer } from '../../solve/answer.ts';
import { worthText } from '../../solve/answer-text.ts';
import { memo } from './memo.ts';

interface MoveListProps {
  readonly game: Game;
  readonly standing: LegalSteps;
  /** Every move with what is known of it, best first; empty or absent until something is. */
  readonly ranked?: readonly MoveAnswer[] | undefined;
  /** Whether more may become known. */
  readonly isWorking: boolean;
  readonly onMove: (move: string) => void;
  readonly onHover: (move: string | undefined) => void;
}

const HEADS: Readonly<Record<Tone, string>> = {
  win: 'Winning',
  'cursed-win': 'Winning, but for the 50-move rule',
  draw: 'Drawing',
  'blessed-loss': 'Losing, but for the 50-move rule',
  loss: 'Losing',
  score: 'By score',
  unknown: 'Not known',
};

/** Every legal move, best first, in groups of one outcome; before they are known, in the order of the rules. */
export const MoveList = memo(DrawnMoves);

function DrawnMoves({ game, standing, ranked = [], isWorking, onMove, onHover }: MoveListProps): VNode {
  const plain = useMemo(() => unvalued(game, standing), [game, standing]);
  const isRanked = ranked.length > 0;
  const moves = isRanked ? ranked : plain;
  const groups: { tone: Tone; moves: MoveAnswer[] }[] = [];
  for (const move of moves) {
    const tone = toneOf(move);
    if (groups.at(-1)?.tone !== tone) groups.push({ tone, moves: [] });
    groups.at(-1)!.moves.push(move);
  }
  if (moves.length === 0) return <p class="soft">The game is over.</p>;
  return (
    <div class="moves" aria-busy={isWorking}>
      {groups.map(({ tone, moves: group }) => (
        <section key={tone} class={tone}>
          <h3>
            {isRanked ? HEADS[tone] : 'Moves'} <span class="count">{group.length}</span>
          </h3>
          <ul>
            {group.map((move) => (
              <li key={move.move}>
                <button
                  type="button"
                  class={`move ${tone}`}
                  onClick={() => onMove(move.move)}
                  onMouseEnter={() => onHover(move.move)}
                  onMouseLeave={() => onHover(undefined)}
                  onFocus={() => onHover(move.move)}
                  onBlur={() => onHover(undefined)}
                >
                  <b>{nameOf(move)}</b> {isRanked && <span class="unseen">{worthText(move)}</span>}
                  <span aria-hidden="true">{distanceText(move)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function unvalued(game: Game, { position, clock, steps }: LegalSteps): readonly MoveAnswer[] {
  const names = steps.map(({ move }) => move);
  const sans = game.annotate?.(game.format(position, clock), names);
  return names.map((move, i) => (sans === undefined ? { move } : { move, san: sans[i] }));
}

const nameOf = ({ san, move }: MoveAnswer): string => san ?? move;

/** Says what the group's name does not: plies, points, bounds. */
function distanceText(move: MoveAnswer): string {
  const { dtm, dtz, plies, score, outcome, outcome50, bounds, points, again } = move;
  const more = `${points === undefined ? '' : `, ${points} at once`}${again === true ? ', moves again' : ''}`;
  if (score !== undefined) return `${score > 0 ? '+' : score < 0 ? '−' : ''}${Math.abs(score)}${more}`;
  if (outcome === undefined && outcome50 === undefined) return bounds === undefined ? '' : worthText(move);
  if (outcome === 'draw') return more.slice(2);
  const far = dtm ?? plies;
  const zeroing = dtz === undefined || dtz === far ? '' : `zeroing ${dtz}`;
  return (
    [far === undefined ? '' : `${far} ${far === 1 ? 'ply' : 'plies'}`, zeroing]
      .filter((text) => text !== '')
      .join(', ') + more
  );
}
