import type { Register } from './options.ts';

/** A subcommand: what the help says of it, and how its module is loaded. */
export interface Subcommand {
  readonly name: string;
  readonly description: string;
  /** Command lines without the leading "endgame". */
  readonly examples: readonly string[];
  readonly load: () => Promise<Register>;
}

/** The subcommands in the order of the help. Their modules are loaded when they are needed. */
export const SUBCOMMANDS: readonly Subcommand[] = [
  {
    name: 'games',
    description: 'list the games and how their positions are written',
    examples: ['games'],
    load: async () => (await import('./games.ts')).registerGames,
  },
  {
    name: 'solve',
    description: 'print the exact value of a position, every legal move with its value, and a line of best play',
    examples: [
      'solve chess "8/8/8/8/8/1k6/8/K2R4 w - - 42 1"',
      'solve chess "6k1/2r5/R5PK/7P/8/8/8/8 w - - 1 0" --seconds 5',
      'solve connect-four-5x4 --json',
      'solve chess --file positions.epd --json',
      'solve chess --file positions.epd --keep 50MB',
    ],
    load: async () => (await import('./solve.ts')).registerSolve,
  },
  {
    name: 'serve',
    description: "answer over HTTP: chess as lichess' tablebase server does, and every game",
    examples: ['serve', 'serve chess awari --port 9000 --deadline 5', 'serve --host 0.0.0.0 --dir tables'],
    load: async () => (await import('./serve.ts')).registerServe,
  },
  {
    name: 'uci',
    description: 'play and analyse chess endings in programs that drive UCI engines',
    examples: ['uci', 'uci < commands.txt'],
    load: async () => (await import('./uci.ts')).registerUci,
  },
  {
    name: 'annotate',
    description: 'write exact values, !, ? and ?? into the games of a PGN, and sum up the mistakes',
    examples: ['annotate games.pgn > annotated.pgn', 'annotate - --men 3 --out annotated.pgn < games.pgn.zst'],
    load: async () => (await import('./annotate.ts')).registerAnnotate,
  },
  {
    name: 'zugzwangs',
    description: 'list the positions in which neither side wants to move, up to symmetry',
    examples: ['zugzwangs chess KPvK', 'zugzwangs chess KRvKN --json'],
    load: async () => (await import('./zugzwangs.ts')).registerZugzwangs,
  },
  {
    name: 'generate',
    description: 'compute and store tables and all tables below them',
    examples: [
      'generate chess KQvKR',
      'generate chess --men 3 --metric wdl',
      'generate chess KBBvKN --metric wdl50',
      'generate chess --men 3-5 --metric wdl --workers 2 --memory 8GB --keep-going',
      'generate chess --men 3-5 --metric wdl --queue nats://TOKEN@HOST:4222',
    ],
    load: async () => (await import('./generate.ts')).registerGenerate,
  },
  {
    name: 'export',
    description: 'write all positions of a table with their values, for notebooks, databases and chess engines',
    examples: [
      'export parquet chess KQvKR',
      'export csv chess KPvK --out - --metric wdl | head',
      'export csv tic-tac-toe',
      'export syzygy chess KQvKR --out syzygy',
    ],
    load: async () => (await import('./export.ts')).registerExport,
  },
  {
    name: 'worker',
    description: 'make tables for "endgame generate --queue" that runs on another machine',
    examples: [
      'worker --queue nats://TOKEN@HOST:4222',
      'worker --queue nats://TOKEN@HOST:4222 --workers 4 --memory 16GB',
    ],
    load: async () => (await import('./worker.ts')).registerWorker,
  },
  {
    name: 'queue',
    description: 'show what a queue holds and who works for it, or remove it',
    examples: ['queue nats://TOKEN@HOST:4222', 'queue nats://TOKEN@HOST:4222 --json'],
    load: async () => (await import('./queue.ts')).registerQueue,
  },
  {
    name: 'tables',
    description: 'list the stored tables with sizes, statistics and longest wins',
    examples: ['tables', 'tables chess --check'],
    load: async () => (await import('./tables.ts')).registerTables,
  },
  {
    name: 'verify',
    description: 'check stored tables against the rules, move by move',
    examples: ['verify chess', 'verify chess KQvK'],
    load: async () => (await import('./verify.ts')).registerVerify,
  },
  {
    name: 'pack',
    description: 're-encode tables into another directory: another representation, another codec',
    examples: ['pack chess --out small', 'pack chess KRvK --out small --repr wdl --smallest'],
    load: async () => (await import('./pack.ts')).registerPack,
  },
  {
    name: 'profile',
    description: 'count how often games reach each class: recorded games or random ones',
    examples: ['profile chess games.pgn', 'profile awari --random 1000'],
    load: async () => (await import('./profile.ts')).registerProfile,
  },
  {
    name: 'measure',
    description: 'measure what each table costs to store, to probe, to unpack and to compute: the cost model of plans',
    examples: ['measure chess', 'measure awari --metric dtm'],
    load: async () => (await import('./measure.ts')).registerMeasure,
  },
  {
    name: 'plan',
    description: 'choose the tables to store, with the reasons, the costs and the distance from the best plan at most',
    examples: ['plan chess --profile chess-masters --budget 100kB --out plan.json'],
    load: async () => (await import('./plan.ts')).registerPlan,
  },
  {
    name: 'ship',
    description:
      'write one file that answers every position of a game: rules, engine, board and the best tables for its bytes',
    examples: ['ship chess', 'ship chess --men 5 --bytes 20MB --out chess5.html', 'ship awari --out awari.mjs'],
    load: async () => (await import('./ship.ts')).registerShip,
  },
  {
    name: 'check',
    description: 'check a game against the contract, and say what to mend',
    examples: ['check ./my-game.mjs'],
    load: async () => (await import('./check.ts')).registerCheck,
  },
  {
    name: 'study',
    description: 'measure how much time bytes save, judge the argument, write a report',
    examples: ['study', 'study --full'],
    load: async () => (await import('./study.ts')).registerStudy,
  },
  {
    name: 'arena',
    description:
      'let programs of anybody answer positions, charge them for bytes and seconds, and judge as the study does',
    examples: [
      'arena chess --make entries --syzygy syzygy',
      'arena chess entries/* --syzygy syzygy --out results',
      'arena tic-tac-toe my-entry entries/* --json',
      'arena chess --commit secret.txt',
      'arena chess entries/* --secret secret.txt --pgn games.pgn --men 4',
    ],
    load: async () => (await import('./arena.ts')).registerArena,
  },
];
