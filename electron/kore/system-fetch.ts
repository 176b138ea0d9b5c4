import type { FetchFunction } from './types.ts';

/** OpenSSL's names for an issuer that is not in the list (openssl-verification-options(1)). */
const UNKNOWN_ISSUER = /^(UNABLE_TO_(GET_ISSUER|VERIFY)|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED)/;

/**
 * Node's fetch with the system's certificate authorities added to its own (design: HTTP), as behind a company's proxy
 * that inspects traffic. They are added when a host is first met that Node alone does not trust, because reading them
 * takes longer than all else of a short command; nothing was sent to that host by then, so it is asked again.
 */
export function createSystemFetch(
  fetch: FetchFunction = globalThis.fetch,
  trustSystem: () => void = addSystemAuthorities,
): FetchFunction {
  let isAdded = false;
  return async (input, init) => {
    const again = input instanceof Request && !isAdded ? input.clone() : input;
    try {
      return await fetch(input, init);
    } catch (error) {
      if (isAdded || !isUnknownIssuer(error)) throw error;
      isAdded = true;
      trustSystem();
      return fetch(again, init);
    }
  };
}

function isUnknownIssuer(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && UNKNOWN_ISSUER.test(String(cause.code));
}

function addSystemAuthorities(): void {
  const tls = process.getBuiltinModule('node:tls');
  tls.setDefaultCACertificates([...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])]);
}
