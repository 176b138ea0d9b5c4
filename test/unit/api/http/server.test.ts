import { expect, it } from 'vitest';
import { portsToTry } from '../../../../electron/api/http/server.ts';

it('tries the usual port and then any, unless the user named one', () => {
  expect(portsToTry(null)).toEqual([47_600, 0]);
  expect(portsToTry(8080)).toEqual([8080]);
  expect(portsToTry(0)).toEqual([0]);
});
