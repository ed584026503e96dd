/** Games that read positions as other programs write them, beside their own notation. */

import type { Game, NotationExample } from './contract.ts';
import { EndgameError, isEndgameError } from './errors.ts';
import type { Position } from './position.ts';

/** A notation of other programs, which is read by translation into the game's own. */
export interface ForeignNotation extends NotationExample {
  /** Matches every text that is meant in this notation, right or wrong, and none in the game's own. */
  readonly form: RegExp;
  /**
   * Returns the position in the game's own notation.
   * @param text without blanks at its ends
   * @param fail throws E_POSITION, and says what is wrong with the text
   */
  translate(text: string, fail: (what: string) => never): string;
}

/**
 * Returns the game, which now reads foreign notations too. A text that has the form of one is told what is wrong with it
 * there; any other unreadable text is told all the notations.
 * @param name of the game's own notation
 */
export function withNotations<G extends Game>(game: G, name: string, foreign: readonly ForeignNotation[]): G {
  const others = foreign.map((notation) => `${notation.name} like "${notation.example}"`).join(', ');
  return {
    ...game,
    notations: [
      { name, example: game.initial },
      ...foreign.map((each) => ({ name: each.name, example: each.example })),
    ],
    parse(p, text) {
      const trimmed = text.trim();
      const notation = foreign.find(({ form }) => form.test(trimmed));
      if (notation !== undefined) return parseForeign(game, notation, p, trimmed);
      try {
        game.parse(p, text);
      } catch (error) {
        if (!isEndgameError(error)) throw error;
        throw new EndgameError(error.code, error.message, `${error.hint}; also read: ${others}`);
      }
    },
  };
}

function parseForeign(game: Game, notation: ForeignNotation, p: Position, text: string): void {
  const { name, example } = notation;
  const own = notation.translate(text, (what) => {
    const message = `position ${JSON.stringify(text)}: ${what}`;
    throw new EndgameError('E_POSITION', message, `write ${name} like "${example}"`);
  });
  try {
    game.parse(p, own);
  } catch (error) {
    if (!isEndgameError(error)) throw error;
    // The message quotes the translation; people look for what they wrote.
    const message = error.message.replace(JSON.stringify(own), () => `${JSON.stringify(text)} (that is "${own}")`);
    throw new EndgameError(error.code, message, error.hint);
  }
}
