import { inject, type InjectionKey } from 'vue';
import type { Bridge } from '../../electron/shared/bridge.ts';
import type { Link } from './event-link.ts';

/** Under which the app provides its bridge; stores and composables get at it with `useBridge`. */
export const BRIDGE: InjectionKey<Bridge> = Symbol('bridge');

/** Under which the app provides the coming and going of the link below the bridge. */
export const LINK: InjectionKey<Link> = Symbol('link');

/** The bridge of the app around the caller: a component's setup or a Pinia store. Throws outside of one. */
export function useBridge(): Bridge {
  return provided(BRIDGE);
}

/** The link of the app around the caller. Throws outside of one. */
export function useLink(): Link {
  return provided(LINK);
}

function provided<T>(key: InjectionKey<T>): T {
  const value = inject(key);
  if (value === undefined) throw new Error('The bridge is only there inside an app made by createRollcallApp');
  return value;
}
