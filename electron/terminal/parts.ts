import type { Keychain } from '../keychain/types.ts';
import type { AppParts } from '../app.ts';
import type { TerminalIo } from './output/process-io.ts';
import type { ServeParts } from './commands/serve.ts';

/** What the terminal is made of; `cli.ts` brings the real parts. */
export type TerminalParts = Pick<AppParts, 'dataFolder' | 'clock' | 'random' | 'fetch' | 'localZone' | 'onSurprise'> & {
  readonly version: string;
  readonly platform: string;
  /** Made only for a command that needs it: it starts a process. */
  readonly createKeychain: () => Keychain;
  /** The folder of the built renderer. */
  readonly staticFolder: string;
  readonly openUrl: (url: string) => void;
  /** Loads the browser surface, for `serve` alone. */
  readonly loadServeParts: (io: TerminalIo) => Promise<ServeParts>;
};
