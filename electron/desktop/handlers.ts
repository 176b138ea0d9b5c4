import type { Handlers } from '../api/types.ts';
import type { App } from '../app.ts';
import type { ContactField } from '../shared/contract/commands.ts';
import { shell } from 'electron';
import { HELP_PAGES } from '../shared/help-pages.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { desktopTexts as texts } from '../shared/texts/desktop.ts';
import { NO_DESKTOP } from '../shared/model.ts';
import type { DesktopActions } from './desktop-actions.ts';
import type { Windows } from './windows/windows.ts';

/** The commands of the desktop, a line each. */
export function desktopHandlers({
  core,
  windows,
  actions,
  open,
  onSurprise,
}: {
  readonly core: Pick<App, 'contact'>;
  readonly windows: Pick<Windows, 'show'>;
  readonly actions: DesktopActions;
  /** Opens the window, as a click on the icon does. */
  readonly open: () => void;
  readonly onSurprise: (error: unknown) => void;
}): Partial<Handlers> {
  return {
    'help:open': ([page]) => done(void shell.openExternal(HELP_PAGES[page]).catch(onSurprise)),
    'window:open': () => done(open()),
    // A page in a browser, which this app may serve as well, has no windows of the desktop.
    'window:show': ([name], { transport }) => done(transport === 'window' ? windows.show(name) : undefined),
    'window:pin': ([isPinned], { transport }) =>
      done(transport === 'window' ? actions.pinPopover(isPinned) : undefined),
    'agent:copy'([userId, field]) {
      const value = core.contact(userId, field);
      return value === null ? fail('invalid-input', { message: NOT_SENT[field] }) : actions.copyText(value);
    },
    'desktop:get': (_args, { transport }) => ok(transport === 'window' ? actions.state() : NO_DESKTOP),
    'login:set': ([isOn]) => actions.startAtLogin(isOn),
    'folder:show': ([name]) => actions.showFolder(name),
    'update:check': () => actions.checkForUpdate(),
    'update:install': () => actions.restartToUpdate(),
  };
}

const NOT_SENT: Readonly<Record<ContactField, string>> = { email: texts.noEmail, phone: texts.noPhone };

/** The answer of a command that only does something. */
function done(_: void): Result<null> {
  return ok(null);
}
