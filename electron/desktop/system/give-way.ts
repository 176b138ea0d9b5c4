/** What giving way needs. */
export interface GiveWayParts {
  /** Started at login: nothing opens. */
  readonly isHidden: boolean;
  /** Has the running app open its window; false when it does not answer. */
  readonly show: () => Promise<boolean>;
  readonly tell: (sentence: string) => void;
  readonly quit: () => void;
}

/**
 * Another process owns the data folder, for example `rollcall serve` in a terminal: as with a second copy of the tray
 * app its window is opened, and this launch ends.
 */
export async function giveWay({ isHidden, show, tell, quit }: GiveWayParts, notAnswering: string): Promise<void> {
  if (!isHidden && !(await show())) tell(notAnswering);
  quit();
}
