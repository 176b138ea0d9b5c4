import { createApp } from 'vue';
import { BridgeError } from './bridge/event-link.ts';
import { connectBridge } from './bridge/bridge.ts';
import AppUnreachable from './shell/AppUnreachable.vue';
import { createRollcallApp } from './create-app.ts';

/** The board of a screen on a wall, which nobody signs in. */
const isBoard = window.rollcall === undefined && new URLSearchParams(location.search).get('view') === 'board';

try {
  if (isBoard) (await import('./features/board/board-app.ts')).createBoardApp().mount('#app');
  else {
    const bridge = await connectBridge();
    createRollcallApp(bridge, bridge).mount('#app');
  }
} catch (error) {
  if (!(error instanceof BridgeError)) throw error;
  createApp(AppUnreachable, { sentence: error.message }).mount('#app');
}
