/** Chromium's names for Node's errors (docs: api/net, "net.fetch" rejects with `net::ERR_...`). */
const NET_ERRORS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  ECONNRESET: 'ERR_CONNECTION_RESET',
  ENOTFOUND: 'ERR_NAME_NOT_RESOLVED',
  EAI_AGAIN: 'ERR_NAME_NOT_RESOLVED',
  UND_ERR_SOCKET: 'ERR_CONNECTION_CLOSED',
};
/** Statuses without a body (lib/browser/api/net-fetch.ts). */
const NULL_BODY = [101, 204, 205, 304];

/** Node's error in Chromium's words, where Chromium has any. */
export function inChromiumsWords(cause: unknown, error = cause): unknown {
  const name = NET_ERRORS[String((cause as { readonly code?: unknown } | undefined)?.code)];
  return name === undefined ? error : new Error(`net::${name}`);
}

/**
 * docs: api/net, "net.fetch": Node's fetch, failing in Chromium's words. "The `.type` and `.url` values of the returned
 * Response object are incorrect", and so is `.redirected`: the response is rebuilt from status, headers and body
 * (lib/browser/api/net-fetch.ts). A manual redirect is not followed and ends the request (docs: api/client-request,
 * option "redirect" and event "redirect"; lib/common/api/net-client-request.ts).
 */
export const chromiumFetch: Electron.Net['fetch'] = async (input, init) => {
  const request = new Request(input, init);
  const response = await nodeFetch(request);
  const isRedirect = response.type === 'opaqueredirect' || (response.status >= 300 && response.headers.has('location'));
  if (isRedirect && request.redirect === 'manual') throw new Error('Redirect was cancelled');
  const { status, statusText, headers } = response;
  return new Response(NULL_BODY.includes(status) ? null : response.body, { status, statusText, headers });
};

async function nodeFetch(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (!(error instanceof Error) || error.cause === undefined) throw error;
    if (error.cause instanceof Error && error.cause.message === 'unexpected redirect') {
      throw new Error("Attempted to redirect, but redirect policy was 'error'");
    }
    throw inChromiumsWords(error.cause, error);
  }
}
