import { app, BrowserWindow, Tray } from 'electron';

/**
 * A program on the electron-host: a window with one line of text, made and loaded before, that a click on the icon shows
 * or hides. Nothing that opens at an icon can be faster.
 */
const ICON = process.argv[2] ?? '';

await app.whenReady();
const window = new BrowserWindow({ show: false, width: 380, height: 600 });
const tray = new Tray(ICON);
tray.on('click', () => (window.isVisible() ? window.hide() : window.show()));
await window.loadURL('data:text/html,<p class="row">Ready</p>');
process.stdout.write('Rollcall: ready\n');
