import { expect, it } from 'vitest';
import { portsToTry } from '../../../../electron/api/http/server.ts';

it('tries the usual port and then any, unless the user named one', () => {
  expect(portsToTry(null, false)).toEqual([47_600, 0]);
  expect(portsToTry(8080, false)).toEqual([8080]);
  expect(portsToTry(0, true)).toEqual([0]);
});

it('has a board at the usual port alone, so that its address stays', () => {
  expect(portsToTry(null, true)).toEqual([47_600]);
});
