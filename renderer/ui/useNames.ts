import { nameText, type Named } from '../../electron/shared/names.ts';
import { useSettingsStore } from '../features/settings/settings-store.ts';

/** Gives names as the page writes them: as initials while they are hidden. */
export function useNames(): (who: Named) => string {
  const settings = useSettingsStore();
  return (who) => nameText(who, settings.isMasked);
}
