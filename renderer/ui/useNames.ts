import { nameText, type Named } from '../../electron/shared/names/names.ts';
import { useSettingsStore } from '../features/settings/settings-store.ts';

/** Returns a function for an agent's name: initials while names are hidden. */
export function useNames(): (who: Named) => string {
  const settings = useSettingsStore();
  return (who) => nameText(who, settings.isMasked);
}
