import { desktopKind } from '../../support/e2e/desktop-kind.ts';
import { inProject, startProgram } from '../../support/e2e/program.ts';
import { expect, test } from '../rollcall.ts';

const nodeArgs = ['--import', inProject('test/support/electron-host/register.ts')];

// The program is started without a window here; Electron itself would need a display even for that.
if (desktopKind() === 'electron-host' && process.platform === 'linux') {
  for (const [where, home] of [
    ['a file', inProject('package.json')],
    ['a folder where the system makes no folders', '/proc/rollcall/data'],
  ] as const) {
    test(`with ${where} as data folder, the app and its commands end at once and say what to do`, async ({
      computer,
    }) => {
      const env = { ...computer.env, ROLLCALL_HOME: home };
      for (const args of [[], ['--hidden'], ['status'], ['serve', '--no-open']]) {
        const program = startProgram('out/main.js', { args, env, nodeArgs });
        expect(await program.ended).toBe(5);
        expect(program.output()).toMatch(
          /^(Rollcall\n)?The data folder \S+ cannot be used \(.+\)\. Repair it, or set .+\n$/,
        );
      }
    });
  }
}
