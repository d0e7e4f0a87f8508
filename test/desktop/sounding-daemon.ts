import { defineInterface, sessionBus } from 'dbus-native';

const face = 'org.freedesktop.Notifications';

/** A notification daemon that says that it makes sounds, as GNOME's does; no package of the bench has one. */
export async function startSoundingDaemon(address: string): Promise<{ close(): Promise<void> }> {
  const bus = sessionBus({ busAddress: address });
  let last = 0;
  const daemon = defineInterface({
    name: face,
    methods: {
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
