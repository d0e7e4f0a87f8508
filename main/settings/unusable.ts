/** A file that was given by hand cannot be used; the message is one line with the file, the place and the reason. */
export class UnusableFile extends Error {}
