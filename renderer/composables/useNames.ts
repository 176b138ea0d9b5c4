import { shownName } from '../../electron/shared/mask.ts';
import { useSettingsStore } from '../stores/settings.ts';

/** Gives names as they may be shown: as initials while they are hidden. */
export function useNames(): (name: string) => string {
  const settings = useSettingsStore();
  return (name) => shownName(name, settings.isMasked);
}
