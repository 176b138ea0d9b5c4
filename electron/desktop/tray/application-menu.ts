type Template = Electron.MenuItemConstructorOptions[];

/**
 * The application menu of a system; null for none. macOS needs one even without a menu bar in sight: copy, paste and
 * quit work by its shortcuts (electronjs.org/docs/latest/api/menu). The developer tools exist in a build tree only.
 */
export function applicationMenu(platform: string, isPackaged: boolean): Template | null {
  const tools: Template = isPackaged ? [] : [{ role: 'viewMenu' }];
  if (platform === 'darwin') return [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }, ...tools];
  return tools.length === 0 ? null : tools;
}
