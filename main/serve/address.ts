/** Where the door listens. */
export interface Address {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Asked for by hand: another port will not do. */
  readonly asked: boolean;
}

export const usualAddress: Address = { host: '127.0.0.1', port: 4747, asked: false };

const loopback = /^(127(\.(\d{1,2}|1\d\d|2[0-4]\d|25[0-5])){3}|localhost|\[::1\]|::1)$/i;

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

const portMark = 'TOCSIN_DOOR_PORT';

/** The environment of a program that starts itself anew: its door is to be where `origin` says, for tabs lead there. */
export function keepingPort(env: NodeJS.ProcessEnv, origin: string | null): NodeJS.ProcessEnv {
  return origin === null ? env : { ...env, [portMark]: new URL(origin).port };
}

/** The address of this start: after one by itself that of before, else a free one should somebody have taken it. */
export function addressAgain(address: Address, env: NodeJS.ProcessEnv): Address {
  const port = Number(env[portMark] ?? Number.NaN);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return address;
  // A port that was named by hand is the one of before.
  return address.asked && address.port !== 0 ? address : { ...address, port, asked: false };
}
