import { createApp } from 'vue';
import { BridgeError } from './bridge/event-link.ts';
import { connectBridge } from './bridge/bridge.ts';
import AppUnreachable from './shell/AppUnreachable.vue';
import { createRollcallApp } from './create-app.ts';

try {
  const bridge = await connectBridge();
  createRollcallApp(bridge, bridge).mount('#app');
} catch (error) {
  if (!(error instanceof BridgeError)) throw error;
  createApp(AppUnreachable, { sentence: error.message }).mount('#app');
}
