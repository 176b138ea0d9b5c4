import type { ParseArgsConfig, parseArgs } from 'node:util';

/** The options that give a connection. */
export const CONNECTION_OPTIONS = {
  name: { type: 'string' },
  host: { type: 'string' },
  account: { type: 'string' },
  bot: { type: 'string' },
  'client-id': { type: 'string' },
  'secret-stdin': { type: 'boolean' },
  'token-stdin': { type: 'boolean' },
  alg: { type: 'string' },
  zone: { type: 'string' },
  copies: { type: 'string' },
} as const;

/** The options that say whose counts, and whose history. */
const TEAM_OPTIONS = {
  view: { type: 'string' },
  everybody: { type: 'boolean' },
  queue: { type: 'string', multiple: true },
  skill: { type: 'string', multiple: true },
  agent: { type: 'string', multiple: true },
} as const;

/** The commands that take options, and which ones. */
export const OPTIONS = {
  connect: { ...CONNECTION_OPTIONS, 'desk-stdin': { type: 'boolean' } },
  status: {
    ...CONNECTION_OPTIONS,
    json: { type: 'boolean' },
    agents: { type: 'boolean' },
    watch: { type: 'boolean' },
    alerts: { type: 'boolean' },
    mask: { type: 'boolean' },
    format: { type: 'string' },
    ...TEAM_OPTIONS,
  },
  queues: { ...CONNECTION_OPTIONS, json: { type: 'boolean' }, mask: { type: 'boolean' } },
  rules: {
    name: { type: 'string' },
    json: { type: 'boolean' },
    mask: { type: 'boolean' },
    days: { type: 'string' },
    dry: { type: 'boolean' },
  },
  alerts: {
    name: { type: 'string' },
    from: { type: 'string' },
    json: { type: 'boolean' },
    csv: { type: 'boolean' },
    mask: { type: 'boolean' },
  },
  history: {
    ...CONNECTION_OPTIONS,
    json: { type: 'boolean' },
    mask: { type: 'boolean' },
    date: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    at: { type: 'string' },
    between: { type: 'string' },
    totals: { type: 'boolean' },
    below: { type: 'string' },
    coverage: { type: 'string' },
    csv: { type: 'boolean' },
    offline: { type: 'boolean' },
    'api-times': { type: 'string' },
    ...TEAM_OPTIONS,
  },
  check: { ...CONNECTION_OPTIONS, report: { type: 'string' }, dry: { type: 'boolean' } },
  disconnect: { name: { type: 'string' } },
  enrol: {
    name: { type: 'string' },
    audience: { type: 'string' },
    view: { type: 'string', multiple: true },
    everybody: { type: 'boolean' },
    qr: { type: 'boolean' },
    json: { type: 'boolean' },
    publisher: { type: 'boolean' },
    broker: { type: 'string' },
    site: { type: 'string' },
    key: { type: 'string', multiple: true },
    'secret-file': { type: 'string' },
    admin: { type: 'string' },
    'keep-admin': { type: 'boolean' },
    print: { type: 'string' },
  },
  serve: {
    port: { type: 'string' },
    demo: { type: 'boolean' },
    'or-demo': { type: 'boolean' },
    scene: { type: 'string' },
    board: { type: 'boolean' },
    'no-open': { type: 'boolean' },
  },
  publish: {
    name: { type: 'string' },
    audience: { type: 'string', multiple: true },
    'secret-file': { type: 'string' },
    'secret-stdin': { type: 'boolean' },
    check: { type: 'boolean' },
    demo: { type: 'boolean' },
    broker: { type: 'string' },
  },
  demo: {
    port: { type: 'string' },
    agents: { type: 'string' },
    seed: { type: 'string' },
    names: { type: 'string' },
    refuse: { type: 'string', multiple: true },
    scene: { type: 'string' },
  },
} as const satisfies Record<string, NonNullable<ParseArgsConfig['options']>>;

/** A command that takes options. */
export type CommandWord = keyof typeof OPTIONS;

/** What `parseArgs` reads for the options of a command. */
export type Values<W extends CommandWord> = ReturnType<typeof parseArgs<{ options: (typeof OPTIONS)[W] }>>['values'];

/** A command line with words beside its options. */
export interface CommandLine<W extends CommandWord> {
  readonly values: Values<W>;
  readonly words: readonly string[];
}

/** Whether this is the name of a command that takes options. */
export function isCommandWord(word: string): word is CommandWord {
  return Object.hasOwn(OPTIONS, word);
}
