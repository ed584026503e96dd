/** What a shipped module runs beside its rules. */

import { worthText } from '../../solve/answer-text.ts';
import { DISTANCE_SECONDS, type Player } from '../player/player.ts';

/**
 * Returns the line that answers a position: what it is worth in words, or, as JSON, the answer with all moves.
 * A position that cannot be read gives a line that says so.
 */
export async function line(player: Player, position: string, json: boolean): Promise<string> {
  try {
    const answer = await player.ask(position, { moves: json, distanceSeconds: DISTANCE_SECONDS });
    return json ? JSON.stringify(answer) : `${position}: ${worthText(answer)}`;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return json ? JSON.stringify({ input: position, error: message }) : `${position}: ${message}`;
  }
}
