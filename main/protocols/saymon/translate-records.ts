import { type OwnWords, own } from '../own-words.ts';
import type { WireEvent } from '../protocol.ts';
import { textOf } from '../readers.ts';
import { shortJson } from '../wire-event.ts';
import { type Context, eventOf, subjectOf } from './event.ts';
import { readJob, readLogRecord } from './wire.ts';
import { eventWord } from './words.ts';

/** A record of topic `snmp-trap`, live or of the event log. */
export function translateTrap(record: unknown, context: Context): WireEvent {
  const { id, timestamp, level, entity, payload } = readLogRecord(record);
  const word = eventWord(level, context, 'warning');
  const sender = textOf(payload.senderAddress) || textOf(payload.agentAddress);
  const said = textOf(payload.text) || textOf(payload.trapOid) || textOf(payload.enterpriseOid);
  const unnamed = sender === '' ? null : { type: 'address', id: sender, name: sender };
  return eventOf(
    {
      key: id === null ? null : `trap:${id}`,
      kind: 'trap',
      topic: 'snmp-trap',
      severity: word.severity,
      level: word.name,
      subject: subjectOf(entity, context) ?? unnamed,
      title: said || own('SNMP trap'),
      body: sender === '' ? (said === '' ? shortJson(record) : '') : own('from {}', sender),
      occurredAt: timestamp,
      payload: record,
    },
    context,
  );
}

/** A record of topic `mqtt`, live or of the event log. */
export function translateMqtt(record: unknown, context: Context): WireEvent {
  const { id, timestamp, level, entity, payload } = readLogRecord(record);
  const word = eventWord(level, context, 'info');
  const topic = textOf(payload.topic);
  const unnamed = topic === '' ? null : { type: 'topic', id: topic, name: topic };
  return eventOf(
    {
      key: id === null ? null : `mqtt:${id}`,
      kind: 'message',
      topic: 'mqtt',
      severity: word.severity,
      level: word.name,
      subject: subjectOf(entity, context) ?? unnamed,
      title: textOf(payload.message) || own('MQTT message'),
      body: topic === '' ? shortJson(record) : topic,
      occurredAt: timestamp,
      payload: record,
      stream: true,
    },
    context,
  );
}

/** A message of topic `job-added` or `job-result-received`: one alert of both, paired by the job's id. */
export function translateJob(
  topic: 'job-added' | 'job-result-received',
  message: unknown,
  context: Context,
): WireEvent {
  const { id, operation, owner, timestamp, automatic, exitCode, output } = readJob(message);
  const closes = topic === 'job-result-received';
  const operationSubject =
    operation === null ? null : { type: 'operation', id: operation, name: context.nameOf('operation', operation) };
  const on = owner === null ? null : context.nameOf(owner.type, owner.id);
  const json = closes && output === '' && exitCode === null ? shortJson(message) : '';
  return eventOf(
    {
      key: id === null ? null : `job:${id}:${closes ? `result:${timestamp ?? ''}` : 'added'}`,
      kind: 'job',
      topic,
      phase: closes ? 'closed' : 'opened',
      severity: !closes || exitCode === null ? 'info' : exitCode === 0 ? 'ok' : 'error',
      level: closes && exitCode !== null ? `exit code ${exitCode}` : null,
      subject: operationSubject ?? subjectOf(owner, context),
      alert: id === null ? null : `job:${id}`,
      title: closes ? resultText(exitCode, output) : own('Job started'),
      body: on === null ? json : json === '' ? own('on {}', on) : own('on {}\n{}', on, json),
      occurredAt: timestamp,
      payload: message,
      automatic,
    },
    context,
    owner,
  );
}

function resultText(exitCode: number | null, output: string): string | OwnWords {
  const first = output.trim();
  if (exitCode === null) return first || own('Job result');
  return first === '' ? own('Exit code {}', String(exitCode)) : own('Exit code {}: {}', String(exitCode), first);
}
