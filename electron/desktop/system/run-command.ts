import { enableSandbox } from '../windows/sandbox.ts';

/** What a terminal command inside Electron needs. */
export interface CommandParts {
  readonly app: Pick<
    Electron.App,
    'commandLine' | 'disableHardwareAcceleration' | 'enableSandbox' | 'exit' | 'setPath' | 'whenReady'
  >;
  /** Where Chromium keeps its own files; it is there, and not the running app's. */
  readonly userData: string;
  /** Runs the command to its end and gives the exit code; what it writes has been taken by then. */
  readonly run: () => Promise<number>;
}

/**
 * Runs a terminal command in the installed app: no window, no tray, and no single-instance lock, since the app may be
 * running. A bare Node is not to be had, the RunAsNode fuse being off. The keychain's process can be started once
 * Electron is `ready`, which on Linux takes a display, or `--ozone-platform=headless`.
 */
export async function runCommand({ app, userData, run }: CommandParts): Promise<void> {
  enableSandbox(app);
  app.disableHardwareAcceleration();
  app.setPath('userData', userData);
  await app.whenReady();
  app.exit(await run());
}
