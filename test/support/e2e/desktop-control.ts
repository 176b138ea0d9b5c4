/** The desktop around the page, for specs that only exist there. */
export interface DesktopControl {
  readonly kind: 'electron' | 'electron-host';
}
