import { plural, pluralForm } from '../plurals.ts';

/**
 * The report of `rollcall check`. Whoever runs the check reads it first, then it is sent to the authors of Rollcall: no
 * text may take in anything that the server sent, beyond numbers and known words.
 */
export const checkTexts = {
  title: (version: string) => `Rollcall ${version}: how one Kore.ai account answers`,
  introduction: `Please read this before you send it.

It describes the form of Kore.ai's answers and none of their content: no names, e-mails, phone numbers, ids, host
addresses or tokens. Every value is replaced by its kind ("text", "id u-", "time without a zone") and a count. Only these
are written out: names of fields and headers, and words of error texts, as far as they are in a fixed list of words;
the documented statuses; HTTP statuses and error numbers; counts; and limit, offset and hasMore as answered. A status of
your own is called "own status 1", with the same number throughout.`,
  made: ({ at, made, calls }: { at: string; made: number; calls: number }) =>
    `Made ${at} with ${made} of ${plural(calls, 'call')}. Dates are in the time zone of the team.`,
  openQuestions: 'OPEN QUESTIONS',
  calls: 'CALLS',
  question: (letter: string, question: string) => `(${letter}) ${question}`,
  yes: (because: string) => `Yes: ${because}`,
  no: (because: string) => `No: ${because}`,
  notSettled: (because: string) => `Not settled: ${because}`,

  /** How a call ended. */
  outcome: {
    notMade: (reason: string) => `not made: ${reason}`,
    unknownCall: 'not made: no such call',
    noAnswer: (code: string) => `no answer (${code})`,
    good: (status: number) => `HTTP ${status}`,
    failed: (status: number, code: string) => `HTTP ${status}, ${code}`,
  },
  whyNotMade: {
    ended: 'the check was stopped first',
    limitReached: 'the request limit was reached first',
    firstUnanswered: 'the first call got no answer',
    noDataBefore: 'the call before it got no data',
    noAgentId: 'no agent had an _id',
  },

  /** What a call of the plan reads, and why. */
  planned: {
    everybody: 'Availability without a filter: does it name everybody? (b)',
    oneAgent: 'Availability of one agent by id (b)',
    unknownQueue: 'Availability of a queue that does not exist (b)',
    agentAndQueue: 'Availability of both: must both filters match, or one of them? (b)',
    today: 'Status details of today, first page (a, g)',
    otherOffset: 'The same with another timeZoneOffSet: do the times change with it? (a)',
    offsetOne: 'Two agents from offset 1: does it skip an agent or a page? (h)',
    yesterday: 'Status details of yesterday: is OFFLINE a record? (g)',
    range: 'Yesterday and today with startDate and endDate (c)',
    withoutBotId: 'Today without the header iId (c)',
    version2: 'Status details v2 of today (d)',
    badToken: 'Availability with an invalid token, on purpose: how is it refused? (f)',
  },
  withoutBotId: (call: string) => `${call} (without iId)`,
  withBadToken: (call: string) => `${call} (auth: no-token)`,

  /** How a call was answered. */
  answer: {
    call: (number: number, title: string) => `${number}. ${title}`,
    facts: ({ outcome, bytes, seconds, clock }: { outcome: string; bytes: number; seconds: string; clock: string }) =>
      `${outcome}, ${plural(bytes, 'byte')}, ${seconds} s, ${clock}`,
    clock: (seconds: string) => `clock ${seconds} s relative to this computer`,
    noClock: 'no Date',
    headers: (names: string) => `headers: ${names}`,
    noHeaders: 'none',
    otherHeaders: (count: number) => `${count} with other names`,
    otherType: 'another type',
    notSmallNumber: 'not a small number',
    readRows: (rows: number, ignored: number) => `read as ${plural(rows, 'row')} of agents, ${ignored} not understood`,
    readAgents: (
      agents: number,
      {
        empty,
        records,
        open,
        notUnderstood,
        more,
      }: Readonly<Record<'empty' | 'records' | 'open' | 'notUnderstood', number>> & { more: string },
    ) =>
      `read as ${plural(agents, 'agent')}, ${empty} of them without a record, ${plural(records, 'record')}, ${open} of them open, ${notUnderstood} not understood, ${more}`,
    hasMore: 'more to come',
    hasNoMore: 'no more to come',
    moreUnknown: 'hasMore not given',
    emptyBody: 'empty body',
    markup: 'a page or XML, not JSON',
    noJson: (words: string) => `not JSON; text "${words}"`,
  },

  questions: {
    zone: 'Are startTime and endTime in the zone that the request names (timeZoneOffSet)?',
    everybody: 'Does availability with an empty body ({}) name everybody?',
    filters: 'Must an agent match all filters of availability (AND)?',
    range: 'Does v1 accept startDate and endDate?',
    botId: 'Does v1 need the header iId?',
    version2: 'Does v2 answer in the same shape as v1?',
    capacity: 'Does availability list channels and capacity?',
    limit: 'Is a limit answered with HTTP 429?',
    scope: 'Is a missing scope refused with HTTP 401?',
    token: 'Is an invalid token refused with HTTP 401 and a sentence that Rollcall knows?',
    offline: 'Is OFFLINE ever a record of status details?',
    offset: 'Does offset count agents (and not pages)?',
  },

  /** Why a question is answered like this. */
  because: {
    namedButDetails: (agents: number, details: string) =>
      `it names ${plural(agents, 'agent')}; status details: ${details}`,
    lacks: ({ named, rows, missing }: Readonly<Record<'named' | 'rows' | 'missing', number>>) =>
      `it names ${plural(named, 'agent')}; of ${rows} on the first page of status details it lacks ${missing}`,
    lacksAndMore: ({ named, rows, missing }: Readonly<Record<'named' | 'rows' | 'missing', number>>) =>
      `it names ${plural(named, 'agent')}; of ${rows} on the first page of status details (there are more) it lacks ${missing}`,
    filtered: (all: string, one: string, none: string, both: string) =>
      `agents named: everybody ${all}, one agent ${one}, a queue that does not exist ${none}, both ${both}`,
    filteredButOpen: (filtered: string, open: string) => `${filtered}; ${open}`,
    records: ({
      outcome,
      both,
      today,
      yesterday,
    }: { outcome: string } & Readonly<Record<'both' | 'today' | 'yesterday', number>>) =>
      `${outcome}, ${plural(both, 'record')} of two days against ${today} of today and ${yesterday} of yesterday`,
    withoutBotId: (outcome: string) => `without it: ${outcome}`,
    version1: (outcome: string) => `v1: ${outcome}`,
    fields: ({ fields, added, missing }: Readonly<Record<'fields' | 'added' | 'missing', number>>) =>
      `${plural(fields, 'field')}, ${added} that v1 lacks, ${missing} that only v1 has`,
    documentedFields: 'agents have no fields beyond the seven documented ones',
    otherFields: (names: string) => `besides the documented fields there are ${names}`,
    unknownNames: (count: number) => `${count} whose names are not made of known words`,
    bodyBelow: (outcome: string) => `${outcome}; its body is below`,
    limitNotReached: 'the limit was not reached',
    scopeNotRefused: 'no call was refused for its scope',
    offlineRecords: (offline: number, records: number) => `${offline} of ${plural(records, 'record')}`,
    agentNumbers: (numbers: string, agents: number) =>
      `limit 2 and offset 1 gave agents number ${numbers} of ${agents}`,
    beyondPage: 'beyond the page',
    noAgents: 'none',
    notReadTwice: 'today was not read twice',
    noWallTime: 'no record of today has a time without a zone',
    moved: ({ offset, other, same, moved }: Readonly<Record<'offset' | 'other' | 'same' | 'moved', number>>) =>
      `read with ${offset} and with ${other}, ${plural(same, 'start')} ${pluralForm(same, { one: 'is', other: 'are' })} the same and ${moved} ${pluralForm(moved, { one: 'has', other: 'have' })} moved by the difference.`,
    notMoved: 'So they are in UTC or in a zone of the server.',
    ahead: (inRequestZone: string, inUtc: string) =>
      `Today read as the request's zone ${inRequestZone}; read as UTC ${inUtc}.`,
    aheadOf: later,
    aheadOfAndNewest: ({
      ahead,
      times,
      now,
      minutes,
    }: Readonly<Record<'ahead' | 'times' | 'minutes', number>> & { now: string }) =>
      `${later(ahead, times, now)}, the newest of the others is ${minutes} min before it`,
    serverNow: "the server's clock",
    ownNow: "this computer's clock (no Date header)",
  },

  /** The shape of an answer: field names, kinds of values and counts. */
  shape: {
    manyOf: (kind: string, count: number) => `${kind} (${count})`,
    moreKinds: (count: number) => plural(count, 'more kind'),
    lists: (lists: number, length: string) =>
      pluralForm(lists, { one: `list of ${length}`, other: `${lists} lists of ${length}` }),
    span: (min: number, max: number) => `${min} to ${max}`,
    objects: (count: number) => pluralForm(count, { one: 'object', other: `${count} objects` }),
    otherKeys: (count: number) => `(${plural(count, 'other key')})`,
    entries: 'entries',
    field: (name: string, kinds: string) => `${name}: ${kinds}`,
    presentIn: (kinds: string, count: number, of: number) => `${kinds} [${count} of ${of}]`,
    ownStatus: (number: number) => `own status ${number}`,
    words: (words: string) => `text "${words}"`,
  },

  /** The kinds of values. No kind says what the value is. */
  kinds: {
    deeper: 'something deeper',
    other: 'something else',
    text: 'text',
    emptyText: 'empty text',
    dash: 'a dash',
    time: 'time without a zone',
    timeWithFractions: 'time with fractions, without a zone',
    timeInUtc: 'time in UTC (Z)',
    timeWithOffset: 'time with an offset',
    date: 'date',
    duration: 'duration h:mm:ss',
    longDuration: 'duration of 100 hours or more',
    booleanText: 'true or false as text',
    idA: 'id a-',
    idU: 'id u-',
    idQu: 'id qu-',
    idSt: 'id st-',
    hexId: 'id of 24 hexadecimal digits',
    uuid: 'UUID',
    digits: 'digits',
    email: 'e-mail',
    address: 'address',
    jsonText: 'JSON in a text',
    epochSeconds: 'number like epoch seconds',
    epochMilliseconds: 'number like epoch milliseconds',
    integer: 'whole number',
    number: 'number',
  },
};

function later(ahead: number, times: number, now: string): string {
  return `${ahead} of ${plural(times, 'time')} ${pluralForm(ahead, { one: 'is', other: 'are' })} later than ${now}`;
}
