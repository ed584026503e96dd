/**
 * What the host and the compiled kernel agree on: where numbers stand in memory, and what they mean. AssemblyScript and
 * TypeScript both read this file, so it holds plain numbers alone and imports nothing. Offsets are in bytes; where nothing
 * else is said, a number has 32 bits.
 */

// The control block (assembly/threads.ts): addresses.
/** Counts commands; threads wait for it to change. */
export const GENERATION = 64;
/** Next row that nobody has taken. */
export const NEXT = 68;
/** Threads that have not finished the command. */
export const BUSY = 72;
/** Of what the steps return. */
export const SUM = 76;
/** Rows worked on. */
export const TOUCHED = 80;
export const COMMAND = 84;
export const ROWS = 88;
/** Rows of a chunk. */
export const CHUNK = 92;
export const ARGUMENTS = 96;

// Commands.
export const STOP = 0;
export const CONFIGURE = 1;
export const MARK_LEGAL = 2;
export const MARK_OUT = 3;
export const MATES = 4;
export const WINS = 5;
export const LOSSES = 6;
export const RETIRE = 7;
export const FINISH = 8;

/** Bytes of scratch of each thread: 16 rows, 8 of them for the ranks of one (assembly/row.ts, assembly/out.ts). */
export const SCRATCH_BYTES = 8192;

// The configuration of a problem (assembly/rows.ts): offsets.
export const CONFIG_HAS_HEAD = 0;
export const CONFIG_HEADS = 4;
export const CONFIG_OUTERS = 8;
export const CONFIG_DEPTHS = 12;
/** Kinds of the digits, up to 6. */
export const CONFIG_KINDS = 16;
/** Sides of the digits, up to 6. */
export const CONFIG_SIDES = 40;
/** 64 bits: cells of the pawns. */
export const CONFIG_BLOCKED = 64;
/** 64 bits by side: cells that the pawns attack. */
export const CONFIG_HITS = 72;
export const CONFIG_GEOMETRY = 88;
export const CONFIG_HEAD_CELLS = 92;
/** By side. */
export const CONFIG_HEAD_MOVES = 96;
export const CONFIG_HEAD_MAP = 104;
/** By side, like all that follow but the last: sets E, L and T, values, and what is due. */
export const CONFIG_NOT_WON = 108;
export const CONFIG_LOSABLE = 116;
export const CONFIG_WINNING = 124;
export const CONFIG_VALUES = 132;
export const CONFIG_DUE = 140;
export const CONFIG_KEEPS_WON = 148;
export const CONFIG_BYTES = 192;

// A move out (assembly/out.ts): offsets.
/** A digit, or HEAD, or BY_PAWN. */
export const EXIT_MOVER = 0;
/** A digit, or CELL (a pawn, on the cell that follows), or NOTHING. */
export const EXIT_TAKEN = 4;
/** Of the pawn taken; where a pawn takes a man. */
export const EXIT_CELL = 8;
/** 64 bits: cells that a pawn needs to be empty. */
export const EXIT_PATH = 16;
/** Address of the slab. */
export const EXIT_SLAB = 24;
/** Bytes between heads. */
export const EXIT_HEAD_STRIDE = 28;
/** Bytes between cells of each digit; 0 for a man that is gone. */
export const EXIT_STRIDES = 32;
export const EXIT_BYTES = 64;

/** The mover is the king in the head. */
export const HEAD = 100;
export const BY_PAWN = 101;
/** A pawn is taken. */
export const CELL = 200;
export const NOTHING = 201;

/** In the map of king pairs: the kings cannot stand so. */
export const NO_KING_PAIR = 0xffff;
/** The code of an index that stands for no legal position. */
export const ILLEGAL_CODE = 255;
/** The rank of moves out that draw; higher ones win. */
export const RANK_DRAW = 128;
/** How codes lie in memory when a slab is filled: a byte each, two bytes, or two bits. */
export const BYTES = 0;
export const WIDE = 1;
export const PACKED = 2;
