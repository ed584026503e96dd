/**
 * What the programs for trees (../assembly/trees) and their host agree on: fields of blocks of memory, as offsets in
 * bytes, and the numbers of nodes. AssemblyScript and TypeScript both read this file.
 */

/*
 * The block of the questions: numbers of 32 bits, of which those from QUESTION_TABLES on are addresses.
 */
export const QUESTION_COUNT = 0;
export const QUESTION_MEN = 4;
export const QUESTION_PAIR_COUNT = 8;
export const QUESTION_STRIDE = 12;
export const QUESTION_WORDS = 16;
export const QUESTION_BOARD_WORDS = 20;
export const QUESTION_FIELD_BITS = 24;
/** Tables of relations, 16 bits an entry. */
export const QUESTION_TABLES = 28;
/** Direction of one place seen from another, 8 bits an entry. */
export const QUESTION_DIRECTIONS = 32;
/** Places between two places, QUESTION_BOARD_WORDS numbers of 64 bits an entry. */
export const QUESTION_BETWEEN = 36;
/** By man, then the mark: place of its field in a packed cell, 8 bits each. */
export const QUESTION_FIELD_SHIFTS = 40;
export const QUESTION_FIELD_WORDS = 44;
/** By question: kind (8 bits), pairs of men (16), start of its table (32), range of directions (16), values (16). */
export const QUESTION_KINDS = 48;
export const QUESTION_PAIRS = 52;
export const QUESTION_OTHERS = 56;
export const QUESTION_TABLE_AT = 60;
export const QUESTION_LOWS = 64;
export const QUESTION_HIGHS = 68;
export const QUESTION_SIZES = 72;
/** By pair: its men, 8 bits each. */
export const QUESTION_FIRSTS = 76;
export const QUESTION_SECONDS = 80;
/** Number of fields of a packed cell: men, and the mark if there is one. */
export const QUESTION_FIELDS = 84;
export const QUESTION_BLOCK_BYTES = 88;

/** Number of relations of one place, then of two places, before those that tell nothing new are left out. */
export const SINGLE_RELATIONS = 15;
export const PAIR_RELATIONS = 34;
/** Lowest of the four directions along rows and columns, and of the four along diagonals; 0 stands for two places on no line. */
export const ORTHOGONAL = 1;
export const DIAGONAL = 5;

/** Kind of questions: the value of one pair of men in a table. */
export const RELATION = 0;
/** Kind of questions: the difference of the values of two pairs of men in a table. */
export const DIFFERENCE = 1;
/** Kind of questions: whether one man sees another in some directions. */
export const SIGHT = 2;

/*
 * A node is a number of 32 bits. An inner node is its question, and its threshold above that. Others have the top bit.
 */
export const THRESHOLD_SHIFT = 15;
/** Plus the code of the leaf. */
export const LEAF_NODE = 0x8000_0000;
/** Plus the number of the task that learns this part of the tree. */
export const TASK_NODE = 0xc000_0000;
/** This part of the tree is in a page. */
export const LINK_NODE = 0xc000_0000;

/*
 * The block of the learner: numbers of 32 bits. LEARN_QUESTIONS, LEARN_CELLS, LEARN_SPARE, LEARN_TASKS, LEARN_PRIOR and LEARN_CONTROL are
 * addresses.
 */
export const LEARN_QUESTIONS = 0;
export const LEARN_ALPHABET = 4;
export const LEARN_CLASS_COUNT = 8;
export const LEARN_CLASS_WORD = 12;
export const LEARN_CLASS_SHIFT = 16;
export const LEARN_CELLS = 20;
/** As many bytes as the cells take. */
export const LEARN_SPARE = 24;
export const LEARN_TASK_CELLS = 28;
export const LEARN_TASKS = 32;
export const LEARN_MOST_TASKS = 36;
export const LEARN_AHEAD_CELLS = 40;
export const LEARN_AHEAD_QUESTIONS = 44;
export const LEARN_PRIOR = 48;
export const LEARN_CONTROL = 52;
export const LEARN_BLOCK_BYTES = 56;

/*
 * What the threads of a learner share: numbers of 32 bits.
 */
/** Address from which on pieces of nodes are taken. */
export const CONTROL_FREE = 0;
/** Next task that nobody has taken, number of tasks, and the task that was learned before all others. */
export const CONTROL_NEXT = 4;
export const CONTROL_TASKS = 8;
export const CONTROL_FIRST = 12;
/** Threads at work, and whether there is work for those that come now. */
export const CONTROL_BUSY = 16;
export const CONTROL_OPEN = 20;
/** Whether a thread has failed. */
export const CONTROL_FAILED = 24;
export const CONTROL_BYTES = 28;

/** A piece of nodes: address of the next piece or 0, number of nodes, nodes. */
export const PIECE_NEXT = 0;
export const PIECE_COUNT = 4;
export const PIECE_NODES = 8;

/*
 * A node as the decoder writes it: question, and threshold above 16 bits; left child; right child. A child is the number of a
 * node, `~code` of a leaf, or `~(FIRST_LINK + number)` of a link.
 */
export const NODE_BYTES = 12;
export const FIRST_LINK = 0x1000_0000;

/*
 * The block of rows and planes: addresses.
 */
/** The block of the questions. */
export const ROWS_QUESTIONS = 0;
/** Node 0. */
export const ROWS_NODES = 4;
/** By relation, the directions last: its number of values, 16 bits each, and the address of its sets, 32 bits each. */
export const ROWS_SIZES = 8;
export const ROWS_SETS = 12;
/** By two places: the places that the second hides from the first, 64 bits each. */
export const ROWS_HIDDEN = 16;
/** By man, then the mark: its place, 8 bits each. */
export const ROWS_PLACES = 20;
/** What the questions mean to the lane man, and to the row man: ROW_QUESTION_BYTES a question. */
export const ROWS_LANE = 24;
export const ROWS_OUTER = 28;
/** ROW_FRAMES frames of ROW_FRAME_BYTES. */
export const ROWS_FRAMES = 32;
/** By bit of a code, by row: the places whose codes have it, 64 bits each. */
export const ROWS_BITS = 36;
/** By row and place: the code, in 8 or 16 bits. */
export const ROWS_CODES = 40;
/** A number of 32 bits for the root. */
export const ROWS_ROOT = 44;
/** Number of relations, the directions included. */
export const ROWS_RELATIONS = 48;
/** Number of bits of a code. */
export const ROWS_CODE_BITS = 52;
export const ROWS_BLOCK_BYTES = 56;

export const ROW_QUESTION_BYTES = 24;
/** Pointer to a node, number of places, set of rows, places by row. */
export const ROW_FRAME_BYTES = 528;
/** The smaller part of 64 x 64 places goes first, so at most 12 parts wait; one is at work, one is being made. */
export const ROW_FRAMES = 14;
/** In place of the row man: there is but one row. */
export const NO_MAN = 255;
