/** Where the renderer runs: on the desktop it speaks over IPC and may open no connection at all. */
export type RendererSurface = 'desktop' | 'browser';

/**
 * The Content-Security-Policy header of every page of a surface. The renderer may load its own
 * files and nothing else; `vue` is the one Trusted Types policy, made by Vue for its compiled templates.
 */
export function contentSecurityPolicy(surface: RendererSurface): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${surface === 'desktop' ? "'none'" : "'self'"}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types vue',
  ].join('; ');
}
