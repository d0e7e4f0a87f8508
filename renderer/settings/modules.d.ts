/** Made when the window is built, by build/licences.ts. */
declare module 'virtual:licences' {
  export const licences: readonly {
    readonly name: string;
    readonly version: string;
    readonly licence: string;
    readonly text: string;
  }[];
}

/** A file as the text that it is. */
declare module '*.md?raw' {
  const text: string;
  export default text;
}
