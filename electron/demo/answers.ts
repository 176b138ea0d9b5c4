/** An HTTP answer: the status and the JSON text of the body. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A refusal in Kore's shape, `{"errors":[{"msg","code"}]}`. */
function refusal(status: number, msg: string, code = status): Answer {
  return { status, body: JSON.stringify({ errors: [{ msg, code }] }) };
}

/** The refusals of Kore.ai, with the texts that tell the three 401 apart. */
export const REFUSALS = {
  badToken: refusal(401, 'Invalid JWT token', 4002),
  badCredentials: refusal(401, 'Invalid SDK credentials', 4002),
  noScope: refusal(401, 'Permission denied. Scope is incorrect!', 4002),
  badArguments: refusal(412, 'Validation errors/ Invalid arguments'),
  badJson: refusal(400, 'Request body is not valid JSON'),
  twoPeriods: refusal(400, 'date cannot be combined with startDate and endDate'),
  wrongMethod: refusal(405, 'Method Not Allowed'),
  notFound: refusal(404, 'Not Found'),
  tooLarge: refusal(413, 'Request body is too large'),
  tooMany: refusal(429, "You've exceeded the per-minute rate limit. Please wait for sometime before retrying."),
  broken: refusal(500, 'Internal Server Error'),
} as const satisfies Readonly<Record<string, Answer>>;

/** True for a JSON object, not for an array or null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for an array of strings, empty or not. */
export function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
