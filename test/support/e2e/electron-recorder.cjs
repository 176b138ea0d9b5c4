'use strict';
// Loaded into Electron's main process before the app (`electron -r`). Records the icons and notifications that the app
// makes, because Electron has no API that lists them.
const electron = require('electron');

const recorded = {
  tray: null,
  image: '',
  title: '',
  tooltip: '',
  menu: null,
  notifications: [],
  openedOutside: [],
  shortcuts: [],
};
Object.assign(globalThis, { rollcallRecorded: recorded });

function before(prototype, name, record) {
  const own = prototype[name];
  prototype[name] = function (...args) {
    record(this, ...args);
    return own.apply(this, args);
  };
}

const { Tray, Notification, globalShortcut, shell } = electron;
before(Tray.prototype, 'setImage', (tray, image) => Object.assign(recorded, { tray, image: String(image) }));
before(Tray.prototype, 'setTitle', (_tray, title) => Object.assign(recorded, { title }));
before(Tray.prototype, 'setToolTip', (tray, tooltip) => Object.assign(recorded, { tray, tooltip }));
before(Tray.prototype, 'setContextMenu', (_tray, menu) => Object.assign(recorded, { menu }));
before(Tray.prototype, 'popUpContextMenu', (_tray, menu) => Object.assign(recorded, { menu }));
Notification.prototype.show = function () {
  recorded.notifications.push(this);
};
before(Notification.prototype, 'close', (notification) => Object.assign(notification, { isClosed: true }));
before(globalShortcut, 'register', (_self, keys) => recorded.shortcuts.push(keys));
before(globalShortcut, 'unregister', (_self, keys) => {
  recorded.shortcuts = recorded.shortcuts.filter((held) => held !== keys);
});
shell.openPath = (folder) => Promise.resolve(recorded.openedOutside.push(folder) > 0 ? '' : 'not opened');
shell.openExternal = (url) => Promise.resolve(void recorded.openedOutside.push(url));
