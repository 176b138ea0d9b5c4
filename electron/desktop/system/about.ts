import type { PlatformChoices } from './platform.ts';

/** What the panel is shown by. */
export interface AboutParts {
  readonly app: Pick<Electron.App, 'focus' | 'getVersion' | 'setAboutPanelOptions' | 'showAboutPanel'>;
  readonly choices: Pick<PlatformChoices, 'isMenuBarApp'>;
  readonly dataFolder: string;
  /** A picture of the program, where the system does not take its own. */
  readonly icon: string;
}

/**
 * The system's own panel about the program (electronjs.org/docs/latest/api/app, setAboutPanelOptions). The text stands
 * in a field that each system shows: `credits` is for macOS and Windows only.
 */
function aboutOptions(version: string, dataFolder: string, icon: string): Electron.AboutPanelOptionsOptions {
  return {
    applicationName: 'Rollcall',
    applicationVersion: version,
    copyright: `MIT licence\nData folder: ${dataFolder}`,
    iconPath: icon,
  };
}

/** Shows the panel. A menu bar app has to come to the front itself, or its panel opens behind other windows. */
export function showAbout({ app, choices, dataFolder, icon }: AboutParts): void {
  app.setAboutPanelOptions(aboutOptions(app.getVersion(), dataFolder, icon));
  if (choices.isMenuBarApp) app.focus({ steal: true });
  app.showAboutPanel();
}
