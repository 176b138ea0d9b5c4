import { app } from 'electron';
import { desktopTexts as texts } from '../../shared/texts/desktop.ts';
import type { PlatformChoices } from './platform.ts';

/**
 * Shows the system's own panel about the program (electronjs.org/docs/latest/api/app, setAboutPanelOptions). The text
 * is in a field that each system shows: `credits` is for macOS and Windows only. A menu bar app has to come to the
 * front itself, or its panel opens behind other windows.
 */
export function showAbout({
  choices,
  dataFolder,
  icon,
}: {
  readonly choices: Pick<PlatformChoices, 'isMenuBarApp'>;
  readonly dataFolder: string;
  /** A picture of the program, where the system does not take its own. */
  readonly icon: string;
}): void {
  app.setAboutPanelOptions({
    applicationName: 'Rollcall',
    applicationVersion: app.getVersion(),
    copyright: texts.about(dataFolder),
    iconPath: icon,
  });
  if (choices.isMenuBarApp) app.focus({ steal: true });
  app.showAboutPanel();
}
