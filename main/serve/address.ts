/** Where the door listens. */
export interface Address {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Asked for by hand: another port will not do. */
  readonly asked: boolean;
}

export const usualAddress: Address = { host: '127.0.0.1', port: 4747, asked: false };

const loopback = /^(127(\.\d{1,3}){3}|localhost|\[::1\]|::1)$/i;

/** Reads `HOST:PORT`. The text of what is wrong with it, where it is no address or not a loopback one. */
export function addressOf(text: string): Address | { readonly fault: string } {
  const match = /^(.*):(\d{1,5})$/.exec(text);
  const [host, port] = [match?.[1] ?? '', Number(match?.[2] ?? Number.NaN)];
  if (match === null || host === '' || port > 65_535) {
    return { fault: `"${text}" is no address: give a loopback one with its port, such as 127.0.0.1:4747` };
  }
  if (!loopback.test(host)) {
    return {
      fault: `${host} is not a loopback address, and the window goes to nobody else's machine. From another one use: ssh -L 4747:127.0.0.1:${port === 0 ? 4747 : port} this-machine`,
    };
  }
  return { host: host.replace(/^\[|\]$/g, ''), port, asked: true };
}
