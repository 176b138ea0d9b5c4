import { countText } from '../../format.ts';
import { plural } from '../plurals.ts';

type DemoValue = 'host' | 'accountId' | 'botId' | 'clientId' | 'clientSecret';

/** What the commands beside `status` say, and `status` where no app runs; terminal.ts has what every command says. */
export const commandTexts = {
  waiting: (seconds: number) => `Waiting ${seconds} s for the request limit of the account.`,
  askAgainAt: (problem: string, time: string) => `${problem} Ask again at ${time}.`,
  countsAlone:
    'Rollcall cannot count the calls of its other programs here (rate-limits.db), so together they may exceed the request limit. Check free space and permissions of the data folder.',
  fieldNote: (field: string, note: string) => `${field}: ${note}`,

  /** Which connection or view a command means. */
  session: {
    noneSaved:
      'No connection is saved. Save one with: rollcall connect --host URL --account ID --bot ID --client-id ID --secret-stdin\nTo see demo data, run: rollcall serve --demo, and beside it rollcall status, queues or history.',
    notSaved: (name: string) =>
      `No connection named "${name}" is saved. Save one with: rollcall connect --host URL --account ID --bot ID --client-id ID --secret-stdin`,
    noneChosen: (known: string) => `No connection is chosen. Say which with --name: ${known}.`,
    notAmong: (name: string, known: string) =>
      `No connection named "${name}" is saved. Say which with --name: ${known}.`,
  },

  watch: {
    following: 'Following the running Rollcall, which costs no calls.',
    alone: 'Rollcall has ended, or has another team open, so this command reads the team itself.',
    firstRead: 'Reading the team.',
    tryingAgain: (time: string) => `Trying again at ${time}.`,
  },

  connect: {
    apis: { availability: 'Agents availability', statusDetails: 'Agent status details' },
    api: ({ result, api, scope, detail }: { result: string; api: string; scope: string; detail: string }) =>
      `${result.padEnd(7)} ${api} (scope ${scope}): ${detail}`,
    publisher: (result: string, detail: string) => `${result.padEnd(7)} Publisher: ${detail}`,
    nothingSaved: 'Nothing was saved.',
    useUnsaved: 'To use it without saving, give each command the same flags: rollcall status --host ... --secret-stdin',
    copiesNotSaved: 'The number of copies was not saved.',
    saved: (name: string) => `Saved as "${name}".`,
    worksOnceGranted: 'What was refused above will work as soon as it is granted.',
    isLater: 'The team is not there now: this desk shows it as soon as it comes.',
    isTriedAgain: 'Rollcall tries what failed above again with every read.',
  },
  demo: {
    running: (command: string) =>
      `This contact centre is simulated. Paste the line into “Paste all values” in Connect, or read it in another terminal, with history in place of status for the day:\n\n  ${command}\n\nCtrl+C ends it.`,
    status: ({ host, accountId, botId, clientId, clientSecret }: Readonly<Record<DemoValue, string>>) =>
      `echo ${clientSecret}| rollcall status --host ${host} --account ${accountId} --bot ${botId} --client-id ${clientId} --secret-stdin`,
  },
  forgot: (name: string) => `Forgot "${name}", its secret, and what was read of it.`,

  serve: {
    address: (url: string) => `Rollcall: ${url}`,
    board: (url: string) => `Board, for everybody on this computer: ${url}`,
    opens: 'A browser opens this address. Ctrl+C here ends Rollcall.',
    toOpen: 'Open this address in a browser on this computer. Ctrl+C here ends Rollcall.',
    servesThis: 'It serves this page, and it alone reads the team. Ctrl+C here ends the page only.',
    noDemoBeside: 'End it first, or give the demo a data folder of its own with ROLLCALL_HOME.',
    takesOver: 'That Rollcall has ended; this one takes over.',
    notConnected: 'Not connected. Open the address above and choose Connect.',
    demoName: 'Demo data',
    ofView: (name: string, view: string) => `${name}, view ${view}`,
    firstRead: 'reading the team ...',
    line: (name: string, counts: string) => `${name}: ${counts}`,
    problemLine: (name: string, counts: string, problem: string) => `${name}: ${counts} (${problem})`,
  },

  history: {
    waiting: ({ days, agents, seconds }: { days: string; agents: number; seconds: number }) =>
      `${days}, ${plural(agents, 'agent')} read; waiting ${seconds} s for the request limit of the account.`,
    calls: (calls: string, duration: string) => `${calls}, ${duration}`,
    costOfRange: (least: string, most: string) => `${least}; where Kore.ai answers no days together, ${most}`,
    cost: (cost: string) => `Reading what is missing takes ${cost}. Ctrl+C ends it with what has been read.`,
    progress: (read: number) => `${plural(read, 'agent')} read`,
    progressOf: (read: number, of: number) => `${countText(read)} of ${countText(of)}`,
    about: (duration: string) => `about ${duration} left`,
    days: (first: string, last: string) => `${first} to ${last}`,
    dayOf: (day: string, index: number, days: number) => `${day} (day ${index} of ${days})`,
    askingPublisher:
      'Asking the publisher for what is missing, which takes no calls. Ctrl+C ends it with what has come.',
    readRest: 'The same command reads the rest.',
    readRestOf: (from: string, to: string) => `Read the rest with --from ${from} --to ${to}.`,
    pastKept: (keptFrom: string) =>
      `Days before ${keptFrom} are older than what Rollcall keeps: each command reads them anew.`,
    offline: 'Only what was read before is shown, because of --offline.',
    notAnswered: 'Kore.ai gave no answer about some agents.',
    notADay: (words: string) =>
      `"${words}" is not a day or a range of days. Write one such as 2026-11-29, yesterday, "last tuesday", "this week" or 2026-11-23..2026-11-29.`,
    oneDay: '--at is about one day.',
    noSuchTime: (time: string, date: string, zone: string) =>
      `There is no ${time} on ${date} in ${zone}: the clock is put forward.`,
    timeTwice: (time: string, date: string, zone: string, second: string) =>
      `The clock shows ${time} twice on ${date} in ${zone}, because it is put back. This is the first time; the second is --at ${second}.`,
    hoursChanged: ({ from, to, date, zone, length }: Record<'from' | 'to' | 'date' | 'zone' | 'length', string>) =>
      `From ${from} to ${to} takes ${length} on ${date} in ${zone}, because the clock is changed: from the first ${from} to the last ${to} that it shows.`,
    otherOffset: (time: string, date: string, zone: string) =>
      `There is no ${time} on ${date} in ${zone}: the offset is another one.`,
    notReached: (time: string) => `${time} has not come yet.`,
    membersUnknown: 'Who serves these queues or has these skills is not known without a call.',
    guessed: (text: string, name: string) =>
      `"${text}" is taken for ${name}, the only such name among those whose history is saved.`,
    teamUnknown: 'Who else is meant is not known without a call.',
    emailsUnknown: 'E-mail addresses are not saved, so whose they are is not known without a call.',
    demo: 'Demo data, no real agents',
    hours: (day: string, from: string, to: string) => `${day}, ${from} to ${to}`,
    inZone: (day: string, zone: string) => `${day} (${zone})`,
    partOfDay: (day: string) => `${day}: only part of it was read`,
    dayUnread: (day: string) => `${day}: not read`,
    asOf: (day: string, time: string) => `${day}: as of ${time}`,
    incomplete: (reason: string) => `Not complete. ${reason}`,
    inUtc: (decidedBy: string) => `Self-reported status; API times read as UTC (${decidedBy}).`,
    inRequestedZone: (decidedBy: string) =>
      `Self-reported status; API times read as the requested zone (${decidedBy}).`,
    status: (primary: string, secondary: string) => `${primary} (${secondary})`,
    noRecord: (duration: string) => `no record ${duration}`,
    now: 'now',
    stillSo: (status: string) => `${status}, still so when last read`,

    at: (day: string, time: string, counts: string) => `${day}, ${time}: ${counts}`,
    count: (status: string, count: number) => `${status} ${countText(count)}`,
    noRecordCount: (count: number) => `no record ${countText(count)}`,
    unknownCount: (count: number) => `not known ${countText(count)}`,
    nobody: 'nobody',
    since: (name: string, time: string) => `${name}, since ${time}`,
    noRecordOf: 'No record',
    unknown: 'Not known: not read, or read before that',

    noRecordTotal: 'no record',
    times: (count: number) => `, ${plural(count, 'time')}`,
    overLimit: (duration: string) => `, ${duration} over the limit`,
    daysNotRead: (name: string, days: number) => `${name}, without ${plural(days, 'day')} not read`,
    team: (agents: number) => `All ${plural(agents, 'agent')}`,

    below: (day: string, below: number, status: string, duration: string) =>
      `${day}: fewer than ${countText(below)} ${status} for ${duration}`,
    neverBelow: (day: string, below: number, status: string) =>
      `${day}: never fewer than ${countText(below)} ${status}`,
    ofAgents: (read: number, of: number) => `${countText(read)} of ${plural(of, 'agent')} read`,
    least: (count: number) => (count === 0 ? 'nobody' : `down to ${countText(count)}`),
  },

  check: {
    onDesk:
      'This desk gets its team from a publisher and makes no calls to Kore.ai, so there is nothing to check here. Run the check where the secret of Kore.ai is, or choose another connection with --name.',
    noZone: 'There is no such time zone. Write one such as Europe/Berlin.',
    fileExists: (file: string) => `${file} exists already. Give --report another name.`,
    cannotBeWritten: (file: string, reason: string) => `${file} cannot be written (${reason}).`,
    notWritten: (file: string, reason: string) => `${file} could not be written (${reason}).`,
    nothingWritten: 'Nothing was written.',
    call: (number: number, calls: number, title: string) => `${number} of ${calls}: ${title}`,
    written: (file: string) => `Written to ${file}. Please read it before you send it.`,
  },
};
