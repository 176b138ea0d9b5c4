@rem The terminal commands of the installed app. In a batch file the shell waits for the program; the bare -- lets
@rem addresses stand anywhere behind it.
@"%~dp0..\Rollcall.exe" -- %*
