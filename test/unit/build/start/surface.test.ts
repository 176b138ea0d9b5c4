import { describe, expect, it } from 'vitest';
import { chooseSurface, reasonAgainst } from '../../../../build/start/surface.mjs';

const desktop = {
  asked: 'any',
  platform: 'linux',
  hasDisplay: true,
  isRoot: false,
  hasBinary: true,
  failedAgoMs: null,
} as const;
const hourMs = 60 * 60 * 1000;

describe('the choice of a surface', () => {
  it.each([
    ['a desktop with Electron', {}, { surface: 'electron', mustDownload: false }],
    ['a desktop without it', { hasBinary: false }, { surface: 'electron', mustDownload: true }],
    ['--browser', { asked: 'browser' }, { surface: 'browser', reason: null }],
    ['no display', { hasDisplay: false }, { surface: 'browser', reason: 'there is no display' }],
    [
      'no display, --electron',
      { hasDisplay: false, asked: 'electron' },
      { surface: 'browser', reason: 'there is no display' },
    ],
    ['root', { isRoot: true }, { surface: 'browser', reason: 'Electron does not run as root' }],
    [
      'macOS, which sets no DISPLAY',
      { platform: 'darwin', hasDisplay: false },
      { surface: 'electron', mustDownload: false },
    ],
    ['Windows', { platform: 'win32', hasDisplay: false }, { surface: 'electron', mustDownload: false }],
    [
      'a download that failed an hour ago',
      { hasBinary: false, failedAgoMs: hourMs },
      { surface: 'browser', reason: 'downloading Electron failed less than a day ago' },
    ],
    [
      'the same, --electron',
      { hasBinary: false, failedAgoMs: hourMs, asked: 'electron' },
      { surface: 'electron', mustDownload: true },
    ],
    [
      'a download that failed a day ago',
      { hasBinary: false, failedAgoMs: 24 * hourMs },
      { surface: 'electron', mustDownload: true },
    ],
    [
      'a failure dated in the future',
      { hasBinary: false, failedAgoMs: -1 },
      { surface: 'electron', mustDownload: true },
    ],
    ['a failure, and Electron brought since', { failedAgoMs: hourMs }, { surface: 'electron', mustDownload: false }],
  ] as const)('%s', (_name, facts, expected) => {
    expect(chooseSurface({ ...desktop, ...facts })).toEqual(expected);
  });
});

describe('the reason against Electron after an attempt', () => {
  it.each([
    [{ kind: 'ready' }, null],
    [{ kind: 'ended', code: 0, errorText: '' }, null],
    [{ kind: 'ended', code: 1, errorText: 'Missing X server' }, 'Electron ended with code 1'],
    [
      {
        kind: 'ended',
        code: 127,
        errorText: 'electron: error while loading shared libraries: libgtk-3.so.0: cannot open shared object file',
      },
      'Electron needs the library libgtk-3.so.0',
    ],
    [
      {
        kind: 'ended',
        code: 133,
        errorText:
          "[77996:0908/150845.938417:FATAL:sandbox/linux/suid/client/setuid_sandbox_host.cc:166] The SUID sandbox helper binary was found, but is not configured correctly. Rather than run without sandboxing I'm aborting now. You need to make sure that /home/ana/it's mine/node_modules/electron/dist/chrome-sandbox is owned by root and has mode 4755.",
      },
      String.raw`this system keeps Electron's sandbox from starting (sudo chown root:root '/home/ana/it'\''s mine/node_modules/electron/dist/chrome-sandbox' && sudo chmod 4755 '/home/ana/it'\''s mine/node_modules/electron/dist/chrome-sandbox' allows it)`,
    ],
    ...[
      'FATAL:content/browser/zygote_host/zygote_host_impl_linux.cc:128] No usable sandbox! If you are running on Ubuntu 23.10+',
      'FATAL:credentials.cc(131)] Failed to move to new namespace: PID namespaces supported, but failed: errno = Operation not permitted',
      'The SUID sandbox helper binary is missing: /x/chrome-sandbox Aborting now.',
    ].map(
      (errorText) =>
        [
          { kind: 'ended', code: 133, errorText },
          "this system keeps Electron's sandbox from starting (it has to allow unprivileged user namespaces)",
        ] as const,
    ),
    [{ kind: 'silent' }, 'Electron was not ready within 20 s'],
    [{ kind: 'unstartable', message: 'spawn EACCES' }, 'Electron could not be started (spawn EACCES)'],
  ] as const)('%j', (attempt, reason) => {
    expect(reasonAgainst(attempt)).toBe(reason);
  });
});
