import { z } from 'zod';
import {
  type CommandInput,
  type CommandName,
  commandNames,
  digestAtMostMs,
  digestStepMs,
  exportFormats,
  type HistoryFilter,
  importLength,
  kinds,
  outcomes,
  pageReplies,
  pauseChoices,
  phases,
  type SnoozeTarget,
  severities,
} from './api.ts';

/** The schemas of secrets, so that whoever walks a schema finds them. */
export const secretSchemas = z.registry<{ secret: true }>();

/** A secret field: the literal, or where it is. */
export function secret() {
  return z
    .union([
      z.string().min(1),
      z.strictObject({ stored: z.string().min(1) }),
      z.strictObject({ env: z.string().min(1) }),
      z.strictObject({ file: z.string().min(1) }),
    ])
    .register(secretSchemas, { secret: true });
}

const id = z.int().nonnegative();
/** Epoch ms. */
const moment = z.int().nonnegative();
/** Epoch ms at a whole quarter of an hour. */
const quarter = moment.multipleOf(digestStepMs);
const name = z.string().min(1).max(200);

const historyFilter: z.ZodType<HistoryFilter> = z.strictObject({
  text: z.string().max(1000).optional(),
  servers: z.array(name).max(1000).optional(),
  kinds: z.array(z.enum(kinds)).optional(),
  minSeverity: z.enum(severities).optional(),
  phases: z.array(z.enum(phases)).optional(),
  outcomes: z.array(z.enum(outcomes)).optional(),
  seen: z.boolean().optional(),
  from: z.number().optional(),
  to: z.number().optional(),
  streams: z.boolean().optional(),
});

/** What a snooze is about; also as it is kept on disk. */
export const snoozeTarget: z.ZodType<SnoozeTarget> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('server'), server: name }),
  z.strictObject({ type: z.literal('alert'), server: name, key: z.string().min(1).max(10_000) }),
  z.strictObject({
    type: z.literal('subject'),
    server: name,
    subjectType: z.string().max(1_000),
    subjectId: z.string().min(1).max(10_000),
  }),
]);

const format = z.enum(exportFormats);
const document = z.record(z.string(), z.unknown());
const draft = z.strictObject({ server: document });
const nothing = z.strictObject({});
const importInput = z.strictObject({ text: z.string().max(importLength), removeOthers: z.boolean() });

/** What main accepts from a window or the control socket. */
export const commandInputs: { readonly [N in CommandName]: z.ZodType<CommandInput<N>> } = {
  'window.start': z.strictObject({ filter: historyFilter }),
  'history.watch': z.strictObject({ filter: historyFilter }),
  'history.page': z.strictObject({ filter: historyFilter, before: id }),
  'history.event': z.strictObject({ id }),
  'history.picture': z.strictObject({ id }),
  'history.digest': z
    .strictObject({ from: quarter, to: quarter, bucketMs: quarter.positive() })
    .refine(({ from, to }) => to - from <= digestAtMostMs, 'it reaches back a week at most'),
  'history.unseen': z.strictObject({ marking: z.int().positive() }),
  'history.seen': z.union([z.strictObject({ ids: z.array(id).max(10_000) }), z.strictObject({ all: z.literal(true) })]),
  'history.export': z.union([
    z.strictObject({ format, filter: historyFilter }),
    z.strictObject({ format, ids: z.array(id).min(1).max(10_000) }),
  ]),
  'history.size': nothing,
  'history.cancel-export': nothing,
  'alerts.acknowledge': z.strictObject({ server: name, key: z.string().min(1).max(10_000) }),
  'alerts.clear': nothing,
  'alerts.close': z.strictObject({ server: name, key: z.string().min(1) }),
  'alerts.reopen': z.strictObject({ server: name, key: z.string().min(1) }),
  pause: z.union([z.strictObject({ for: z.enum(pauseChoices) }), z.strictObject({ until: moment })]),
  resume: nothing,
  'quiet.end': nothing,
  snooze: z.union([
    z.strictObject({ what: snoozeTarget, until: moment }),
    z.strictObject({ what: snoozeTarget, untilChange: z.literal(true) }),
  ]),
  unsnooze: z.strictObject({ what: snoozeTarget }),
  'servers.save': draft,
  'servers.remove': z.strictObject({ id: name }),
  'servers.restore': z.strictObject({ id: name }),
  'servers.enable': z.strictObject({ id: name, enabled: z.boolean() }),
  'servers.mute': z.strictObject({ id: name, muted: z.boolean() }),
  'servers.retry': z.strictObject({ id: name }),
  'servers.test': draft,
  'servers.cancel-test': nothing,
  'servers.offer': z.strictObject({ server: document, path: name }),
  'sign-in.begin': z.strictObject({ server: name, how: z.enum(['browser', 'device']) }),
  'sign-in.cancel': z.strictObject({ server: name }),
  'rules.save': z.strictObject({ rule: document }),
  'rules.move': z.strictObject({ id: name, before: name.nullable() }),
  'rules.remove': z.strictObject({ id: name }),
  'rules.restore': z.strictObject({ id: name }),
  'rules.enable': z.strictObject({ id: name, enabled: z.boolean() }),
  'rules.try': z.strictObject({ rule: document, limit: z.int().min(1).max(5_000) }),
  'rules.from': z.strictObject({ event: id, toast: z.enum(['none', 'show']).exactOptional() }),
  'rules.subjects': nothing,
  'rules.hits': nothing,
  'settings.change': z.strictObject({ change: document, reset: z.array(name).max(100).exactOptional() }),
  'settings.preview-import': importInput,
  'settings.import': importInput,
  'settings.undo-import': nothing,
  'settings.export': z.strictObject({ withSecrets: z.boolean() }),
  'secrets.keeping': nothing,
  'start.state': nothing,
  'upgrade.look': nothing,
  'upgrade.restart': nothing,
  'upgrade.later': nothing,
  'diagnosis.check': nothing,
  'diagnosis.bundle': nothing,
  'diagnosis.keep-bundle': nothing,
  'diagnosis.crashes': nothing,
  'diagnosis.crash-seen': nothing,
  about: nothing,
  'diagnosis.toast': z.strictObject({ severity: z.enum(severities) }),
  'toasts.ways': nothing,
  'toasts.hear': z.strictObject({ sound: z.enum(['desktop', 'alarm']) }),
  'toasts.take': z.strictObject({ may: z.boolean() }),
  'toasts.reply': z.strictObject({ id, did: z.enum(pageReplies) }),
};

/** Whether a text names a command. */
export function isCommand(text: string): text is CommandName {
  return (commandNames as readonly string[]).includes(text);
}
