import type { IconState } from './tray-state.ts';
import type { PlatformChoices } from '../system/platform.ts';

/**
 * The file in build/icons/tray for a state. macOS finds the `@2x` file beside it and inverts what is called
 * `...Template` (electronjs.org/docs/latest/api/native-image).
 */
export function trayImage(icon: IconState, images: PlatformChoices['trayImages'], isTaskbarDark: boolean): string {
  switch (images) {
    case 'template':
      return `${icon}Template.png`;
    case 'light-dark':
      return `${icon}-on-${isTaskbarDark ? 'dark' : 'light'}.ico`;
    case 'png':
      return `${icon}.png`;
  }
}
