import { z } from 'zod';
import type { ServerSettings } from '../../../preload/contract/api.ts';
import type { Presets, Watch } from './presets.ts';

const flag = z.boolean().optional();
const word = z.string().regex(/^[\w-]{1,100}$/, 'Give one word: letters, digits, _ and -');

const queue = z.strictObject({
  resource: z.literal('mq'),
  params: z.strictObject({
    exchange: z.string().min(1).max(255),
    routingKey: z.string().min(1, 'Give a routing key; # stands for all').max(255),
  }),
});
const collection = z.strictObject({
  resource: word.refine((name) => name !== 'mq', 'A watch of mq needs params with exchange and routingKey'),
  params: z.record(z.string(), z.unknown()).optional(),
});

/** What a server of this kind has in the settings, beside what every server has. */
export const schema = z.object({
  webUrl: z.url({ protocol: /^https?$/ }).optional(),
  channel: word.optional(),
  presets: z
    .strictObject({
      results: flag,
      alerts: flag,
      access: flag,
      state: flag,
      logs: z.enum(['off', 'critical', 'error', 'warning', 'info', 'debug']).optional(),
      nodes: flag,
      catalogs: flag,
      skus: flag,
      records: flag,
    })
    .optional(),
  watches: z
    .array(z.union([queue, collection]))
    .max(50)
    .optional(),
  heartbeat: flag,
});

/** The settings of one server, secrets resolved. */
export interface RackhdSettings extends ServerSettings {
  /** Where "Open" leads; may hold `{type}` and `{id}`. */
  readonly webUrl?: string;
  /** The default resource, last part of the address. */
  readonly channel?: string;
  readonly presets?: Presets;
  readonly watches?: readonly Watch[];
  /** Whether the heartbeats of the server's services are watched: yes unless given. */
  readonly heartbeat?: boolean;
  /** Takes the place of the url's path. */
  readonly path?: string;
}
