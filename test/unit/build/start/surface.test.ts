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
    [{ kind: 'silent' }, 'Electron was not ready within 20 s'],
    [{ kind: 'unstartable', message: 'spawn EACCES' }, 'Electron could not be started (spawn EACCES)'],
  ] as const)('%j', (attempt, reason) => {
    expect(reasonAgainst(attempt)).toBe(reason);
  });
});
