import { chess } from '../../games/chess.ts';
import { menOnBoard } from './chess-class.ts';
import { readPgnFile } from './pgn-file.ts';
import { PgnReader } from '../../games/chess/pgn.ts';
import { Replay } from '../../games/chess/replay.ts';

/**
 * Returns, game by game, the positions after a move with at most so many men, as FENs. Games without any are left out,
 * and so are games that are not legal.
 * @throws EndgameError E_FILE if the file cannot be opened
 */
export async function readSessions(pgn: string, men: number): Promise<string[][]> {
  const sessions: string[][] = [];
  let session: string[] = [];
  const replay = new Replay(chess.schema, {
    begin: () => {
      session = [];
    },
    played: (p) => {
      if (menOnBoard(p) <= men) session.push(chess.format(p));
    },
    game: () => {
      if (session.length > 0) sessions.push(session);
    },
    skipped: () => undefined,
  });
  await readPgnFile(pgn, new PgnReader(replay), { signal: undefined, onBytes: () => undefined });
  return sessions;
}
