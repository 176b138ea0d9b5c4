import { inject, type InjectionKey } from 'vue';
import type { Bridge } from '../../electron/shared/contract/bridge.ts';
import type { Link } from './event-link.ts';

/** The app provides its bridge under this key; stores and composables get it with `useBridge`. */
export const BRIDGE: InjectionKey<Bridge> = Symbol('bridge');

/** The app provides the link below the bridge under this key. */
export const LINK: InjectionKey<Link> = Symbol('link');

/** The app's bridge. Call it in a component's setup or a Pinia store; it throws anywhere else. */
export function useBridge(): Bridge {
  return provided(BRIDGE);
}

/** The app's link. Like `useBridge` it throws outside of a setup or store. */
export function useLink(): Link {
  return provided(LINK);
}

function provided<T>(key: InjectionKey<T>): T {
  const value = inject(key);
  if (value === undefined) throw new Error('The bridge is only there inside an app made by createRollcallApp');
  return value;
}
