import { expect, it } from 'vitest';
import { deskRights, publisherRights, roleOf } from '../../../../electron/relay/enrol/rights.ts';

it('lets a desk hear the views of its role in its audience, and say nothing', () => {
  expect(deskRights('s1', { audience: 'initials', views: ['everybody', 'v1'] })).toEqual({
    subscribe: [
      'rollcall/1/s1/publisher/+',
      'rollcall/1/s1/initials/views',
      'rollcall/1/s1/initials/everybody/delta',
      'rollcall/1/s1/initials/everybody/catchup',
      'rollcall/1/s1/initials/everybody/snapshot/+',
      'rollcall/1/s1/initials/everybody/day/+',
      'rollcall/1/s1/initials/v1/delta',
      'rollcall/1/s1/initials/v1/catchup',
      'rollcall/1/s1/initials/v1/snapshot/+',
      'rollcall/1/s1/initials/v1/day/+',
    ],
    publish: [],
  });
});

it('lets a publisher say and hear everything of its site', () => {
  expect(publisherRights('s1')).toEqual({ subscribe: ['rollcall/1/s1/#'], publish: ['rollcall/1/s1/#'] });
});

it('reads the role of a desk back from its rights', () => {
  const role = { audience: 'counts', views: ['v2', 'v1'] } as const;
  expect(roleOf('s1', deskRights('s1', role))).toEqual(role);
  expect(roleOf('s2', deskRights('s1', role))).toBeNull();
  expect(roleOf('s1', publisherRights('s1'))).toBeNull();
});
