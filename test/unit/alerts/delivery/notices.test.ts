import { expect, it } from 'vitest';
import { createAppNotices } from '../../../../electron/alerts/delivery/notices.ts';
import type { Notice } from '../../../../electron/shared/model.ts';

it('tells of saved data that cannot be used, and shows a test', () => {
  const shown: Notice[] = [];
  const notices = createAppNotices((notice) => shown.push(notice));
  notices.tellProblem('storage', 'The data was set aside.');
  notices.showTest();
  expect(shown.map(({ id, body, isDemo }) => [id, body, isDemo])).toEqual([
    ['storage', 'The data was set aside.', false],
    ['test', 'A change in your team will look like this.', false],
  ]);
});
