/** The system's own command that opens an address in the default browser. */
export function browserCommand(
  platform: string,
  url: string,
): { readonly file: string; readonly args: readonly string[] } {
  switch (platform) {
    case 'darwin':
      return { file: 'open', args: [url] };
    case 'win32':
      // Not `start`, which is a word of the shell: an address must never be read by one.
      return { file: 'rundll32', args: ['url.dll,FileProtocolHandler', url] };
    default:
      return { file: 'xdg-open', args: [url] };
  }
}
