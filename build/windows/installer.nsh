; What electron-builder's own installer for one person does besides.

!ifdef BUILD_UNINSTALLER
  Var deleteData
!endif

!macro customInstall
  ; By this file the app knows that it came by this installer, whose copies update themselves.
  FileOpen $0 "$INSTDIR\resources\package-type" w
  FileWrite $0 "nsis"
  FileClose $0

  ; This folder is on everybody's PATH since Windows 10, so that the PATH itself need not be written.
  CreateDirectory "$LOCALAPPDATA\Microsoft\WindowsApps"
  FileOpen $0 "$LOCALAPPDATA\Microsoft\WindowsApps\tocsin.cmd" w
  FileWrite $0 '@"$INSTDIR\resources\bin\tocsin.cmd" %*$\r$\n'
  FileClose $0
!macroend

; Settings, secrets and history stay unless they are asked to go: by an answer, or by --delete-app-data.
!macro customUnInit
  StrCpy $deleteData "0"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "--delete-app-data" $R1
  ${IfNot} ${Errors}
    StrCpy $deleteData "1"
  ${Else}
    ClearErrors
    ${GetOptions} $R0 "/S" $R1
    ${If} ${Errors}
    ${AndIfNot} ${isUpdated}
      ; Without a default for silence (/SD): a one-click uninstaller is set silent before this, and would not ask.
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Delete your settings, stored sign-ins and history of Tocsin as well?" IDNO +2
      StrCpy $deleteData "1"
    ${EndIf}
  ${EndIf}
  ClearErrors
!macroend

!macro customUnInstall
  ${IfNot} ${isUpdated}
    Delete "$LOCALAPPDATA\Microsoft\WindowsApps\tocsin.cmd"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegKey HKCU "Software\Classes\tocsin"
    ${If} $deleteData == "1"
      RMDir /r "$APPDATA\Tocsin"
      RMDir /r "$LOCALAPPDATA\Tocsin"
    ${EndIf}
  ${EndIf}
!macroend
