import { DBusError, Variant } from 'dbus-native';
import { SecretsUnavailable } from '../settings/unavailable.ts';
import { type Bus, busAddress, connectBus } from '../toasts/session-bus.ts';
import { Agreement, type Travelling } from './agreement.ts';

/** https://specifications.freedesktop.org/secret-service-spec/latest/ */
const service = 'org.freedesktop.secrets';
const root = '/org/freedesktop/secrets';
const nothing = '/';
const names = {
  service: 'org.freedesktop.Secret.Service',
  collection: 'org.freedesktop.Secret.Collection',
  item: 'org.freedesktop.Secret.Item',
  prompt: 'org.freedesktop.Secret.Prompt',
} as const;
/** Time for a person to type the password of a keyring. */
const promptMs = 120_000;
const absences = ['ServiceUnknown', 'NameHasNoOwner', 'Spawn', 'Disconnected'];

/** What finds an item again, and the label under which people see it. */
export interface Item {
  readonly label: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * One visit to the user's keyring. Each question has 2 s. Rejects with `SecretsUnavailable` where there is no keyring,
 * where it is locked and where it does not answer; nobody is asked for a password.
 */
export async function visit<T>(env: NodeJS.ProcessEnv, todo: (open: OpenKeyring) => Promise<T>): Promise<T> {
  const bus = await reached(env);
  try {
    const collection = await defaultCollection(bus);
    if ((await property(bus, collection, names.collection, 'Locked')) === true) {
      throw new SecretsUnavailable('locked', 'the keyring is locked');
    }
    return await todo(await openKeyring(bus, collection));
  } catch (error) {
    throw unavailable(error);
  } finally {
    bus.close();
  }
}

/**
 * Has the desktop ask the user for the password of the keyring, for two minutes at most; whether it is open now. Never
 * rejects, and does not keep the program from ending.
 */
export async function unlock(env: NodeJS.ProcessEnv): Promise<boolean> {
  let completed = (_: boolean) => {};
  const answered = new Promise<boolean>((resolve) => {
    completed = resolve;
  });
  const late = setTimeout(() => completed(false), promptMs);
  late.unref();
  let asked: string | null = null;
  let bus: Bus | null = null;
  try {
    const address = busAddress(env);
    if (address === null) return false;
    bus = await connectBus(
      address,
      ({ path, interface: of, member, body }) => {
        if (path === asked && of === names.prompt && member === 'Completed') completed(body?.[0] !== true);
      },
      () => completed(false),
    );
    bus.linger();
    const collection = await defaultCollection(bus);
    const [, prompt] = await many(bus, root, names.service, 'Unlock', 'ao', [[collection]]);
    if (prompt === nothing) return true;
    asked = String(prompt);
    const match = `type='signal',interface='${names.prompt}',member='Completed'`;
    const daemon = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
    await bus.call({ ...daemon, interface: 'org.freedesktop.DBus', member: 'AddMatch', signature: 's', body: [match] });
    await one(bus, asked, names.prompt, 'Prompt', 's', ['']);
    return await answered;
  } catch {
    // What cannot be asked stays locked, which is told wherever a secret is needed.
    return false;
  } finally {
    clearTimeout(late);
    bus?.close();
  }
}

/** A keyring that can be read and written. */
export interface OpenKeyring {
  /** The secrets of all items with these attributes. */
  found(attributes: Item['attributes']): Promise<readonly Buffer[]>;
  /** Adds an item; one of the same attributes stays. */
  add(item: Item, secret: Buffer): Promise<void>;
}

async function reached(env: NodeJS.ProcessEnv): Promise<Bus> {
  const address = busAddress(env);
  if (address === null) throw new SecretsUnavailable('absent', 'there is no session bus');
  const quiet = () => undefined;
  return connectBus(address, quiet, quiet).catch((error: Error) => {
    throw new SecretsUnavailable('absent', error.message, { cause: error });
  });
}

/** Where a new secret goes. A keyring that was never set up has none, and making it would want a password. */
async function defaultCollection(bus: Bus): Promise<string> {
  const collection = String(await one(bus, root, names.service, 'ReadAlias', 's', ['default']));
  if (collection !== nothing) return collection;
  throw new SecretsUnavailable('absent', 'the keyring has not been set up');
}

async function openKeyring(bus: Bus, collection: string): Promise<OpenKeyring> {
  const agreement = new Agreement();
  const input = new Variant('ay', agreement.offer());
  const [output, session] = await many(bus, root, names.service, 'OpenSession', 'sv', [Agreement.algorithm, input]);
  agreement.take(octets(output));
  const path = String(session);
  return {
    async found(attributes) {
      const lists = await many(bus, root, names.service, 'SearchItems', 'a{ss}', [Object.entries(attributes)]);
      const [open = [], locked = []] = lists as readonly (readonly string[])[];
      // One that is in another, locked keyring may be the very one that is needed.
      if (open.length === 0 && locked.length > 0) throw new SecretsUnavailable('locked', 'the keyring is locked');
      const secrets: Buffer[] = [];
      for (const item of open) {
        const secret = (await one(bus, item, names.item, 'GetSecret', 'o', [path])) as readonly unknown[];
        secrets.push(agreement.opened({ parameters: octets(secret[1]), value: octets(secret[2]) }));
      }
      return secrets;
    },
    async add({ label, attributes }, secret) {
      const { parameters, value }: Travelling = agreement.sealed(secret);
      const properties = [
        [`${names.item}.Label`, new Variant('s', label)],
        [`${names.item}.Attributes`, new Variant('a{ss}', Object.entries(attributes))],
      ];
      const body = [properties, [path, parameters, value, 'text/plain'], false];
      const [, prompt] = await many(bus, collection, names.collection, 'CreateItem', 'a{sv}(oayays)b', body);
      if (prompt !== nothing) throw new SecretsUnavailable('locked', 'the keyring wants its password');
    },
  };
}

function one(bus: Bus, path: string, of: string, member: string, signature: string, body: unknown[]): Promise<unknown> {
  return bus.call({ destination: service, path, interface: of, member, signature, body });
}

async function many(
  bus: Bus,
  path: string,
  of: string,
  member: string,
  signature: string,
  body: unknown[],
): Promise<readonly unknown[]> {
  return (await one(bus, path, of, member, signature, body)) as readonly unknown[];
}

function property(bus: Bus, path: string, of: string, name: string): Promise<unknown> {
  return one(bus, path, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [of, name]);
}

function octets(value: unknown): Buffer {
  return Buffer.from(value as Uint8Array);
}

/** An error of the bus in our words; what is none of those is a keyring that does not do what it should. */
function unavailable(error: unknown): SecretsUnavailable {
  if (error instanceof SecretsUnavailable) return error;
  const text = error instanceof Error ? error.message : String(error);
  const name = error instanceof DBusError ? (error.dbusName ?? '') : '';
  if (name.endsWith('IsLocked')) return new SecretsUnavailable('locked', text, { cause: error });
  const absent = absences.some((each) => name.startsWith(`org.freedesktop.DBus.Error.${each}`));
  return new SecretsUnavailable(absent ? 'absent' : 'silent', text, { cause: error });
}
