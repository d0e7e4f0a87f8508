# Read by tocsin.cmd. One line of JSON each way, as main/control/socket.ts has it.
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false

function End-With([int]$status, [string]$line) {
  [Console]::Error.WriteLine("tocsin: $line")
  exit $status
}

$usage = @'
Usage: tocsin open                 bring the window to the front; starts Tocsin where it does not run
       tocsin status [--json]      connection states, open alerts and unseen events
       tocsin import FILE          take settings from a JSON file
       All take --data-dir DIR. The other commands are in the package "tocsin".
'@

# Words, or what stands between quotes.
$given = @([regex]::Matches([string]$env:TOCSIN_ARGUMENTS, '"([^"]*)"|(\S+)') | ForEach-Object { if ($_.Groups[2].Success) { $_.Groups[2].Value } else { $_.Groups[1].Value } })
$words = @()
$dataDirectory = $null
for ($index = 0; $index -lt $given.Count; $index++) {
  if ($given[$index] -eq '--data-dir') {
    $index++
    if ($index -ge $given.Count) { End-With 2 'give a folder after --data-dir' }
    $dataDirectory = $given[$index]
  } elsif ($given[$index].StartsWith('--data-dir=')) {
    $dataDirectory = $given[$index].Substring(11).Trim('"')
  } else {
    $words += $given[$index]
  }
}
if ($words.Count -eq 0) { Write-Output $usage; exit 2 }
$command = $words[0]
if ($command -in '--help', '-h', 'help') { Write-Output $usage; exit 0 }
if ($command -notin 'open', 'status', 'import') {
  End-With 2 "`"$command`" is in the package `"tocsin`" (npm install --global tocsin), which runs without a display. This one, of the desktop app, has open, status and import."
}

$local = if ($env:LOCALAPPDATA) { $env:LOCALAPPDATA } else { Join-Path $HOME 'AppData\Local' }
$whole = if ($dataDirectory) { [IO.Path]::GetFullPath([IO.Path]::Combine($PWD.ProviderPath, $dataDirectory)) } else { Join-Path $local 'Tocsin' }
if ($whole.Length -gt 3) { $whole = $whole.TrimEnd('\') }
$sum = [Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes($whole))
$name = 'tocsin-' + ([BitConverter]::ToString($sum).Replace('-', '').ToLowerInvariant().Substring(0, 16))

$pipe = New-Object IO.Pipes.NamedPipeClientStream '.', $name, ([IO.Pipes.PipeDirection]::InOut), ([IO.Pipes.PipeOptions]::Asynchronous)
try { $pipe.Connect(1000) } catch [TimeoutException] {
  if ($command -eq 'status') {
    if ($words -contains '--json') { Write-Output '{"running": false}' }
    End-With 3 'No Tocsin runs. Start it with "tocsin open".'
  }
  if ($command -eq 'import') { End-With 3 'No Tocsin runs. Start it with "tocsin open", then import again.' }
  $program = Join-Path $env:TOCSIN_FOLDER '..\..\Tocsin.exe'
  if (-not (Test-Path -LiteralPath $program)) { End-With 3 "$program is not there. Install Tocsin again." }
  if ($dataDirectory) { Start-Process -FilePath $program -ArgumentList "`"--data-dir=$dataDirectory`"" } else { Start-Process -FilePath $program }
  exit 0
}
$question = @{ command = 'handed'; input = @{ args = @($words); directory = $PWD.ProviderPath } } | ConvertTo-Json -Compress -Depth 4
$bytes = [Text.Encoding]::UTF8.GetBytes($question + "`n")
$pipe.Write($bytes, 0, $bytes.Length)
$pipe.Flush()
$answering = (New-Object IO.StreamReader $pipe, (New-Object Text.UTF8Encoding $false)).ReadLineAsync()
if (-not $answering.Wait(10000)) { End-With 3 'Tocsin runs, but does not answer within 10 s. End it and try again.' }
$answer = $answering.Result | ConvertFrom-Json
if (-not $answer.ok) { End-With 2 $answer.error.text }
[Console]::Out.Write($answer.value.out)
[Console]::Error.Write($answer.value.err)
exit $answer.value.status
