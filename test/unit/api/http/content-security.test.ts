import { expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../../../electron/api/http/content-security.ts';

it('lets the page load its own files only, and connect to nothing on the desktop', () => {
  expect(contentSecurityPolicy('desktop')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
      "connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
      "require-trusted-types-for 'script'; trusted-types vue",
  );
});

it('differs in the browser only in that the page may ask its own server', () => {
  expect(contentSecurityPolicy('browser')).toBe(
    contentSecurityPolicy('desktop').replace("connect-src 'none'", "connect-src 'self'"),
  );
});
