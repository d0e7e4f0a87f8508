import { describe, expect, test } from 'vitest';
import { causeOf, downFor, isFatal, statusCause, statusOf } from '../../main/protocols/causes.ts';
import { causeText } from '../../preload/contract/texts/index.ts';

const url = 'https://noc.example:1234/path?sessionId=secret';

function nodeError(code: string, message = `it says ${code}`, more: object = {}): Error {
  return Object.assign(new Error(message), { code, ...more });
}

/** As engine.io wraps what ws says. */
function webSocketError(error: Error): Error {
  return Object.assign(new Error('websocket error'), { description: { message: error.message, error } });
}

describe('an error becomes a cause', () => {
  test.each<[string, unknown, string, object, boolean]>([
    ['nothing listens', nodeError('ECONNREFUSED'), 'refused', { host: 'noc.example', port: '1234' }, false],
    ['unknown name', nodeError('ENOTFOUND'), 'name', { host: 'noc.example' }, false],
    ['no name server', nodeError('EAI_AGAIN'), 'name', { host: 'noc.example' }, false],
    ['no answer', nodeError('ETIMEDOUT'), 'time', { seconds: 5 }, false],
    ['expired', nodeError('CERT_HAS_EXPIRED'), 'certificate-expired', {}, false],
    ['self-signed', nodeError('DEPTH_ZERO_SELF_SIGNED_CERT'), 'authority', { host: 'noc.example:1234' }, false],
    ['unknown authority', nodeError('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'authority', {}, false],
    [
      'made for another',
      nodeError('ERR_TLS_CERT_ALTNAME_INVALID', 'no', { cert: { subjectaltname: 'DNS:a.example, DNS:b.example' } }),
      'certificate-name',
      { name: 'a.example, b.example' },
      false,
    ],
    [
      'http at an https address',
      nodeError('EPROTO', 'C0:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:x'),
      'tls',
      {},
      false,
    ],
    [
      'no shared cipher',
      nodeError('EPROTO', '80:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:x'),
      'tls',
      { text: 'sslv3 alert handshake failure' },
      false,
    ],
    ['reset', nodeError('ECONNRESET'), 'broken', { text: 'the other end broke it off' }, false],
    ['no way', nodeError('EHOSTUNREACH'), 'broken', { text: 'no way leads to it' }, false],
    ['an unknown code', nodeError('EWHATEVER', 'odd'), 'broken', { text: 'odd' }, false],
    ['each address of a name failed', new AggregateError([nodeError('ECONNREFUSED')], ''), 'refused', {}, false],
    ['what fetch wraps', new TypeError('fetch failed', { cause: nodeError('ENOTFOUND') }), 'name', {}, false],
    ['within ws', webSocketError(nodeError('ECONNREFUSED')), 'refused', {}, false],
    ['401 to ws', webSocketError(new Error('Unexpected server response: 401')), 'sign-in', {}, true],
    ['403 to ws', webSocketError(new Error('Unexpected server response: 403')), 'sign-in', {}, true],
    ['407 to ws', webSocketError(new Error('Unexpected server response: 407')), 'proxy', {}, true],
    ['502 to ws', webSocketError(new Error('Unexpected server response: 502')), 'http', { status: 502 }, false],
    [
      'a poll that was answered',
      Object.assign(new Error('xhr poll error'), { description: 404 }),
      'http',
      { status: 404 },
      false,
    ],
    [
      'a poll that was not',
      Object.assign(new Error('xhr poll error'), {
        description: 0,
        context: { statusText: nodeError('ECONNREFUSED') },
      }),
      'refused',
      {},
      false,
    ],
    [
      'a poll in plain HTTP to an https port, as nginx answers',
      Object.assign(new Error('xhr poll error'), {
        description: 400,
        context: { responseText: '<html>The plain HTTP request was sent to HTTPS port</html>' },
      }),
      'http',
      { status: 400 },
      false,
    ],
    ['namespace', new Error('Invalid namespace'), 'namespace', { name: '/' }, true],
    [
      'Socket.IO 2',
      new Error(
        'It seems you are trying to reach a Socket.IO server in v2.x with a v3.x client, but they are not compatible',
      ),
      'socketio-2',
      {},
      true,
    ],
    ['Socket.IO 4 met by 2', new Error('Invalid WebSocket frame: RSV1 must be clear'), 'socketio-4', {}, true],
    [
      'no Engine.IO',
      Object.assign(new Error('foreign answer'), { description: '{"a":1}' }),
      'plain-websocket',
      {},
      true,
    ],
    [
      'too large',
      webSocketError(nodeError('WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'Max payload size exceeded')),
      'unreadable',
      {},
      false,
    ],
    ['engine.io gave up', new Error('timeout'), 'time', {}, false],
    ['not an error', 7, 'unexpected', { text: '7' }, false],
  ])('%s', (_, error, code, params, fatal) => {
    const cause = causeOf(error, url);
    expect(cause.code).toBe(code);
    expect(cause.params).toMatchObject(params);
    expect(downFor(cause)).toEqual({ cause, fatal, byServer: false });
    const { why, remedy } = causeText(cause);
    expect(`${why} ${remedy}`).not.toMatch(/secret|undefined/);
  });

  test('an HTTP answer', () => {
    expect(statusCause(301, 'http://noc.example', '').code).toBe('https');
    expect(statusCause(400, 'http://noc.example', '<html>The plain HTTP request was sent to HTTPS port').code).toBe(
      'https',
    );
    expect(statusCause(400, url, '{"code":5,"message":"Unsupported protocol version"}').code).toBe('socketio-4');
    expect(isFatal(statusCause(500, url, ''))).toBe(false);
    expect(statusOf(webSocketError(new Error('Unexpected server response: 400')))).toBe(400);
    expect(statusOf(nodeError('ECONNREFUSED'))).toBeNull();
  });

  test('an address without a port says the one of its scheme', () => {
    expect(causeOf(nodeError('ECONNREFUSED'), 'https://noc.example').params).toEqual({
      host: 'noc.example',
      port: '443',
    });
    expect(causeOf(nodeError('ECONNREFUSED'), 'no address').code).toBe('refused');
  });
});
