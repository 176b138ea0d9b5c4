import { toValue, watchEffect, type MaybeRefOrGetter } from 'vue';
import type { Theme } from '../../electron/shared/model.ts';

/** Keeps `<html data-theme>` equal to the chosen theme; tokens.css does the rest. */
export function useTheme(theme: MaybeRefOrGetter<Theme | undefined>): void {
  watchEffect(() => {
    document.documentElement.dataset['theme'] = toValue(theme) ?? 'system';
  });
}
