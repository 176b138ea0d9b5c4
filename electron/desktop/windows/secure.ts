import { applicationMenu } from '../tray/application-menu.ts';
import type { ElectronModules } from '../electron-modules.ts';
import { hardenContents, lockSession } from './security.ts';
import { PAGE_PARTITION, SCHEME } from '../system/identity.ts';
import { createPageHandler } from './protocol.ts';

type Modules = Pick<ElectronModules, 'app' | 'Menu' | 'session'>;

/** Everything that has to hold before the first window is made: sessions, pages, navigation, the application menu. */
export function secure({ app, Menu, session }: Modules, rendererFolder: string, platform: string): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
  const pages = session.fromPartition(PAGE_PARTITION);
  lockSession(pages);
  lockSession(session.defaultSession);
  pages.protocol.handle(SCHEME, createPageHandler(rendererFolder));
  const menu = applicationMenu(platform, app.isPackaged);
  Menu.setApplicationMenu(menu === null ? null : Menu.buildFromTemplate(menu));
}
