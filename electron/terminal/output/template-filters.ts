/**
 * What a value of a template is written for; several, one after the other: `{agents:pango:json}`. `json` is for the inside
 * of a string, `pango` for text that GLib reads as markup. SwiftBar and xbar have no way to write a bar that is none, or
 * a line that begins with dashes and opens no submenu, so that characters take their place which look like them.
 */
export const FILTERS = {
  json: (text) => JSON.stringify(text).slice(1, -1),
  pango: (text) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character),
  swiftbar: (text) =>
    text
      .replaceAll('|', '│')
      .split('\n')
      .map((line) => line.replace(/^\s*-/, '‐'))
      .join('\n'),
} as const satisfies Readonly<Record<string, (text: string) => string>>;

/** The name of a filter. */
export type Filter = keyof typeof FILTERS;

/** Those of XML, as GLib's markup parser reads them. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Whether this is the name of a filter. */
export function isFilter(name: string): name is Filter {
  return Object.hasOwn(FILTERS, name);
}
