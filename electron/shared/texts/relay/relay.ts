import { countText } from '../../format.ts';
import { plural, pluralForm } from '../plurals.ts';

/** What `rollcall publish` says. */
export const publishTexts = {
  everybody: 'Everybody',
  cannotListen:
    'The broker does not let this publisher subscribe to its own site, so it would not notice another one. Give its role the right to subscribe, as rollcall enrol --publisher does.',

  notEnrolled: (name: string) =>
    `"${name}" has no publisher yet. Make one first: rollcall enrol --publisher --broker wss://HOST/mqtt`,
  noneSaved:
    'No connection is saved here. Save one with rollcall connect, and enrol its publisher: rollcall enrol --publisher --broker wss://HOST/mqtt',
  noConnection:
    'The secret file has no connection that can be read, and none is saved here. Make the file anew with: rollcall enrol --publisher --secret-file FILE',
  isDesk: (name: string) => `"${name}" is a desk. A publisher needs a connection to Kore.ai.`,
  noSecret: (state: string) =>
    `The password of this publisher cannot be read from the keychain (${state}). Give its secrets in a file: --secret-file FILE.`,
  secretElsewhere: ({ broker, site, key }: Record<'broker' | 'site' | 'key', string>) =>
    `The keychain of this computer has no password of this publisher. If it was enrolled on another computer and only its settings are here: an account of a broker is for one publisher, so enrol a second one here: rollcall enrol --publisher --broker ${broker} --site ${site} --key=${key}. If its secrets are in a file: rollcall publish --secret-file FILE.`,
  secretOfOther: 'The secret file belongs to another publisher: its key is not the one that the desks know.',
  noKoreSecret:
    'The secret of Kore.ai is missing: put it into the secret file as clientSecret, or give it with --secret-stdin.',
  runsAlready: (pid: number | null) =>
    `Rollcall already runs on this data folder${pid === null ? '' : ` (process ${pid})`}. End it first, or give the publisher a folder of its own with ROLLCALL_HOME.`,

  begins: (name: string, broker: string) => `Publishing "${name}" to ${broker}. Ctrl+C ends it.`,
  demoName: 'Demo data',
  demoDesk: 'Demo desk',
  demoRefused:
    'This broker wants an account, and the demo has none. Use a broker that lets anybody in, such as Mosquitto on this computer without a configuration: --broker mqtt://127.0.0.1:1883. To publish a real team here, enrol a publisher with rollcall enrol --publisher.',
  demo: 'This is demo data, and desks say so. Paste this line into Connect on a desk, in this run only:',
  connecting: 'Connecting to the broker.',
  live: 'Live: this publisher reads the team and publishes it.',
  standby: 'Standing by: another publisher is live, so this one makes no calls.',
  listening: 'Connected. Looking whether another publisher runs.',
  /** What the status of this computer's own team says while it is not read. */
  paused: {
    standby:
      'This publisher stands by for another one that is live, so it does not read the team. See the team on a desk, or with rollcall status on the computer of the live publisher.',
    noBroker: (problem: string) =>
      `This publisher has no connection to its broker, so it does not read the team: nobody would hear of it. ${problem}`,
  },
  tryingAgain: (problem: string, time: string) => `${problem} Trying again at ${time}.`,
  /** Another publisher of the site was heard, and could not be believed or read. */
  refused: {
    forged:
      'Another publisher has published here whose key this one does not know, so it is ignored, and both may call Kore.ai. If it is yours, run here what it printed when it was enrolled, and then start this one again: rollcall enrol --publisher --key=KEY. If not, revoke it: rollcall enrol list names every publisher.',
    damaged:
      'Another publisher has published here what cannot be read, so it is ignored, and both may call Kore.ai. Run the same version of Rollcall on both.',
    'newer-version':
      'Another publisher here is a newer Rollcall, which this one cannot read, so it is ignored, and both may call Kore.ai. Install the new version here.',
    'older-version':
      'Another publisher here is an older Rollcall, which this one cannot read, so it is ignored, and both may call Kore.ai. Install the new version there.',
  },
  views: (count: number) => `${plural(count, 'view')} published.`,
  untold: (count: number) =>
    `Of ${plural(count, 'view')} nobody knows yet who is in ${pluralForm(count, { one: 'it', other: 'them' })}: the members of ${pluralForm(count, { one: 'its', other: 'their' })} queues are still being read.`,
  team: (state: string) => `Kore.ai: ${state}`,
  teamLive: 'the team is read.',

  secretFile: {
    missing: (file: string) => `There is no secret file ${file}.`,
    unreadable: (file: string) => `The secret file ${file} cannot be read by this user.`,
    open: (file: string) =>
      `Others can read the secret file ${file}, so it is not used. Close it to them: chmod 0400 ${file}`,
    foreign: (file: string) => `The secret file ${file} belongs to another user, so it is not used.`,
    damaged: (file: string) =>
      `The secret file ${file} is none: it needs "v": 1, "password" and "signingKey", as rollcall enrol --publisher --secret-file writes it.`,
  },

  /** What `--check` finds. */
  check: {
    line: (isOk: boolean, what: string) => `${isOk ? 'ok     ' : 'problem'} ${what}`,
    secrets: 'The secrets of the publisher can be read, and by nobody else.',
    connects: (broker: string) => `The broker ${broker} takes user and password over a trusted connection.`,
    open: 'The broker also takes a wrong password: anybody could connect. Switch anonymous access off.',
    closed: 'The broker refuses a wrong password.',
    subscribes: 'The publisher may subscribe to its own site.',
    echoes: 'What the publisher says comes back.',
    echoesNot:
      'What the publisher says does not come back within 5 s. Its role needs the right to publish to its site and to receive from it.',
    beside: (pid: number | null) =>
      `Rollcall runs on this data folder${pid === null ? '' : ` (process ${pid})`}; if it publishes, its own lines say whether it is connected. So nothing was tried that would take its connection from it. To try the rest, end it first.`,
    koreUntried:
      'Kore.ai was not tried. Once it publishes, `rollcall publish` says whether the team can be read from there.',
    retains: 'The broker retains messages.',
    retainsNot:
      'The broker does not retain messages, so a desk that starts would have to wait. Allow retained messages.',
    large: (bytes: number) => `Messages of ${countText(bytes)} bytes pass.`,
    largeNot: (bytes: number) =>
      `A message of ${countText(bytes)} bytes does not pass. Raise the limit of the broker to 128 kB.`,
    will: 'The broker says when the publisher is lost (its last will).',
    willNot:
      'The broker does not say when the publisher is lost: its last will did not come. The role needs the right to publish it; desks notice a lost publisher only by the clock.',
  },
};
