/**
 * What the programs for trees (../assembly/trees) and their host agree on: fields of blocks of memory, as offsets in
 * bytes, and the numbers of nodes. AssemblyScript and TypeScript both read this file.
 */

/*
 * The block of the questions: numbers of 32 bits, of which those from TABLES on are addresses.
 */
export const QUESTIONS = 0;
export const MEN = 4;
export const PAIR_COUNT = 8;
export const STRIDE = 12;
export const WORDS = 16;
export const BOARD_WORDS = 20;
export const FIELD_BITS = 24;
/** Tables of relations, 16 bits an entry. */
export const TABLES = 28;
/** Direction of one place seen from another, 8 bits an entry. */
export const DIRECTIONS = 32;
/** Places between two places, BOARD_WORDS numbers of 64 bits an entry. */
export const BETWEEN = 36;
/** By man, then the mark: place of its field in a packed cell, 8 bits each. */
export const FIELD_SHIFTS = 40;
export const FIELD_WORDS = 44;
/** By question: kind (8 bits), pairs of men (16), start of its table (32), range of directions (16), values (16). */
export const KINDS = 48;
export const PAIRS = 52;
export const OTHERS = 56;
export const TABLE_AT = 60;
export const LOWS = 64;
export const HIGHS = 68;
export const SIZES = 72;
/** By pair: its men, 8 bits each. */
export const FIRSTS = 76;
export const SECONDS = 80;
/** Number of fields of a packed cell: men, and the mark if there is one. */
export const FIELDS = 84;
export const QUESTION_BLOCK_BYTES = 88;

/** Kinds of questions, as in ../coders/features.ts. */
export const RELATION = 0;
export const DIFFERENCE = 1;
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
 * The block of the learner: numbers of 32 bits. CELLS, SPARE, FREE, TASKS and PRIOR are addresses, as is QUESTION_BLOCK.
 */
export const QUESTION_BLOCK = 0;
export const ALPHABET = 4;
export const CLASS_COUNT = 8;
export const CLASS_WORD = 12;
export const CLASS_SHIFT = 16;
export const CELLS = 20;
/** As many bytes as the cells take. */
export const SPARE = 24;
/** The number there is the address from which on pieces of nodes are taken. */
export const FREE = 28;
export const TASK_CELLS = 32;
export const TASKS = 36;
export const MOST_TASKS = 40;
export const AHEAD_CELLS = 44;
export const AHEAD_QUESTIONS = 48;
export const PRIOR = 52;
export const LEARNER_BLOCK_BYTES = 56;

/** A piece of nodes: address of the next piece or 0, number of nodes, nodes. */
export const PIECE_NEXT = 0;
export const PIECE_COUNT = 4;
export const PIECE_NODES = 8;

/*
 * A node as the decoder writes it: question, and threshold above 16 bits; left child; right child. A child is the number of a
 * node, `~code` of a leaf, or `~(LINK + number)` of a link.
 */
export const NODE_BYTES = 12;
export const LINK = 0x1000_0000;
