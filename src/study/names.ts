/** The experiments by name, for the command line: knowing their names must not load what they measure with. */

export const EXPERIMENT_NAMES = [
  'frontier',
  'gap',
  'planner',
  'mix',
  'sessions',
  'engines',
  'reduced',
  'bits',
  'scaling',
  'template',
] as const;
