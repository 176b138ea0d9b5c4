import type { Audience } from '../../relay-model.ts';
import { plural, pluralForm } from '../plurals.ts';

/** How a role is said. */
const audiences: Readonly<Record<Audience, string>> = {
  names: 'with names',
  initials: 'with initials in place of names',
  counts: 'as counts only, without agents',
};

/** What `rollcall enrol` says. */
export const enrolTexts = {
  everybody: 'Everybody',

  // Who administers the broker.
  administrator: (user: string, broker: string) => `Password of the broker's administrator "${user}" at ${broker}:`,
  noPassword: 'No password came on stdin.',
  isKept: 'The password of the administrator is in the keychain now, and is used from there.',
  isNotKept: (reason: string) => `The password of the administrator could not be kept. ${reason}`,
  keptRefused: (user: string, broker: string) =>
    `The broker ${broker} does not accept the administrator "${user}" with the password in the keychain. Give the new one with --keep-admin.`,
  refused: (user: string, broker: string) =>
    `The broker ${broker} does not accept the administrator "${user}" with this password. Check both, and --admin.`,
  noAdministrator: (user: string) =>
    `"${user}" may not administer this broker. Use the administrator of Mosquitto's dynamic security, or, with another broker, write what has to be set with --print FILE.`,
  noAnswer:
    'The broker did not answer, so it may lack the dynamic-security plugin of Mosquitto. With another broker, write what has to be set with --print FILE.',
  notDone: (reason: string) => `The broker did not do it: ${reason}.`,

  noKey: '--key is a key that another publisher has printed. Copy it again.',

  // A publisher.
  noPublisher: (connection: string) =>
    `"${connection}" has no publisher yet. Make one first: rollcall enrol --publisher --broker wss://HOST/mqtt`,
  isPublisher: (connection: string) =>
    `"${connection}" has a publisher already. To make it anew, revoke it first (enrol revoke --publisher); every desk then needs a new line.`,
  isDesk: (connection: string) => `"${connection}" is a desk. A publisher needs a connection to Kore.ai.`,
  brokerMissing: 'A publisher needs --broker, such as --broker wss://mqtt.example.com/mqtt.',
  publisherName: (connection: string) => `Publisher of ${connection}`,
  publisherMade: (connection: string) =>
    `The publisher of "${connection}" is enrolled. Start it with: rollcall publish`,
  secretsInFile: (file: string) =>
    `The publisher is enrolled. Its password and its key are in ${file}. Put the secret of Kore.ai there too, and start it with: rollcall publish --secret-file ${file}`,
  useSecretFile: 'Or have its secrets written to a file of their own: --secret-file FILE.',
  manyKeys: (max: number) => `A desk trusts at most ${max} publishers.`,
  standby: (site: string, key: string) =>
    `For a second publisher that stands by, on its computer: rollcall enrol --publisher --broker URL --site ${site} --key=${key}`,
  trusted: (count: number) =>
    `Desks that are enrolled from now on trust ${plural(count, 'publisher')}. Those enrolled before need a new line for that.`,
  restart: 'Restart `rollcall publish` on this computer so that it takes effect.',
  toFirst: (key: string) =>
    `On the computer of the first publisher, so that its desks trust this one too: rollcall enrol --publisher --key=${key}`,
  publisherRevoked: (connection: string) =>
    `The publisher of "${connection}" is revoked, and its password and key are deleted.`,
  ownPublisher: 'That is the publisher of this connection. Revoke it with: rollcall enrol revoke --publisher',
  standbyRevoked: (name: string) =>
    `"${name}" is revoked. If it was connected, it has been cut off. On its computer, enrol revoke --publisher deletes its password and key.`,
  standbyCleared: (id: string) =>
    `The broker has no account "${id}". What it had retained of that publisher is cleared.`,
  standbyLeft: (id: string) =>
    `What that publisher has said of itself is still retained at the broker. Clear it with: rollcall enrol revoke ${id}`,
  keyDropped:
    'Desks that are enrolled from now on do not trust its key. Those enrolled before do until they are revoked and enrolled again.',
  keyUnclear:
    'Which of the keys known here was its own cannot be told while others are enrolled, so desks go on to trust it. Revoke the others too, and enrol them again.',
  desksRevoked: (names: readonly string[]) =>
    names.length === 0
      ? 'What the broker had retained of it is cleared. No desk was enrolled.'
      : `What the broker had retained of it is cleared. Its ${plural(names.length, 'desk')} ${pluralForm(names.length, { one: 'is', other: 'are' })} revoked too: ${names.join(', ')}.`,
  desksStay: (count: number) =>
    `Another publisher of the same site is enrolled, so ${plural(count, 'desk')} and what the broker has retained stay. Revoke desks on its computer. The last publisher takes them with it.`,
  notCleared: (topics: string) =>
    `Not all that the broker has retained (${topics}) could be cleared. End every publisher of this site, and do the same again.`,
  deleteUsers:
    'What the broker had retained of it is cleared. Now delete its user at the broker, and the users of its desks.',
  clearThere: (topics: string) =>
    `What the broker has retained could not be cleared from here. Delete its user at the broker and the users of its desks, and clear the retained messages of ${topics} there.`,
  othersPerhaps: (own: string, all: string) =>
    `Delete its user at the broker, and clear the retained message of ${own} there. If no other publisher of the same site is left, delete the users of its desks too, and clear the retained messages of ${all}.`,
  fileExists: (file: string) => `${file} exists already. Give another name.`,
  notWritten: (file: string, reason: string) => `${file} could not be written (${reason}).`,

  // A desk.
  nameTaken: (name: string) => `There is a desk "${name}" already. Revoke it first, or give this one another name.`,
  deskMade: (name: string, role: string) => `"${name}" may see ${role}.`,
  role: (views: readonly string[], audience: Audience | null) =>
    audience === null ? 'no view' : `${views.join(', ')}, ${audiences[audience]}`,
  oneSecret:
    'The line above is its password: give it to nobody else. Paste it into “Paste all values” in Connect, or into: rollcall connect --desk-stdin',
  toSet: (file: string) => `Set what ${file} says at the broker, and then delete that file: it has the password in it.`,

  // Desks.
  none: 'No desk is enrolled.',
  listed: ({ name, role, user }: { name: string; role: string; user: string }) => `${name}: ${role} (${user})`,
  publisher: 'a publisher',
  thisPublisher: 'the publisher of this connection',
  gone: (view: string) => `a view that was deleted (${view})`,
  nobody: (name: string, desks: number) =>
    `There is no desk "${name}". ${desks === 0 ? 'No desk is enrolled.' : 'There are:'}`,
  several: (name: string) => `There are several desks "${name}". Give the id of one:`,
  deskRevoked: (name: string) =>
    `"${name}" is revoked. If it was connected, it has been cut off. What it has saved stays on it until somebody disconnects there.`,
};
