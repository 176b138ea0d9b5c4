import type { Page } from '@playwright/test';
import type { DesktopControl } from './desktop-control.ts';
import type { Notices } from './notices.ts';
import type { PageWatch } from './page-watch.ts';
import type { Ending } from './program.ts';
import type { TestComputer } from './test-computer.ts';

/** A running Rollcall on any surface. */
export interface RunningRollcall {
  /** The browser tab, or the popover. */
  readonly page: Page;
  /** Every open page. */
  pages(): readonly Page[];
  /** Problems of the pages. */
  readonly watch: PageWatch;
  readonly notices: Notices;
  /** The tray and everything else around the page; null in a browser. */
  readonly desktop: DesktopControl | null;
  readonly computer: TestComputer;
  /** The program's process; on the desktop Electron's main process. */
  readonly pid: number;
  /** Resolves with how it ended, by itself or not. */
  readonly ended: Promise<Ending>;
  /** Everything the program has written to stdout and stderr. */
  output(): string;
  /** Ends it in an orderly way and resolves with how it ended. A second call resolves with the same. */
  stop(): Promise<Ending>;
}
