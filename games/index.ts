/** All games that come with the toolkit. To add one, write its file and name it here. */

import type { Game } from '../src/game/index.ts';
import { recordOrigin } from '../src/game/origin.ts';
import { awari, oware } from './awari.ts';
import { breakthrough, breakthrough35, breakthrough44, breakthrough45 } from './breakthrough.ts';
import { checkers, checkers6x6, checkersOn, type CheckersOptions } from './checkers.ts';
import { chess } from './chess.ts';
import type { Most } from './chess/game.ts';
import {
  connectFour,
  connectFour4x4,
  connectFour5x4,
  connectFour5x5,
  connectFour6x4,
  connectFour7x6,
} from './connect-four.ts';
import { dobutsuShogi } from './dobutsu-shogi.ts';
import { dodgem, dodgem3, dodgem4 } from './dodgem.ts';
import { foxAndGeese } from './fox-and-geese.ts';
import { hareAndHounds } from './hare-and-hounds.ts';
import { dawsonsChess, dawsonsChess5, hexapawn, hexapawn33, hexapawn44, hexapawn54 } from './hexapawn.ts';
import { kalah, kalah36, kalah44, kalah52, kalah64, type KalahOptions } from './kalah.ts';
import { kayles, kayles12 } from './kayles.ts';
import { lGame } from './l-game.ts';
import { laskerMorris } from './lasker-morris.ts';
import { mnk, mnk433, mnk443, mnk444, type MnkOptions } from './mnk.ts';
import { freeMuTorere, muTorere } from './mu-torere.ts';
import { nim, nim1357 } from './nim.ts';
import { nineMensMorris } from './nine-mens-morris.ts';
import { othello, othello4x4 } from './othello.ts';
import { hunt, type Hunt } from './shared/hunt.ts';
import { millGame, type MillRules } from './shared/mill-game.ts';
import type { PerCell } from './shared/mills.ts';
import { pawnGame, type PawnOptions } from './shared/pawns.ts';
import { type RingPoint, ringBoard, type RingBoard } from './shared/rings.ts';
import { fiveMensMorris, sixMensMorris } from './six-mens-morris.ts';
import { chess3x3, chess3x4, chess5x5, chess6x6, smallChess, type SmallChessOptions } from './small-chess.ts';
import { advancedTeeko, teeko } from './teeko.ts';
import { threeMensMorris } from './three-mens-morris.ts';
import { ticTacToe } from './tic-tac-toe.ts';
import { konane, konane44, konane54 } from './konane.ts';
import { clobber, clobber44 } from './clobber.ts';
import { domineering, domineering55 } from './domineering.ts';
import { dotsAndBoxes, dotsAndBoxes33 } from './dots-and-boxes.ts';
import { amazons, amazons44 } from './amazons.ts';
import { hex, hex44 } from './hex.ts';
import { type TigerOptions, tigers, tigers44 } from './tigers.ts';
import { linesOfAction, linesOfAction44 } from './lines-of-action.ts';
import { pongHauKi } from './pong-hau-ki.ts';
import { ataxx, ataxx44 } from './ataxx.ts';
import { unknownGame } from './unknown-game.ts';

export {
  awari,
  oware,
  breakthrough35,
  breakthrough44,
  breakthrough45,
  checkers,
  checkers6x6,
  chess,
  connectFour4x4,
  connectFour5x4,
  connectFour5x5,
  connectFour6x4,
  connectFour7x6,
  dobutsuShogi,
  dodgem3,
  dodgem4,
  foxAndGeese,
  hareAndHounds,
  dawsonsChess5,
  hexapawn33,
  hexapawn44,
  hexapawn54,
  kalah36,
  kalah44,
  kalah52,
  kalah64,
  kayles12,
  lGame,
  laskerMorris,
  mnk433,
  mnk443,
  mnk444,
  freeMuTorere,
  muTorere,
  nim1357,
  nineMensMorris,
  othello4x4,
  fiveMensMorris,
  sixMensMorris,
  chess3x3,
  chess3x4,
  chess5x5,
  chess6x6,
  advancedTeeko,
  teeko,
  threeMensMorris,
  ticTacToe,
  konane44,
  konane54,
  clobber44,
  domineering55,
  dotsAndBoxes33,
  amazons44,
  hex44,
  tigers44,
  linesOfAction44,
  pongHauKi,
  ataxx44,
};

/** Factories: games of other sizes, each with its limits where it is defined. */
export {
  breakthrough,
  checkersOn,
  type CheckersOptions,
  connectFour,
  dawsonsChess,
  dodgem,
  hexapawn,
  hunt,
  type Hunt,
  kalah,
  type KalahOptions,
  kayles,
  millGame,
  type MillRules,
  mnk,
  type MnkOptions,
  type Most,
  nim,
  othello,
  pawnGame,
  type PawnOptions,
  type PerCell,
  type RingPoint,
  ringBoard,
  type RingBoard,
  smallChess,
  type SmallChessOptions,
  konane,
  clobber,
  domineering,
  dotsAndBoxes,
  amazons,
  hex,
  tigers,
  linesOfAction,
  ataxx,
  type TigerOptions,
};

/** Every game that comes with the toolkit, by family. */
export const games: readonly Game[] = [
  ticTacToe,
  mnk433,
  mnk443,
  mnk444,
  connectFour4x4,
  connectFour5x4,
  connectFour6x4,
  connectFour5x5,
  connectFour7x6,
  othello4x4,
  threeMensMorris,
  fiveMensMorris,
  sixMensMorris,
  nineMensMorris,
  laskerMorris,
  muTorere,
  freeMuTorere,
  teeko,
  advancedTeeko,
  lGame,
  dodgem3,
  dodgem4,
  hareAndHounds,
  foxAndGeese,
  hexapawn33,
  hexapawn44,
  hexapawn54,
  dawsonsChess5,
  breakthrough35,
  breakthrough44,
  breakthrough45,
  nim1357,
  kayles12,
  kalah36,
  kalah44,
  kalah52,
  kalah64,
  awari,
  oware,
  checkers6x6,
  checkers,
  dobutsuShogi,
  chess3x3,
  chess3x4,
  chess5x5,
  chess6x6,
  chess,
  konane44,
  konane54,
  clobber44,
  domineering55,
  dotsAndBoxes33,
  amazons44,
  hex44,
  tigers44,
  linesOfAction44,
  pongHauKi,
  ataxx44,
];

/**
 * Returns the game with an id.
 * @throws EndgameError E_GAME_UNKNOWN, suggesting the nearest name
 */
export function gameOf(id: string): Game {
  const game = games.find((known) => known.id === id);
  if (game) {
    recordOrigin(game, { module: import.meta.url, name: 'gameOf' });
    return game;
  }
  throw unknownGame(
    id,
    games.map((known) => known.id),
  );
}
