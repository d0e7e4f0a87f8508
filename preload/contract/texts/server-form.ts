import { words } from './language.ts';

export const english = {
  newOne: 'New server',
  unfinished: 'needs you: your part is missing',
  unfinishedHelp: 'Your administrator has set up this server. It is watched once you have given what is missing.',
};

/** The words of a server's form and of its place in the list. */
export const serverForm = words('serverForm', english);
