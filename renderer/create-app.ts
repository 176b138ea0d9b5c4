import { createPinia } from 'pinia';
import { createApp, type App } from 'vue';
import type { Bridge } from '../electron/shared/contract/bridge.ts';
import RollcallApp from './App.vue';
import { BRIDGE, LINK } from './bridge/bridge-key.ts';
import type { Link } from './bridge/event-link.ts';
import './styles/main.css';

const ALWAYS_UP: Link = { onReconnect: () => () => {}, onDisconnect: () => () => {} };

/**
 * Creates the whole page over a bridge, not yet mounted: the real bridge in a window, a fake one in tests. Without a
 * link the bridge counts as unbreakable.
 */
export function createRollcallApp(bridge: Bridge, link: Link = ALWAYS_UP): App<Element> {
  return createApp(RollcallApp).provide(BRIDGE, bridge).provide(LINK, link).use(createPinia());
}
