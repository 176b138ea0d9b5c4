import { clipboard, shell } from 'electron';
import path from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import type { FolderName } from '../shared/contract/commands.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { desktopTexts as texts } from '../shared/texts/desktop.ts';
import type { DesktopState } from '../shared/model.ts';
import type { LoginItem } from './system/login-item.ts';
import type { Popover } from './windows/popover.ts';
import type { GlobalShortcut } from './system/shortcut.ts';
import type { Updates } from './updates/updates.ts';

/** What the desktop's own commands reach. */
export interface DesktopActionParts {
  readonly popover: Pick<Popover, 'pin'>;
  readonly loginItem: LoginItem;
  readonly shortcut: Pick<GlobalShortcut, 'advice' | 'problem'>;
  readonly updates: Pick<Updates, 'check' | 'state'>;
  /** Ends in order, installs the update that is ready and starts again. */
  readonly restart: () => void;
  readonly dataFolder: string;
  readonly files: { readonly licences: string };
  /** The state has changed. */
  readonly onChange: () => void;
  readonly onSurprise: (error: unknown) => void;
}

/** The folders that may be opened; a window names one of them and never a path. */
export function folderOf(name: Exclude<FolderName, 'licences'>, dataFolder: string): string {
  return name === 'logs' ? path.join(dataFolder, 'logs') : dataFolder;
}

/** What only the desktop app can do. */
export type DesktopActions = ReturnType<typeof createDesktopActions>;

/** Makes the actions, which commands and menu entries share. */
export function createDesktopActions(parts: DesktopActionParts) {
  const { popover, loginItem, shortcut, updates, dataFolder, files, onSurprise } = parts;
  const state = (): DesktopState => ({
    startsAtLogin: loginItem.isOn(),
    shortcutProblem: shortcut.problem(),
    shortcutAdvice: shortcut.advice(),
    update: updates.state(),
  });
  const open = async (target: string): Promise<Result<null>> =>
    (await shell.openPath(target)) === '' ? ok(null) : cannotOpen(target);
  return {
    state,
    pinPopover: (isPinned: boolean) => popover.pin(isPinned),
    async startAtLogin(isOn: boolean): Promise<Result<DesktopState>> {
      try {
        await loginItem.set(isOn);
      } catch (error) {
        onSurprise(error);
        return fail('storage', { message: texts.loginRefused });
      }
      parts.onChange();
      return ok(state());
    },
    async showFolder(name: FolderName): Promise<Result<null>> {
      if (name === 'licences') return open(files.licences);
      const folder = folderOf(name, dataFolder);
      try {
        makeFolder(folder); // it may not exist yet
      } catch {
        return cannotOpen(folder);
      }
      return open(folder);
    },
    /** The clipboard's methods answer promises (electronjs.org/docs/latest/api/clipboard). */
    copyText: (text: string): Promise<Result<null>> =>
      clipboard.writeText(text).then(
        () => ok(null),
        () => fail('unexpected', { message: texts.clipboardRefused }),
      ),
    checkForUpdate(): Result<DesktopState> {
      void updates.check();
      return ok(state());
    },
    /** Quits, installs the update that is ready and starts again. */
    restartToUpdate(): Result<null> {
      if (updates.state().kind !== 'ready') return fail('invalid-input', { message: texts.updates.noneReady });
      parts.restart();
      return ok(null);
    },
  };
}

function cannotOpen(target: string): Result<null> {
  return fail('storage', { message: texts.cannotOpen(target) });
}
