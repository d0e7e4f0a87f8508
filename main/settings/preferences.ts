import { z } from 'zod';
import {
  languageChoices,
  type Preferences,
  secretPlaces,
  severities,
  sounds,
  themes,
  toastClicks,
  weekdays,
} from '../../preload/contract/api.ts';
import { secret } from '../../preload/contract/schemas.ts';
import { carriesSignIn } from './sign-in.ts';

const count = z.int().min(1).max(1_000_000_000);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give hours and minutes: 22:00');

const quietHours = z.object({
  enabled: z.boolean().default(false),
  windows: z
    .array(
      z.object({
        days: z
          .array(z.enum(weekdays))
          .min(1, 'Choose a day')
          .optional()
          .describe('on which it begins; each one unless given'),
        from: timeOfDay,
        to: timeOfDay.describe('on the next day unless it is later than from'),
      }),
    )
    .max(50, 'These are more than 50 times: join some of them')
    .default([{ from: '22:00', to: '06:00' }]),
  timeZone: z
    .string()
    .refine(isTimeZone, 'There is no such time zone: give one such as Europe/Berlin')
    .optional()
    .describe("IANA name; the system's zone unless given"),
  passSeverity: z.enum(severities).nullable().default('critical').describe('this and worse pass; null: none does'),
  passConnectionLost: z
    .boolean()
    .default(true)
    .describe('a connection lost for connections.stillLostMinutes, or blocked, passes'),
});

/** A day: whoever does not want to hear of it for longer mutes the server, which stays visible. */
const noticeMinutes = z.int().min(1).max(1_440);
const soundsOfSeverities = z.object({
  ok: z.enum(sounds).default('desktop'),
  info: z.enum(sounds).default('desktop'),
  warning: z.enum(sounds).default('desktop'),
  error: z.enum(sounds).default('desktop'),
  critical: z.enum(sounds).default('alarm'),
});

const proxyRemedy = 'Give the address of a proxy, such as http://proxy.example:3128, and a sign-in in its own fields';

const proxyAddress = z
  .string(proxyRemedy)
  .max(2_000)
  .refine((text) => URL.canParse(text) && /^https?:/i.test(text) && !carriesSignIn(text), proxyRemedy);

/** What servers use that name no proxy of their own. A password that an export left out is entered again. */
const network = z.object({
  proxy: z
    .union(
      [
        z.enum(['system', 'none']),
        proxyAddress,
        z.object({
          url: proxyAddress,
          login: z.string(proxyRemedy).min(1, proxyRemedy),
          password: secret().optional(),
        }),
      ],
      { error: proxyRemedy },
    )
    .default('system')
    .describe('system: as http_proxy, https_proxy and no_proxy of the environment say; never for this computer itself'),
});
/** What comes from there is run, so the line to it must be sure; on this machine itself it is. */
const upgradeSource = z
  .string()
  .max(2_000)
  .refine((text) => isSureAddress(text), 'Begin the address with https://; it must not carry a sign-in');

/** The settings that are not servers or rules, with their built-in values. */
export const preferences = z.object({
  quietHours: quietHours.prefault({}),
  connections: z
    .object({
      lostMinutes: noticeMinutes.describe('out of reach for so long, a server is told quietly').default(2),
      stillLostMinutes: noticeMinutes
        .describe('out of reach for so long, it is told as an error; alone where it is no more than lostMinutes')
        .default(15),
    })
    .prefault({}),
  toasts: z
    .object({
      driver: z.string().min(1).max(50).default('auto').describe('auto, or the name of a driver'),
      previews: z.boolean().default(true).describe('whether a notification shows what the server said'),
      maxPerMinute: z.int().min(1).max(600).default(10),
      sounds: soundsOfSeverities.prefault({}).describe("a rule's sound goes before it, and quiet ones make none"),
      repeatCritical: z
        .boolean()
        .default(false)
        .describe('critical ones come again every 5 min until seen or acknowledged, at most 12 times'),
      click: z
        .enum(toastClicks)
        .default('window')
        .describe("what a click opens: Tocsin's window, or the page of the server where the event has one"),
    })
    .prefault({}),
  history: z
    .object({
      keepDays: count.default(90),
      keepRows: count.default(1_000_000),
      streams: z.object({ keepDays: count.default(7), keepRows: count.default(200_000) }).prefault({}),
      keepMegabytes: count.default(2048),
    })
    .prefault({}),
  network: network.prefault({}),
  start: z
    .object({ withSystem: z.boolean().describe('starts, hidden, when you sign in to the system').default(false) })
    .prefault({}),
  secrets: z
    .object({
      keep: z
        .enum(secretPlaces)
        .default('auto')
        .describe(
          "auto: in the system's keyring where there is one; file: readable for the user alone; memory: nowhere",
        ),
    })
    .prefault({}),
  updates: z
    .object({
      enabled: z.boolean().describe('whether the desktop app fetches new versions of itself').default(true),
      source: upgradeSource
        .nullable()
        .default(null)
        .describe('where new versions are looked for; null: where the package was built to look'),
    })
    .prefault({}),
  appearance: z
    .object({
      theme: z.enum(themes).default('system'),
      language: z
        .enum(languageChoices)
        .default('system')
        .describe("of window, tray and notifications; system: the session's"),
    })
    .prefault({}),
  window: z
    .object({
      closeSaid: z.boolean().default(false),
      greeted: z.boolean().describe('the first start is over').default(false),
      singleKeys: z.boolean().describe('whether a key pressed alone does something').default(true),
    })
    .prefault({}),
}) satisfies z.ZodType<Preferences>;

function isSureAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
