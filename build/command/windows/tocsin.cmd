@echo off
rem The desktop app's "tocsin" on Windows: hands open, status and import to the running app by its control pipe.
rem Arguments go by the environment, for a script that is read as text takes none, and one that is a file may be refused
rem by the policy for scripts.
setlocal DisableDelayedExpansion
set TOCSIN_ARGUMENTS=%*
set TOCSIN_FOLDER=%~dp0
powershell.exe -NoLogo -NoProfile -NonInteractive -Command "& ([ScriptBlock]::Create((Get-Content -Raw -LiteralPath ($env:TOCSIN_FOLDER + 'tocsin.ps1'))))"
exit /b %ERRORLEVEL%
