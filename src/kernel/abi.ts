/**
 * What the host and the compiled kernel agree on: the places and meanings of numbers in memory. AssemblyScript and
 * TypeScript both read this file, so it holds plain numbers alone and imports nothing. Offsets are in bytes; a number
 * has 32 bits unless stated otherwise.
 */

// The control block (assembly/threads.ts): addresses.
/** Counts commands; threads wait for it to change. */
export const GENERATION = 64;
/** Next row that no thread has taken. */
export const NEXT = 68;
/** Threads that have not finished the command. */
export const BUSY = 72;
/** Sum of the results of the steps. */
export const SUM = 76;
/** Number of rows processed. */
export const TOUCHED = 80;
/** The current command. */
export const COMMAND = 84;
/** Number of rows. */
export const ROWS = 88;
/** Number of rows of a chunk. */
export const CHUNK = 92;
/** Arguments of the command. */
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
export const SETTLE = 9;

/**
 * Bytes of each thread's scratch memory: 16 rows, 8 of them for the ranks of one (assembly/row.ts, assembly/out.ts).
 */
export const SCRATCH_BYTES = 8192;

/** Whether the problem has king pairs. */
export const CONFIG_HAS_HEAD = 0;
/** Number of king pairs. */
export const CONFIG_HEADS = 4;
/** Number of outer digits. */
export const CONFIG_OUTERS = 8;
/** Whether depths are stored. */
export const CONFIG_DEPTHS = 12;
/** Kinds of the digits, up to 6. */
export const CONFIG_KINDS = 16;
/** Sides of the digits, up to 6. */
export const CONFIG_SIDES = 40;
/** 64 bits: cells of the pawns. */
export const CONFIG_BLOCKED = 64;
/** 64 bits by side: cells that the pawns attack. */
export const CONFIG_HITS = 72;
/** Address of the board's tables. */
export const CONFIG_GEOMETRY = 88;
/** Address of the cells of the king pairs. */
export const CONFIG_HEAD_CELLS = 92;
/** Addresses of the kings' moves, by side. */
export const CONFIG_HEAD_MOVES = 96;
/** Address of the king pair of every two cells. */
export const CONFIG_HEAD_MAP = 104;
/** Addresses of set E, by side. */
export const CONFIG_NOT_WON = 108;
/** Addresses of set L, by side. */
export const CONFIG_LOSABLE = 116;
/** Addresses of set T, by side. */
export const CONFIG_WINNING = 124;
/** Addresses of the values, by side. */
export const CONFIG_VALUES = 132;
/** Addresses of the ranks that occur in each row, by side. */
export const CONFIG_DUE = 140;
/** Whether the set of won positions is stored. */
export const CONFIG_KEEPS_WON = 148;
/** 64 bits: cells of the first outer man that have rows. */
export const CONFIG_PINNED = 152;
/** Bytes of a configuration. */
export const CONFIG_BYTES = 192;

// An exit (assembly/out.ts): offsets.
/** A digit, HEAD or BY_PAWN. */
export const EXIT_MOVER = 0;
/** A digit, or CELL (a pawn, on the cell that follows), or NOTHING. */
export const EXIT_TAKEN = 4;
/** Cell of the captured pawn, or of the man that a pawn captures. */
export const EXIT_CELL = 8;
/** 64 bits: cells that must be empty for a pawn. */
export const EXIT_PATH = 16;
/** Address of the slab. */
export const EXIT_SLAB = 24;
/** Bytes between king pairs. */
export const EXIT_HEAD_STRIDE = 28;
/** Bytes between cells of each digit; 0 for a man that is gone. */
export const EXIT_STRIDES = 32;
/** Bytes of an exit. */
export const EXIT_BYTES = 64;

/** As mover: a king of the king pair. */
export const HEAD = 100;
/** As mover: a pawn. */
export const BY_PAWN = 101;
/** As captured man: a pawn, on a cell. */
export const CELL = 200;
/** As captured man: none. */
export const NOTHING = 201;

/** In the map of king pairs: two cells that are no king pair. */
export const NO_KING_PAIR = 0xffff;
/** The code of an index that stands for no legal position. */
export const ILLEGAL_CODE = 255;
/** The rank of drawing exits; higher ones win. */
export const RANK_DRAW = 128;
/** Form of codes in memory when a slab is filled: one byte each. */
export const BYTES = 0;
/** Form of codes: two bytes each. */
export const WIDE = 1;
/** Form of codes: two bits each. */
export const PACKED = 2;
