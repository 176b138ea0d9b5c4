import type { Ask } from '../link.ts';
import type { EngineCalls } from '../wire.ts';
import type { Readiness } from './readiness.ts';

/** Passed to every part of one stand-in for Electron. */
export interface HostContext {
  /** As `process.platform`. */
  readonly platform: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readiness: Readiness;
  /** Calls the engine half, which has the pages. */
  readonly engine: Ask<EngineCalls>;
  /** Ends the process. */
  readonly exit: (code: number) => void;
}
