import type { Page } from '@playwright/test';
import type { DesktopControl } from './desktop-control.ts';
import type { Notices } from './notices.ts';
import type { PageWatch } from './page-watch.ts';
import type { Ending } from './program.ts';
import type { TestComputer } from './test-computer.ts';

/** Rollcall, running, on any surface. */
export interface RunningRollcall {
  /** The browser tab, or the popover. */
  readonly page: Page;
  /** Every page that is open now. */
  pages(): readonly Page[];
  /** Errors and warnings of the pages. */
  readonly watch: PageWatch;
  readonly notices: Notices;
  /** The tray and everything else around the page; null in a browser. */
  readonly desktop: DesktopControl | null;
  readonly computer: TestComputer;
  /** The program's process; on the desktop Electron's main process. */
  readonly pid: number;
  /** Settles with the ending once it has ended, by itself or not. */
  readonly ended: Promise<Ending>;
  /** Everything the program has written to stdout and stderr. */
  output(): string;
  /** Ends it in an orderly way and gives its ending; a second call gives the same. */
  stop(): Promise<Ending>;
}
