import { createPinia } from 'pinia';
import { describe, expect, it } from 'vitest';
import { createApp } from 'vue';
import { fail, ok, type Result } from '../../../../../electron/shared/result.ts';
import type { Settings } from '../../../../../electron/shared/model.ts';
import { BRIDGE } from '../../../../../renderer/bridge/bridge-key.ts';
import { useSettingsStore } from '../../../../../renderer/features/settings/settings-store.ts';
import { createFakeBridge, type FakeBridge } from '../../../../support/fake-bridge.ts';

function openStore(fake: FakeBridge) {
  const pinia = createPinia();
  createApp({}).provide(BRIDGE, fake.bridge).use(pinia);
  return useSettingsStore(pinia);
}

/** A core that takes changes over one by one, each when the test says so. */
async function slowCore() {
  const fake = createFakeBridge();
  const waiting: (() => void)[] = [];
  fake.answer('settings:update', (patch) => {
    return new Promise<Result<Settings>>((resolve) =>
      waiting.push(() => {
        fake.core.settings = { ...fake.core.settings, ...patch };
        resolve(ok(fake.core.settings));
      }),
    );
  });
  const store = openStore(fake);
  await store.load();
  return { store, fake, answerNext: () => waiting.shift()?.() };
}

describe('useSettingsStore', () => {
  it('shows the last of two quick choices all the way', async () => {
    const { store, answerNext } = await slowCore();
    const seen = [store.settings?.theme];
    const first = store.update({ theme: 'light' });
    seen.push(store.settings?.theme);
    const second = store.update({ theme: 'dark' });
    seen.push(store.settings?.theme);
    answerNext();
    await first;
    seen.push(store.settings?.theme);
    answerNext();
    await second;
    seen.push(store.settings?.theme);
    expect(seen).toEqual(['system', 'light', 'dark', 'dark', 'dark']);
  });

  it('shows what is saved again when a change is refused', async () => {
    const { store, fake } = await slowCore();
    fake.answer('settings:update', () => fail('storage'));
    const result = await store.update({ pace: 'sparing' });
    expect([result.ok, store.settings?.pace]).toEqual([false, 'standard']);
  });

  it('knows nothing before the first answer', () => {
    expect(openStore(createFakeBridge()).settings).toBeNull();
  });
});
