/** An answer as it goes over the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** A JSON answer. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(value) };
}

/** Kore's error shape. */
function refusal(status: number, msg: string, code: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return json({ errors: [{ msg, code }] }, status, headers);
}

/** The refusal of an invalid id. */
export function refusedId(id: string): Reply {
  return refusal(412, `Validation errors/ Invalid arguments: ${id}`, 412);
}

/** Answers without data that have been observed from Kore.ai, a gateway before it, or a network in between. */
export const REPLIES = {
  badToken: refusal(401, 'Invalid JWT token', 4002),
  badCredentials: refusal(401, 'Invalid SDK credentials', 4002),
  noScope: refusal(401, 'Permission denied. Scope is incorrect!', 4002),
  badArguments: refusal(412, 'Validation errors/ Invalid arguments', 412),
  wrongVerb: refusal(405, 'Method Not Allowed', 405),
  noAccess: refusal(403, 'Forbidden', 403),
  noEndpoint: refusal(404, 'Not Found', 404),
  minuteLimit: refusal(
    429,
    "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.",
    429,
    { 'retry-after': '90' },
  ),
  /** The other documented limit text, with a status that does not show it. */
  limitWithoutStatus: json({ message: 'Rate limit for this API has been reached. Please try again after some time.' }),
  gatewayPage: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html><h1>502 Bad Gateway</h1></html>' },
  portalPage: { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><h1>Hotel Wi-Fi</h1>' },
  empty: { status: 200, headers: JSON_TYPE, body: '' },
} as const satisfies Readonly<Record<string, Reply>>;
