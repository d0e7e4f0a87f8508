import type { Answer, CommandInput, SignIn } from '../../preload/contract/api.ts';

/** The words of a command of the desktop app's own `tocsin`, and the folder that they were given in. */
export interface Handed {
  readonly args: readonly string[];
  readonly directory: string;
}

/** What a running host answers on its control socket. */
export interface ControlCommands {
  hello(): { readonly pid: number; readonly host: string; readonly version: string };
  status(): unknown;
  check(): Promise<unknown>;
  import(document: unknown): Promise<unknown>;
  export(withSecrets: unknown): Promise<unknown>;
  bundle(): Promise<unknown>;
  open(event: unknown): void;
  /** Carries out a command of the desktop app's own `tocsin`: what it prints and how it ends. */
  handed(input: Handed): Promise<unknown>;
  /** Begins the sign-in of a person, as a window does. */
  signIn(input: CommandInput<'sign-in.begin'>): Promise<Answer<unknown>>;
  /** Answers when the one that was begun has ended, with how. */
  signedIn(input: CommandInput<'sign-in.begin'>): Promise<SignIn | null>;
  pause(input: unknown): Promise<unknown>;
  resume(): Promise<true>;
  quit(): void;
}
export type ControlCommand = keyof ControlCommands;
