import { rankOf } from '../../../preload/contract/api.ts';
import { type OwnWords, own } from '../own-words.ts';
import type { WireEvent } from '../protocol.ts';
import { shortJson } from '../wire-event.ts';
import type { Said } from './body.ts';
import { type Context, eventOf, nodeSubject, severityOf } from './event.ts';
import { type Fields, fieldsOf, textOf } from './wire.ts';

/** `polleralert.#`, and `poller.alert.#` of the first generation: on-core, lib/protocol/events.js. */
export function translatePollerAlert(said: Said, payload: unknown, context: Context): WireEvent {
  const { data, action } = said;
  const poller = action.replace(/\.updated$/, '');
  const words = pollerWords(poller, data);
  const host = textOf(data.host);
  return eventOf(
    {
      ...trapPart(said),
      topic: 'polleralert',
      subject: nodeSubject(said.nodeId, context) ?? addressSubject(host),
      title: words || (poller === '' ? own('Poller alert') : own('{} alert', poller)),
      body: words === '' ? shortJson(payload) : fromText(host),
      payload,
    },
    context,
  );
}

/** `node.alerts`: what a Redfish endpoint sent, with a few fields of RackHD. */
export function translateRedfish(said: Said, payload: unknown, context: Context): WireEvent {
  const { data } = said;
  const source = textOf(data.sourceIpAddress);
  const words = textOf(data.Message) || textOf(data.MessageId);
  return eventOf(
    {
      ...trapPart(said),
      topic: 'node.alerts',
      subject: nodeSubject(said.nodeId, context) ?? addressSubject(source),
      title: words || own('Redfish alert'),
      body: words === '' ? shortJson(payload) : fromText(source),
      payload,
    },
    context,
  );
}

/** The worst that is said, for a rule's own severity may stand beside the envelope's; where none is, a warning. */
function trapPart({ severity, createdAt, data }: Said) {
  const said = [severity, textOf(data.severity), textOf(data.Severity)].filter((word) => word !== '');
  const [level = ''] = said.toSorted((a, b) => rankOf(severityOf(b, 'info')) - rankOf(severityOf(a, 'info')));
  return { kind: 'trap', severity: severityOf(level, 'warning'), level, occurredAt: createdAt } as const;
}

/** What a poller of a kind has to say, in the server's words; empty where nothing fits. */
function pollerWords(poller: string, data: Fields): string | OwnWords {
  const description = textOf(data.description);
  if (description !== '') return description;
  const reading = fieldsOf(fieldsOf(data.alert).reading ?? data.reading);
  switch (poller) {
    case 'sel':
      return joined([sensorText(reading), textOf(reading.Description) || textOf(reading.Event)]);
    case 'sdr':
      return joined([
        textOf(reading.sensorId),
        [textOf(reading.sensorReading), textOf(reading.sensorReadingUnits), textOf(reading.status)]
          .filter((part) => part !== '')
          .join(' '),
      ]);
    case 'snmp':
      return joined([textOf(data.metric) || textOf(data.oid), textOf(data.value)]);
    default:
      return statesText(poller, fieldsOf(data.states)) || textOf(reading.Description);
  }
}

/** `Physical Security 02`. */
function sensorText(reading: Fields): string {
  return [textOf(reading['Sensor Type']), textOf(reading['Sensor Number'])].filter((part) => part !== '').join(' ');
}

function statesText(poller: string, { last, current }: Fields): string | OwnWords {
  const [before, now] = [textOf(last), textOf(current)];
  if (now === '') return '';
  return before === '' ? `${poller}: ${now}` : own('{}: {}, was {}', poller, now, before);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(': ');
}

function fromText(host: string): string | OwnWords {
  return host === '' ? '' : own('from {}', host);
}

function addressSubject(host: string) {
  return host === '' ? null : { type: 'address', id: host, name: host };
}
