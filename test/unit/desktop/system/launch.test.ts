import { describe, expect, it } from 'vitest';
import { launchOptions } from '../../../../electron/desktop/system/launch.ts';

describe('launchOptions', () => {
  it.each([
    [['electron', '.'], { isHidden: false, openWith: 'saved' }],
    [['rollcall', '--hidden'], { isHidden: true, openWith: 'saved' }],
    [['electron', '.', '--demo'], { isHidden: false, openWith: 'demo' }],
    [['electron', '.', '--or-demo'], { isHidden: false, openWith: 'saved-or-demo' }],
    [['rollcall', 'https://evil.test/', '--hidden=x', '--demo-mode', '-demo'], { isHidden: false, openWith: 'saved' }],
  ])('reads %j', (argv, options) => {
    expect(launchOptions(argv)).toEqual(options);
  });
});
