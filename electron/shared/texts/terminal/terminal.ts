import { countText } from '../../format.ts';
import type { Channel } from '../../team/team-model.ts';
import { channelWords } from '../team/channels.ts';
import { plural, pluralForm } from '../plurals.ts';

/** What `rollcall status` and every other command may say. `status` loads these, the rest is in terminal-commands.ts. */

export const terminalTexts = {
  demo: (isDesk: boolean) =>
    `This is demo data: ${isDesk ? 'the publisher of this desk plays it' : 'no connection is saved'}.`,
  help: `Rollcall: live team availability of Kore.ai SmartAssist

  rollcall status      [--json | --format TEMPLATE] [--watch [--alerts]] [--agents] [--mask]
                       [--view NAME | --everybody | [--queue NAME]... [--skill NAME]... [--agent NAME]...]
  rollcall queues      [--json] [--mask]
  rollcall rules       [--json] [--mask] | export [FILE|-] | import FILE [--dry] | try FILE [--days N] [--json]
  rollcall alerts      [--from D] [--json | --csv] [--mask]
  rollcall history     [DAYS | --date D | --from D --to D] [--at HH:MM | --totals | --below N] [--between HH:MM-HH:MM]
                       [--view NAME | [--queue NAME]... [--skill NAME]... [--agent NAME|EMAIL]...]
                       [--json | --csv] [--offline] [--mask] [--zone IANA] [--api-times auto|request|utc]
  rollcall connect     --host URL --account ID --bot ID (--client-id ID --secret-stdin | --token-stdin)
                       [--name N] [--alg HS256|HS512] [--zone IANA] [--copies 1-50]
  rollcall connect     --desk-stdin [--name N]
  rollcall publish     [--name N] [--audience names|initials|counts]... [--secret-file FILE] [--secret-stdin] [--check]
                       | --demo --broker URL
  rollcall enrol       NAME [--audience names|initials|counts] [--view NAME]... [--everybody] [--qr]
                       | --publisher --broker URL [--site S] [--key K]... [--secret-file FILE]
                       | list [--json] | revoke NAME|ID | revoke --publisher
                       [--admin USER] [--keep-admin] [--print FILE]
  rollcall check       --report FILE | --dry
  rollcall disconnect  [--name N]
  rollcall serve       [--port N] [--demo [--scene S]] [--board] [--no-open]
  rollcall demo        [--port N] [--agents N] [--seed N] [--names ordinary|hostile] [--refuse WHAT]...
                       [--scene S]

check makes a few calls and writes a new file that says how your Kore.ai answers, without names, ids, hosts or tokens. Please
read it and send it to us. --dry lists the calls and makes none.
status, queues, history and check take --name N for a saved connection, or all flags of connect, which saves nothing; rules
and alerts take --name N.
status counts the view that is open in Rollcall, or the one that --view names. --queue, --skill and --agent take ids, names or
parts of names. One that fits several or none ends with 2 and lists what fits. queues counts each queue whose members Rollcall
has read. --watch keeps running and prints a line whenever the counts change, with --agents also one for each agent who
changes status, with --alerts also one for each alert.
A TEMPLATE is text with {available} {busy} {away} {offline} {other} {total} {attention} {connection} {view} {state} {asOf},
with --agents also {agents}; {{ and }} are braces, \\n a new line, \\t a tab. {asOf} is in this computer's time. A filter escapes
a value: {connection:json} for a JSON string, :pango for markup (in Waybar :pango:json), :swiftbar for SwiftBar and xbar.
DAYS is a date, today (if left out), yesterday, a weekday, "last tuesday", "this week", last-7-days, last-30-days, this-month or
2026-11-03..2026-11-09. history says who was in which status: --at at one moment, --totals in sums, --below N (or
--coverage N) when fewer than N agents were available, --between only in these hours of each day. --at 24:00 is the end of the
day; where the clock shows an hour twice, --at 02:30+01:00 says which. It keeps what it reads of a saved connection and reads
the rest only; --offline reads nothing.
rules lists the rules of alerts and their states. export writes them to a file; import adds those of a file, and replaces those
with the same id; --dry only says what it would do. try says how often they would have notified on the last N days that were
read (14). alerts prints what was decided, delivered or held back and why, from day D on.
publish reads the team once for all desks and passes it on through an MQTT broker, until Ctrl+C; --check says what the broker lacks.
Its secrets are in the keychain or in a file for it alone (0400). With several publishers, one is live and the others stand by.
enrol makes the accounts of a publisher and its desks at an MQTT broker, and prints the line that makes a computer a desk.
It asks for the password of the broker's administrator on stdin, or takes it from the keychain, where --keep-admin puts it.
With a broker other than Mosquitto, --print writes what has to be set there. connect --desk-stdin takes such a line.
--copies says how many computers with Rollcall share the account, so that together they stay within its request limit.
demo runs a simulated contact centre and prints what opens it: "Paste all values" in Connect takes the line. --refuse has it
refuse queue-performance, queues, queues/agents, skill-groups, everybody (a read of all agents) or queue-members. --agents 0
is a team without anybody. --scene has something happen that alerts: storm, flap, below, long-away or nobody.
--mask shows names as initials, as does "Hide names" in Rollcall. Dates are yyyy-mm-dd. Data goes to stdout, messages to stderr.

Exit codes: 0 ok, 2 usage, 3 not connected, 4 credentials or scope refused, 5 unreachable or unusable answer,
6 rate limited, 7 keychain unavailable, 8 history read in part; 130 interrupted before anything was read, or twice.`,
  unexpected: (name: string) => `Unexpected: ${name}`,
  outputLost: (code: string) => `Not all of the output could be written (${code}).`,
  pasteSecret: 'Paste the secret or token here, then press Enter and Ctrl+D (on Windows Ctrl+Z and Enter).',

  /** What is wrong with a command line. */
  usage: {
    seeHelp: (problem: string) => `${problem} See: rollcall help`,
    noCommand: (word: string) => `There is no command "${word}".`,
    noOption: (command: string, option: string) => `${command} has no option ${option}.`,
    noArgument: (command: string, word: string) => `${command} does not expect "${word}".`,
    unreadable: 'The arguments cannot be read.',
    takesNoValue: (option: string) => `${option} takes no value.`,
    needsValue: (option: string) => `${option} needs a value. Write one that begins with a dash as ${option}=-...`,
    twice: (option: string) => `Give ${option} once.`,
    empty: (option: string) => `${option} is empty.`,
    notInRange: (option: string, min: number, max: number) => `${option} is a whole number from ${min} to ${max}.`,
    alertsOfWatch: '--alerts is for --watch; `rollcall alerts` prints the log.',
    formatOrAlerts: 'Give either --format or --alerts.',
    formatOrJson: 'Give either --format or --json.',
    agentsInFormat: '{agents} in --format needs --agents.',
    dateOrRange: 'Give either --date, or --from and --to.',
    daysOnce: 'Give the days once, as words or with --date.',
    halfRange: '--from and --to belong together.',
    oneQuestion: 'Give either --at, --totals or --below.',
    atOrBetween: '--at is one moment and --between several hours; give one of them.',
    noCsvOfInstant: '--csv is for a list of statuses, --totals and --below. For --at there is --json.',
    csvOrJson: 'Give either --csv or --json.',
    time: '--at is a time of day such as 14:05, up to 24:00. With an offset, as 02:30+01:00, it is one of two equal times.',
    between: '--between is two times of one day such as 10:00-11:00; 24:00 is midnight.',
    oneOf: (option: string, choices: string) => `${option} is one of: ${choices}.`,
    apiTimes: '--api-times is auto, request or utc.',
    noReport: 'check needs --report FILE, or --dry to see its calls first.',
    rulesAction: (word: string) => `rules has no "${word}". It lists the rules, or does one of: export, import, try.`,
    rulesFile: (action: string) => `rules ${action} needs a file.`,
    idsMissing: 'A connection needs --host, --account and --bot.',
    secretOrToken: 'Give either --secret-stdin or --token-stdin.',
    withDesk: (option: string) => `--desk-stdin does not go with ${option}: the line of the desk says all.`,
    clientIdMissing: '--secret-stdin needs --client-id.',
    algorithm: '--alg is HS256 or HS512.',
    zoneOfSaved: '--zone is for a connection given by its flags; a saved one has its own zone.',
    viewOfUnsaved: '--view is for a saved connection; one given by its flags has no views.',
    demoBroker:
      '--demo and --broker belong together: a connection is published to the broker that enrol --publisher was given.',
    demoAlone: '--demo has no connection and no secret: leave out --name, --secret-file and --secret-stdin.',
    enrolDesk:
      'enrol needs the name of a desk, such as: rollcall enrol "Front desk". It also lists desks (enrol list), revokes one (enrol revoke NAME or ID) and makes a publisher (enrol --publisher).',
    enrolOneName: (name: string, more: string) =>
      `enrol takes one name. Put quotation marks around it: "${name} ${more}".`,
    enrolRevoke: 'enrol revoke needs the name or the id of a desk; enrol list has both.',
    enrolLongName: (max: number) => `The name of a desk has at most ${max} characters.`,
    enrolSite: '--site is the site that the other publisher has printed.',
    oneTeam: 'Give either --view, or --everybody, or names or ids with --queue, --skill and --agent.',
  },

  /** A name that means nothing, or several things. */
  unclear: {
    kinds: {
      queueIds: { one: 'queue', several: 'queues' },
      skillIds: { one: 'skill', several: 'skills' },
      agentIds: { one: 'agent', several: 'agents' },
      views: { one: 'view', several: 'views' },
    },
    others: (count: number) => `and ${countText(count)} more`,
    none: (kind: string, name: string) => `There is no ${kind} "${name}". There are:`,
    noneKnown: (kind: string, name: string) =>
      `There is no ${kind} "${name}" that Rollcall knows. Give its id, or keep Rollcall running until it has read the names.`,
    noViews: (name: string) => `There is no view "${name}". This connection has no views; make one in Rollcall.`,
    several: (kind: string, name: string) => `"${name}" fits several ${kind}. Give more of the name, or the id:`,
  },

  queues: {
    noneKnown: 'Rollcall does not know the members of any queue yet. Keep it running: it reads them in the background.',
    noMembers: (count: number) =>
      `The members of ${plural(count, 'queue')} are not known, so nobody can be counted. Keep Rollcall running: it reads them in the background.`,
    notListed:
      'Kore.ai does not list all agents of this account, and those of the open view do not tell who is available in any queue.',
    noQueues: 'This account has no queues.',
    missing: (count: number) =>
      `${countText(count)} more ${pluralForm(count, { one: 'queue is', other: 'queues are' })} not shown: which of ${pluralForm(count, { one: 'its', other: 'their' })} agents are available is not known.`,
    line: (name: string, state: string, time: string) => `${name}: ${state} (members as of ${time})`,
    lineAsOf: (name: string, state: string, time: string, members: string) =>
      `${name}: ${state} (as of ${time}, members as of ${members})`,
    soleCover: (name: string) => `only ${name} can take a contact`,
    slots: (free: number, channel: Channel) => `${countText(free)} free on ${channelWords[channel]}`,
  },

  template: {
    loneBrace: (brace: string) => `Write a single ${brace} in --format as ${brace}${brace}.`,
    unknownName: (name: string, known: string) => `--format does not know {${name}}. It knows ${known}.`,
    unknownFilter: (filter: string, name: string, known: string) =>
      `--format knows no filter "${filter}" in {${name}}. It knows ${known}.`,
    everybody: 'Everybody',
  },

  status: {
    starting: 'Rollcall is starting and has not read the team yet. Ask again in a moment.',
    noName: 'Team',
    demoName: 'Demo data',
    ofDemo: (name: string) => `${name} (demo data)`,
    ofView: (name: string, view: string) => `${name}, view ${view}`,
    counts: (name: string, counts: string) => `${name}: ${counts}`,
    countsAsOf: (name: string, counts: string, time: string) => `${name}: ${counts} (as of ${time})`,
    says: (status: string) => `, says ${status}`,
    leftView: (time: string, name: string) => `${time} ${name}: no longer in this view`,
    assumedZone:
      '? before a time means that its zone is assumed: it is not known yet in which zone Kore.ai writes its times. Until then limits count from what Rollcall has seen.',
    detailsUnderWay: 'Rollcall is still reading them.',
    detailsUnread: (reason: string) => `Time in status is not exact: ${reason}`,
    detailsPartlyRead: ({ read, of, reason }: { read: number; of: number; reason: string }) =>
      `Status details of ${countText(read)} of ${plural(of, 'agent')} were read. For the others, secondary status and time in status are not known, and more may need attention. ${reason} Keep Rollcall running and ask again: it reads them all.`,
    detailsNotUnderstood: (count: number) =>
      `${plural(count, 'entry')} of the status details ${pluralForm(count, { one: 'was', other: 'were' })} not understood, so some times may be missing.`,
  },
};
