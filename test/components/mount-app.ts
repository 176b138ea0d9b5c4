import { expect, onTestFinished } from 'vitest';
import { page, userEvent, type Locator } from 'vitest/browser';
import type { App } from 'vue';
import { createRollcallApp } from '../../renderer/create-app.ts';
import type { FakeBridge } from '../support/fake-bridge.ts';

/** Sizes of the two windows. */
export const POPOVER = [380, 620] as const;
export const WINDOW = [1060, 640] as const;

/**
 * Mounts the whole app over a fake bridge in a window of a size, and takes everything back after the test. `prepare`
 * may look into the app before it is mounted.
 */
export async function mountApp(
  fake: FakeBridge,
  [width, height]: readonly [number, number] = POPOVER,
  prepare: (app: App<Element>) => void = () => {},
): Promise<void> {
  await page.viewport(width, height);
  const root = document.createElement('div');
  root.id = 'app';
  document.body.append(root);
  const app = createRollcallApp(fake.bridge, fake.link);
  prepare(app);
  app.mount(root);
  onTestFinished(() => {
    app.unmount();
    root.remove();
    history.replaceState(null, '', location.pathname + location.search.replace(/[?&]view=\w+/, ''));
  });
}

/** The line of an agent; what opens their card is a button in it. */
export function lineOf(name: string | RegExp): Locator {
  const start = typeof name === 'string' ? new RegExp(`^${name},`) : name;
  return page.getByRole('listitem').filter({ has: page.getByRole('button', { name: start }) });
}

/** Focuses the line of an agent as the Tab key would; a click opens their card. */
export async function focusLine(name: string): Promise<void> {
  const line = page.getByRole('button', { name: new RegExp(`^${name},`) });
  await expect.element(line).toBeVisible();
  const element = line.element();
  // After a click in an earlier test, the focus would not show as that of the keyboard.
  await userEvent.keyboard('{Shift}');
  if (element instanceof HTMLElement) element.focus();
}
