/** A record of an SNMP trap as the wire carries it; what is given stands in its place. */
export function trapRecord(id: string, partial: Record<string, unknown>): Record<string, unknown> {
  return {
    _id: id,
    type: 1,
    agentId: '817',
    timestamp: Date.now(),
    level: 3,
    entity: { entityId: '64bb02', entityType: 1, entityName: 'UPS-1' },
    payload: {
      senderAddress: '10.0.0.9',
      agentAddress: '10.0.0.9',
      enterpriseOid: '.1.3.6.1.4.1.318',
      genericTrap: 6,
      specificTrap: 5,
      trapOid: '.1.3.6.1.4.1.318.0.5',
      text: 'on battery',
      bindings: { '.1.3.6.1.4.1.318.2.3.3': 'x' },
    },
    ...partial,
  };
}

/** A record of an MQTT message, likewise. */
export function mqttRecord(id: string, partial: Record<string, unknown>): Record<string, unknown> {
  return {
    _id: id,
    type: 2,
    timestamp: Date.now(),
    payload: { topic: 'plant/1', message: 'stop' },
    entity: [{ entityId: '64bb02', entityType: 1, entityName: 'UPS-1' }],
    ...partial,
  };
}
