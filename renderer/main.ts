import { createApp } from 'vue';
import { BridgeError } from './bridge-error.ts';
import { connectBridge } from './bridge.ts';
import StateNotice from './components/StateNotice.vue';
import { createRollcallApp } from './create-app.ts';

try {
  const bridge = await connectBridge();
  createRollcallApp(bridge, bridge).mount('#app');
} catch (error) {
  if (!(error instanceof BridgeError)) throw error;
  const reload = { action: 'Try again', onAct: () => location.reload() };
  createApp(StateNotice, { title: 'Rollcall cannot be reached', sentence: error.message, ...reload }).mount('#app');
}
