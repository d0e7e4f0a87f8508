import { readFile, writeFile } from 'node:fs/promises';

const anchor = /<ComponentGroup Id="ProductComponents"[^>]*>/;

/** What every desk gets: the start with the system, which ends at once where it is switched off, and `tocsin` on the PATH. */
const entries = `
      <Component Id="MachineEntries" Guid="*" Directory="APPLICATIONFOLDER">
        <RegistryValue Root="HKLM" Key="Software\\Microsoft\\Windows\\CurrentVersion\\Run" Name="Tocsin" Type="string" Value="&quot;[APPLICATIONFOLDER]Tocsin.exe&quot; --hidden --started-with-system" KeyPath="yes"/>
        <Environment Id="MachinePath" Name="PATH" Value="[APPLICATIONFOLDER]resources\\bin" Permanent="no" Part="last" Action="set" System="yes"/>
      </Component>`;

/** electron-builder's hook: adds the entries of a machine to the project of the MSI. */
export default async function msiProjectCreated(path: string): Promise<void> {
  await writeFile(path, withMachineEntries(await readFile(path, 'utf8')));
}

/** The project with the entries; throws where they have no place, for an MSI without them would only seem right. */
export function withMachineEntries(project: string): string {
  if (!anchor.test(project)) throw new Error('The project of the MSI has no group of components to add to');
  return project.replace(anchor, (group) => `${group}${entries}`);
}
