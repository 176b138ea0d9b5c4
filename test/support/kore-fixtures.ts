/**
 * Raw answers as in the two API documents, one for each known quirk. Written by hand, so neither the client nor the
 * demo tests itself.
 */

/** The sample response of "Agents availability". */
export const AVAILABILITY_SAMPLE = {
  AVAILABLE: [
    {
      _id: 'a-551a805-04ab-4c08-88ab-c23eb5aaxxxx',
      userId: 'u-ac66a8f2-5988-56d9-b54f-51a4ea6axxxx',
      firstName: 'Jane',
      lastName: 'Doe',
      emailId: 'sa@yopmail.com',
      customId: '1111',
      phoneNumber: '9999999999',
    },
  ],
  BUSY: [],
  OFFLINE: [
    {
      _id: 'a-645446e-51ca-4b28-94b2-b0b8d87axxxx',
      userId: 'u-edeea799-0020-5c13-b3ce-bf25c0e0xxxx',
      firstName: 'John',
      lastName: 'Doe',
      emailId: 'john_doe@yopmail.com',
      customId: '1313',
      phoneNumber: '8888888888',
    },
  ],
  AWAY: [],
} as const;

const SEGMENTS = [
  ['AVAILABLE', 'AVAILABLE', '2023-03-09T13:20:38', '2023-03-10T21:37:42', '32:17:04'],
  ['AVAILABLE', 'AVAILABLE', '2023-03-10T21:37:42', '2023-03-10T21:38:52', '00:01:10'],
  ['BUSY', 'BUSY', '2023-03-10T21:38:52', '2023-03-10T21:39:48', '00:00:55'],
  ['AVAILABLE', 'AVAILABLE', '2023-03-10T21:40:17', '2023-03-10T21:40:28', '00:00:11'],
  ['AVAILABLE', 'AVAILABLE', '2023-03-10T21:42:49', '2023-03-10T21:44:05', '00:01:16'],
  ['AVAILABLE', 'AVAILABLE', '2023-03-10T21:44:48', '2023-03-10T21:45:09', '00:00:21'],
  ['AVAILABLE', 'AVAILABLE', '2023-03-10T21:46:42', '2023-03-10T21:51:02', '00:04:20'],
  ['BUSY', 'NBK', '2023-03-10T21:51:02', '-', '-'],
] as const;

/** One status as the document writes it. */
export function segment(
  primaryStatus: string,
  secondaryStatus: string,
  startTime: string,
  endTime: string,
  duration = '-',
): Readonly<Record<string, string>> {
  return { primaryStatus, secondaryStatus, startTime, endTime, duration };
}

/**
 * The sample response of "Agent Status Details", with the missing comma after `customId`. It contains most quirks at
 * once: agents without `status`, an open end, more than 24 h, holes, repeats, unclipped and rounded times, and a
 * `limit` and `offset` that do not echo the request.
 */
export const DETAILS_SAMPLE = {
  hasMore: false,
  limit: 3,
  offset: 2,
  data: [
    {
      userId: 'u-388b2b2a-264d-511d-918e-f746e5e1xxxx',
      firstName: 'Gau',
      lastName: 'AgentTwo',
      email: 'gauagent2@abc.com',
    },
    {
      userId: 'u-fee373f7-8685-5f9b-b359-1e890ccdxxxx',
      firstName: 'gau',
      lastName: 'AgentOne',
      email: 'gauagent1@gmail.com',
    },
    {
      userId: 'u-fdc72ca0-a35d-57ff-bcb3-a33904a4xxxx',
      firstName: 'gaumur',
      lastName: 'gaumur',
      email: 'gaumur@abc.com',
      customId: '123456',
      status: SEGMENTS.map(([primary, secondary, start, end, duration]) =>
        segment(primary, secondary, start, end, duration),
      ),
    },
  ],
} as const;

/** The sample as printed: without the comma it is not JSON. */
export const DETAILS_SAMPLE_AS_PRINTED = JSON.stringify(DETAILS_SAMPLE).replace('"123456",', '"123456"');

/** The two limit texts. */
export const LIMIT_TEXTS = [
  "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.",
  'Rate limit for this API has been reached. Please try again after some time.',
] as const;

/** Kore.ai's error shape. */
export function koreError(msg: string, code: number): unknown {
  return { errors: [{ msg, code }] };
}

/** The three messages that share status 401 and code 4002. */
export const REFUSALS = {
  'token-refused': 'Invalid JWT token',
  'ids-refused': 'Invalid SDK credentials',
  'scope-missing': 'Permission denied. Scope is incorrect!',
} as const;

/** The answer of a gateway when Kore.ai is down. */
export const GATEWAY_PAGE = '<html>\n<head><title>502 Bad Gateway</title></head>\n<body>nginx</body>\n</html>';
/** The answer of a hotel network, with status 200. */
export const LOGIN_PAGE = '<!DOCTYPE html><html><body><form>Guest Wi-Fi: sign in</form></body></html>';

/** An availability row as in newer documents: capacity per channel in fields of unknown shape, empty names. */
export const CAPACITY_ROW = {
  _id: 'a-75b2b7b-674c-4d0e-8a6f-0c1d2e3fxxxx',
  userId: 'u-75b2b7b1-674c-5d0e-8a6f-0c1d2e3fxxxx',
  firstName: '',
  lastName: '',
  emailId: 'asha@example.com',
  customId: '',
  channels: ['Voice', 'Live Chat'],
  capacity: { voice: { total: 1, used: 1, available: 0 }, liveChat: { total: '5', used: 2 } },
} as const;

/** An agent of status details by number. */
function detailsAgent(number: number): Readonly<Record<string, string>> {
  const id = String(number).padStart(4, '0');
  return { userId: `u-${id}`, firstName: 'Agent', lastName: id, email: `agent${id}@example.com` };
}

/** Agents `from` to `to - 1`. */
export function detailsAgents(from: number, to: number): readonly Readonly<Record<string, string>>[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => detailsAgent(from + index));
}

/** How a server understands `offset`. */
export type OffsetRule = 'records' | 'pages' | 'ignored';

/** A page of at most `limit` agents from a server with that rule. */
export function detailsPage(team: number, rule: OffsetRule, offset: number, limit: number): unknown {
  const start = { records: offset, pages: offset * limit, ignored: 0 }[rule];
  const data = detailsAgents(start, Math.min(team, start + limit));
  // This quirk is why the rule matters: the flag stays true beyond the last page.
  return { hasMore: rule === 'records' ? start + limit < team : true, limit, offset, data };
}
