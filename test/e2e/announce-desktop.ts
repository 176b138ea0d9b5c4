import { desktopKind } from '../support/e2e/desktop-kind.ts';

const KINDS = {
  electron: 'Electron itself',
  'electron-host': 'test/support/electron-host: the built main and preload in Node, its pages in Chromium',
} as const;

/** Says before the first test what the desktop specs run on, since the results alone do not tell. */
export default function announceDesktop(): void {
  process.stdout.write(`Desktop specs run on ${KINDS[desktopKind()]}.\n`);
}
