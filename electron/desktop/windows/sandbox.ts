/**
 * Puts every page into Chromium's sandbox. Not where `--no-sandbox` was given, as the AppImage's starter does where the
 * system allows no user namespaces: Electron would take that switch away after the processes that pages come from were
 * started without one (shell/browser/api/electron_api_app.cc). Each page is sandboxed by its own preferences anyway.
 */
export function enableSandbox(app: Pick<Electron.App, 'commandLine' | 'enableSandbox'>): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}
