import { countText } from '../../format.ts';
import { plural, pluralForm } from '../plurals.ts';

/** The menu and the tooltip of the tray icon. */
export const trayTexts = {
  menu: {
    open: 'Open Rollcall',
    connect: 'Connect an account',
    history: 'Status history',
    refresh: 'Refresh now',
    refreshAt: (time: string) => `Refresh at ${time}`,
    pauseHalfHour: 'Pause for 30 minutes',
    pauseUntilTomorrow: 'Pause until tomorrow',
    resume: 'Resume',
    connections: 'Connection',
    moreConnections: 'More…',
    hideNames: 'Hide names',
    startAtLogin: 'Start at login',
    settings: 'Settings',
    showLog: 'Show log',
    restart: (version: string) => `Restart to update to ${version}`,
    about: 'About Rollcall',
    quit: 'Quit Rollcall',
  },
  notConnected: 'Not connected',
  demo: 'Demo data',
  viewOf: (account: string, view: string) => `${account}, view ${view}`,
  attention: (count: number) =>
    pluralForm(count, { one: '1 needs attention', other: `${countText(count)} need attention` }),
  unseen: (count: number, since: string) => `${plural(count, 'alert')} since ${since}`,
  refreshRunsAt: (time: string) => `Refresh runs at ${time}`,
};
