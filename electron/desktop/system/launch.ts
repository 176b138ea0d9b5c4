import type { AppParts } from '../../app.ts';

/** What a launch may ask for. */
export interface LaunchOptions {
  /** Started at login: nothing opens. */
  readonly isHidden: boolean;
  readonly openWith: AppParts['openWith'];
}

/** The switch that an entry for starting at login adds. */
export const HIDDEN_SWITCH = '--hidden';

/**
 * Reads a command line. Only these three words mean anything; whatever else is there, addresses included, is ignored
 * (reliability research, section 1c: argument injection).
 */
export function launchOptions(argv: readonly string[]): LaunchOptions {
  const openWith = argv.includes('--demo') ? 'demo' : argv.includes('--or-demo') ? 'saved-or-demo' : 'saved';
  return { isHidden: argv.includes(HIDDEN_SWITCH), openWith };
}
