import { chess } from '../../../games/chess.ts';
import { MOST_WITHOUT_GAME, PgnReader } from '../../../games/chess/pgn.ts';
import { Replay } from '../../../games/chess/replay.ts';
import { legalSteps } from '../../board/index.ts';
import { abortError, EndgameError } from '../../game/errors.ts';
import type { Outcome } from '../../game/value.ts';
import type { Appraisal } from '../../review/annotation.ts';
import { type Appraiser, judgeMove } from '../../review/judge.ts';
import { type PlayedPosition, PlayedGames } from '../../review/played-games.ts';
import type { FromDesk, ReviewedPly, ReviewFile } from './messages.ts';

/** Most men of a position that is valued. */
const MEN = 5;
const GZIP = [0x1f, 0x8b] as const;

/**
 * Finds the endings in a file of chess games, plain or packed by gzip, and judges their moves.
 * @throws EndgameError E_FILE if no game ends in 16 MiB, E_ABORTED if the signal fires
 */
export async function reviewFile(
  { id, file }: ReviewFile,
  appraiser: Appraiser,
  signal: AbortSignal,
  tell: (reply: FromDesk) => void,
): Promise<void> {
  const games = new PlayedGames(MEN);
  const reader = new PgnReader(new Replay(chess.schema, games));
  let read = 0;
  let number = 0;
  const takeAll = async (): Promise<void> => {
    for (const { players, places } of games.done.splice(0)) {
      number++;
      const plies = await reviewed(places, appraiser);
      if (plies.length > 0) tell({ kind: 'reviewed', id, game: { number, players, plies } });
      tell({ kind: 'progress', id, what: `game ${number}`, share: file.size === 0 ? 1 : read / file.size });
    }
  };
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      read += chunk.length;
      controller.enqueue(chunk);
    },
  });
  const bytes = (await unpackerOf(file))(file.stream().pipeThrough(counting)).getReader();
  for (let next = await bytes.read(); !next.done; next = await bytes.read()) {
    if (signal.aborted) throw abortError('the games of a file');
    reader.write(next.value);
    await takeAll();
    if (reader.unfinished > MOST_WITHOUT_GAME)
      throw new EndgameError('E_FILE', `no game ends within ${MOST_WITHOUT_GAME} bytes`, 'choose a PGN file');
  }
  reader.end();
  await takeAll();
  tell({ kind: 'review-end', id, games: games.games, problems: games.problems });
}

type Bytes = ReadableStream<Uint8Array>;

/** Returns what unpacks the bytes of a file. */
async function unpackerOf(file: Blob): Promise<(bytes: Bytes) => Bytes> {
  const head = new Uint8Array(await file.slice(0, GZIP.length).arrayBuffer());
  if (!GZIP.every((byte, i) => head[i] === byte)) return (bytes) => bytes;
  return (bytes) => bytes.pipeThrough(new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>);
}

async function reviewed(places: readonly PlayedPosition[], appraiser: Appraiser): Promise<ReviewedPly[]> {
  const plies: ReviewedPly[] = [];
  let before: { readonly fen: string; readonly worth: Appraisal | undefined } | undefined;
  for (const { fen, turn } of places) {
    if (fen === undefined) {
      before = undefined;
      continue;
    }
    const worth = await appraiser.worth(fen);
    const san = before === undefined ? undefined : sanBetween(before.fen, fen);
    const glyph =
      before?.worth === undefined || worth === undefined
        ? undefined
        : await judgeMove(before.fen, before.worth, worth, appraiser);
    plies.push({
      fen,
      ...(san === undefined ? {} : { san }),
      ...(glyph === undefined ? {} : { glyph }),
      ...(worth === undefined ? {} : { outcome: forWhite(worth.outcome, turn) }),
    });
    before = { fen, worth };
  }
  return plies;
}

/** Returns the move from a position to the next, in SAN. */
function sanBetween(before: string, after: string): string | undefined {
  const plain = (fen: string): string => fen.split(' ').slice(0, 4).join(' ');
  const step = legalSteps(chess, before).steps.find(({ position }) => plain(position) === plain(after));
  return step && chess.annotate!(before, [step.move])[0];
}

function forWhite(outcome: Outcome, turn: number): Outcome {
  if (outcome === 'draw' || turn === 0) return outcome;
  return outcome === 'win' ? 'loss' : 'win';
}
