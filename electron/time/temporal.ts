/**
 * The one door to Temporal: the runtime's own where there is one (Electron's Node and Chromium), else the
 * polyfill; the package's default entry makes that choice when it loads. It is typed by the package either way.
 * A native and a polyfilled object are not interchangeable, so none ever leaves this room: strings and epoch
 * milliseconds do.
 */
export { Temporal } from 'temporal-polyfill';
