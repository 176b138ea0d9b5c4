@rem The terminal commands of the installed app. In a batch file the shell waits for the program; the bare -- lets
@rem addresses stand anywhere behind it. Electron itself writes an empty line first (shell/app/electron_main_delegate.cc),
@rem which nothing here can take away without losing the exit code or what is written bit by bit.
@"%~dp0..\Rollcall.exe" -- %*
