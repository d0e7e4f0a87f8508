import type { Cause, EventRow, ServerState } from '../../preload/contract/api.ts';
import { acknowledgementToast } from '../../preload/contract/texts/index.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Connections } from '../connections/connections.ts';
import type { History } from '../history/history.ts';
import type { Intake } from '../intake/intake.ts';
import type { Toaster } from '../telling/toaster.ts';

interface Surroundings {
  readonly connections: Pick<Connections, 'acknowledge'>;
  readonly alerts: Pick<Alerts, 'get'>;
  readonly history: Pick<History, 'rows'>;
  readonly intake: Pick<Intake, 'settled'>;
  readonly toaster: Pick<Toaster, 'tell'>;
  readonly nameOf: (server: string) => string;
  readonly previews: () => boolean;
}

/** Acknowledges alerts on their servers. Nothing here says that one is acknowledged but the server's own word. */
export class Acknowledging {
  readonly #in: Surroundings;
  #online = '';

  constructor(surroundings: Surroundings) {
    this.#in = surroundings;
  }

  /** Null when the server says that the alert is acknowledged, and that is committed here; else why not. */
  async acknowledge(server: string, key: string): Promise<Cause | null> {
    const { connections, alerts, intake, nameOf } = this.#in;
    if (alerts.get(server, key) === null) return { code: 'alert-gone', params: { server: nameOf(server) } };
    const why = await connections.acknowledge(server, key);
    await intake.settled();
    return why;
  }

  /**
   * By the button of a toast, for the event that it names and those equal to it: nobody waits for the answer, so a refusal
   * is told by a toast. What a server says of one it says of all of them, so the first refusal is the last.
   */
  async acknowledgeEvents(event: number, equal: readonly number[]): Promise<void> {
    const rows = await this.#in.history.rows([event, ...equal]);
    const tried = new Set<string>();
    for (const row of rows.toSorted((one, other) => Number(other.id === event) - Number(one.id === event))) {
      if (row.alert === null || tried.has(row.alert)) continue;
      tried.add(row.alert);
      if (row.id !== event && !this.#isWanting(row.server, row.alert)) continue;
      const why = await this.acknowledge(row.server, row.alert);
      if (why !== null) return this.#tell(row, why);
    }
  }

  /** Whether other servers are online than at the last look: other alerts can be acknowledged then. */
  isChangedBy(states: readonly ServerState[]): boolean {
    const before = this.#online;
    this.#online = JSON.stringify(states.flatMap(({ id, state }) => (state.name === 'online' ? [id] : [])));
    return this.#online !== before;
  }

  #isWanting(server: string, key: string): boolean {
    return this.#in.alerts.get(server, key)?.record.acknowledgedBy === null;
  }

  async #tell(row: EventRow, why: Cause): Promise<void> {
    const words = acknowledgementToast({ row, why, previews: this.#in.previews() });
    const toast = { ...words, urgency: 'show', severity: row.severity, buttons: [], replaces: null } as const;
    await this.#in.toaster.tell(toast, row.id);
  }
}
