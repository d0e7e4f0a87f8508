import { z } from 'zod';
import type { ServerSettings } from '../../../preload/contract/api.ts';

const flag = z.boolean().optional();
/** As the Manager gives them: lower case, for its rooms are plain words (Flamenco, eventbus/socketio.go). */
const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'An id looks like 0a1b2c3d-0000-4000-8000-000000000001');
const most = 200;

/** What a server of this kind has in the settings, beside what every server has. */
export const schema = z.object({
  subscriptions: z
    .strictObject({
      jobs: flag,
      workers: flag,
      tags: flag,
      lastRendered: flag,
      tasksOf: z
        .union([z.literal('active'), z.array(z.union([z.literal('active'), uuid])).max(most)])
        .optional()
        .describe('ids of jobs, or "active": all that run'),
      taskLogs: z.array(uuid).max(most).optional().describe('ids of tasks; before Flamenco 3.5 alone'),
    })
    .optional(),
});

/** The settings of one server, secrets resolved. */
export interface FlamencoSettings extends ServerSettings {
  readonly subscriptions?: {
    readonly jobs?: boolean;
    readonly workers?: boolean;
    readonly tags?: boolean;
    readonly lastRendered?: boolean;
    readonly tasksOf?: 'active' | readonly string[];
    readonly taskLogs?: readonly string[];
  };
  /** Path of Socket.IO, `/socket.io/` unless given. */
  readonly path?: string;
}
