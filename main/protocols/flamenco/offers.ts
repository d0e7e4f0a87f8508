import type { Offer, Offered } from '../../../preload/contract/api.ts';
import type { Target } from '../protocol.ts';
import { RestFailure } from '../rest-failure.ts';
import { baseOf } from './places.ts';
import { Rest } from './rest.ts';
import type { FlamencoSettings } from './schema.ts';
import { readJob } from './wire.ts';

const active: Offer = { item: 'active', label: 'active', note: 'all jobs that run, as they come and go' };

/** What a Manager has for its form: its jobs by name, newest first. Never rejects. */
export async function offersOf({ server, net, clock }: Target<FlamencoSettings>): Promise<Offered> {
  try {
    const jobs = await new Rest(net, baseOf(server), new AbortController().signal, () => clock.now()).jobs();
    const newest = jobs.map(readJob).sort((one, other) => Number(other.updated ?? 0) - Number(one.updated ?? 0));
    return {
      offers: [
        active,
        ...newest.flatMap(({ id, name, status }): readonly Offer[] =>
          id === null ? [] : [{ item: id, label: name || id, note: `${status} ${id}` }],
        ),
      ],
    };
  } catch (error) {
    if (!(error instanceof RestFailure)) throw error;
    return { why: error.why };
  }
}
