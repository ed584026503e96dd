/** The worker of a shipped page: everything that takes time happens here, and the page draws what it is told. */

import { drawBoard, layoutOf, type LegalStep, readClicks, sideNames } from '../../board/index.ts';
import type { Game } from '../../game/contract.ts';
import { isAborted } from '../../game/errors.ts';
import type { Bounded, MoveAnswer, Worth } from '../../solve/answer.ts';
import { originText, worthText } from '../../solve/answer-text.ts';
import type { Ask, Drawn, LookAt, MoveChoice, ToPage, ToWorker } from './messages.ts';
import { DISTANCE_SECONDS, Player } from './player.ts';
import { type Tone, toneOf } from './tone.ts';

/** What a worker has of its page. */
export interface Port {
  addEventListener(name: 'message', listen: (event: { readonly data: ToWorker }) => void): void;
  postMessage(message: ToPage): void;
}

/** Milliseconds between two messages about progress. */
const PROGRESS_MS = 100;

/** Answers the page's questions about a game. */
export function answerPage(game: Game, port: Port): void {
  let player: Player | undefined;
  let asking = new AbortController();
  port.addEventListener('message', ({ data }) => {
    if (data.kind === 'begin') {
      player = new Player(game, data.tables);
      return;
    }
    if (data.kind === 'look') {
      port.postMessage(drawn(player!, data));
      return;
    }
    asking.abort();
    asking = new AbortController();
    void answer(player!, data, port, asking.signal);
  });
}

/** What is said before the answer is there. */
const EARLY = { isLast: false, isExact: true, origin: '' };

async function answer(
  player: Player,
  { id, position: text, brief }: Ask,
  port: Port,
  signal: AbortSignal,
): Promise<void> {
  const { game } = player;
  const tell = (message: ToPage): void => {
    if (!signal.aborted) port.postMessage(message);
  };
  let told = 0;
  try {
    const asked = text === '' ? (game.example ?? game.initial) : text;
    const { position, clock, steps } = player.steps(asked);
    const plain = steps.map((step): MoveChoice => ({ ...step, name: step.move, worth: '', tone: 'unknown' }));
    tell({ kind: 'seen', id, position: game.format(position, clock), moves: plain });
    const known = (worth: Worth | Bounded): { worth: string; tone: Tone } => ({
      worth: worthText(worth),
      tone: toneOf(worth),
    });
    const choices = (moves: readonly MoveAnswer[]): MoveChoice[] => moves.map((move) => moveChoice(move, steps));
    const found = await player.ask(asked, {
      moves: brief !== true,
      signal,
      distanceSeconds: brief ? 0 : DISTANCE_SECONDS,
      onOutcome: (worth) => tell({ kind: 'found', id, ...known(worth), ...EARLY, moves: [] }),
      onRanked: (worth, moves) => tell({ kind: 'found', id, ...known(worth), ...EARLY, moves: choices(moves) }),
      onProgress: ({ slice, phase, share }) => {
        const now = performance.now();
        if (now - told < PROGRESS_MS) return;
        told = now;
        tell({ kind: 'working', id, what: `${slice}: ${phase}`, share });
      },
    });
    const { exact: isExact } = found;
    tell({
      kind: 'found',
      id,
      ...known(found),
      isLast: true,
      isExact,
      moves: choices(found.moves),
      origin: originText(found),
    });
  } catch (error) {
    if (!isAborted(error))
      tell({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
}

/** Draws the board, and says what the clicks so far leave. */
function drawn(player: Player, { id, position: text, cells, isFlipped }: LookAt): Drawn {
  const { game } = player;
  const { position, steps } = player.steps(text);
  const layout = layoutOf(game);
  const { clicked, choice } = readClicks(game, layout, position, cells);
  const after = (name: string): string => steps.find(({ move }) => move === name)!.position;
  const view = { isFlipped, chosen: clicked, clickable: choice.spots };
  return {
    kind: 'drawn',
    id,
    svg: drawBoard(game, layout, position, sideNames(game), view),
    cells: clicked,
    offers: choice.offers.map((name) => ({ name, position: after(name) })),
    ...(choice.move === undefined ? {} : { next: after(choice.move) }),
  };
}

function moveChoice(move: MoveAnswer, steps: readonly LegalStep[]): MoveChoice {
  const { position } = steps.find((step) => step.move === move.move)!;
  return { position, name: move.san ?? move.move, worth: worthText(move), tone: toneOf(move) };
}
