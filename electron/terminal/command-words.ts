import type { Invocation } from './invocation.ts';

/** The compiler keeps this table complete. */
const COMMANDS: Readonly<Record<Invocation['command'], true>> = {
  status: true,
  history: true,
  check: true,
  connect: true,
  disconnect: true,
  serve: true,
  demo: true,
  help: true,
  version: true,
};
const HELP_SWITCHES: readonly string[] = ['--help', '-h', '--version'];

/**
 * The terminal command in the command line of the installed app, from its word on; null where there is none and the app
 * is meant. Electron gives itself as the first word, and in a build tree the app's folder as the second. What looks
 * like a switch in front of the command is Chromium's (`--ozone-platform=headless`) or a bare `--`, which Electron on
 * Windows needs before any address (shell/app/command_line_args.cc refuses words behind one).
 */
export function commandWords(argv: readonly string[], isPackaged: boolean): readonly string[] | null {
  const words = argv.slice(isPackaged ? 1 : 2);
  const first = words.findIndex((word) => HELP_SWITCHES.includes(word) || !word.startsWith('-'));
  const word = words[first];
  if (word === undefined) return null;
  return Object.hasOwn(COMMANDS, word) || HELP_SWITCHES.includes(word) ? words.slice(first) : null;
}
