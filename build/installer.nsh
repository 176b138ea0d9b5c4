; Taken by the installer for Windows (electron-builder.yml, nsis). What the running app has written beside its own files
; goes with it: the entry for starting at login, with what Task Manager kept of it (Electron's app.setLoginItemSettings
; names both by the appId), and the class that clicks on notifications are handed to (electron/desktop/identity.ts). Not
; when a newer version takes the place of an older one, which also runs the uninstaller.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    DeleteRegKey HKCU "Software\Classes\CLSID\{6C1F6F44-0B8B-4B57-9D0B-2B2E8A6E5C11}"
  ${endIf}
!macroend
