import { readAsset, resolveAsset } from '../../api/http/assets.ts';
import { contentSecurityPolicy } from '../../api/http/content-security.ts';
import { ORIGIN, SCHEME } from '../system/identity.ts';

/**
 * What the scheme may do, to be registered before `ready`: addresses like those of the web, a secure context, and
 * nothing more. Pages have no use for fetch, since all they ask for goes over IPC.
 */
export const PRIVILEGED_SCHEMES: Electron.CustomScheme[] = [
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: false, corsEnabled: false } },
];

const HEADERS = {
  'Content-Security-Policy': contentSecurityPolicy('desktop'),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** The part of a request that the answer depends on. */
export type PageRequest = Pick<Request, 'url' | 'method'>;

/** Serves the built renderer under `app://rollcall`; whatever is not one of its files does not exist. */
export function createPageHandler(folder: string): (request: PageRequest) => Promise<Response> {
  return async ({ url, method }) => {
    const name = method === 'GET' ? resolveAsset(url, ORIGIN) : null;
    const asset = name === null ? null : await readAsset(folder, name);
    if (asset === null) return new Response(null, { status: 404, headers: HEADERS });
    const { type, caching, bytes } = asset;
    return new Response(new Uint8Array(bytes), {
      headers: { ...HEADERS, 'Content-Type': type, 'Cache-Control': caching },
    });
  };
}
