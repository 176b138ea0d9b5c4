import { expect, it } from 'vitest';
import { desktopEntryProblems, desktopValue } from '../../../../build/package/desktop-entry.mjs';

const good = [
  '[Desktop Entry]',
  'Name=Rollcall',
  'Exec=/opt/Rollcall/rollcall %U',
  'Terminal=false',
  'Type=Application',
  'Icon=rollcall',
  'StartupWMClass=rollcall',
  'Categories=Office;',
  '',
].join('\n');

it('finds nothing wrong with a good one, and reads its values', () => {
  expect(desktopEntryProblems(good)).toEqual([]);
  expect([desktopValue(good, 'Exec'), desktopValue(good, 'MimeType')]).toEqual(['/opt/Rollcall/rollcall %U', '']);
});

it.each([
  ['[Desktop Entry]', '[Desktop]', 'it does not begin with [Desktop Entry]'],
  ['Name=Rollcall', 'Name=Rollcall\nName=Twice', 'a key stands there twice'],
  ['Name=Rollcall', 'Name=Rollcall\nno key', 'a line is no key with a value'],
  ['Icon=rollcall\n', '', 'Icon is missing'],
  ['Type=Application', 'Type=Link', 'it is no Application'],
  ['Terminal=false', 'Terminal=true', 'it opens a terminal'],
  ['Exec=/opt/Rollcall/rollcall %U', 'Exec=rollcall', 'Exec is no absolute path'],
  ['Exec=/opt/Rollcall/rollcall %U', 'Exec=/opt/My Program/rollcall', 'Exec is no absolute path'],
  ['Categories=Office;', 'Categories=Office', 'Categories is no list of known ones'],
  ['Categories=Office;', 'Categories=Offices;', 'Categories is no list of known ones'],
])('names what is wrong: %s as %s', (before, after, problem) => {
  expect(desktopEntryProblems(good.replace(before, after))).toEqual([problem]);
});
