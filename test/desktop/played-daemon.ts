import { defineInterface, sessionBus } from 'dbus-native';

const face = 'org.freedesktop.Notifications';

/** Says of itself what its object says now. */
export interface Said {
  readonly name: string;
  readonly Inhibited: boolean;
}

/** A notification daemon of another desktop, which makes sounds itself; no package of the bench has one. */
export async function startPlayedDaemon(
  address: string,
  said: Said = { name: 'gnome-shell', Inhibited: false },
): Promise<{ close(): Promise<void> }> {
  const bus = sessionBus({ busAddress: address });
  let last = 0;
  const daemon = defineInterface({
    name: face,
    properties: { Inhibited: { type: 'b', access: 'read', get: () => said.Inhibited } },
    methods: {
      GetServerInformation: {
        in: {},
        out: { name: 's', vendor: 's', version: 's', spec: 's' },
        handler: () => ({ name: said.name, vendor: 'test', version: '1', spec: '1.2' }),
      },
      GetCapabilities: { in: {}, out: { names: 'as' }, handler: () => ['actions', 'body', 'sound'] },
      Notify: {
        in: {
          app: 's',
          replaces: 'u',
          icon: 's',
          title: 's',
          body: 's',
          actions: 'as',
          hints: 'a{sv}',
          expires: 'i',
        },
        out: { id: 'u' },
        handler: () => {
          last += 1;
          return last;
        },
      },
    },
  });
  await bus.export('/org/freedesktop/Notifications', daemon);
  await bus.requestName(face, 0);
  return { close: () => bus.close() };
}
