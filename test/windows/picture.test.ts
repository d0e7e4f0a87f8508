import { expect, test } from 'vitest';
import type { HttpAnswer, HttpRequest } from '../../main/protocols/protocol.ts';
import { fetchPicture } from '../../main/windows/picture.ts';
import { targetOf } from '../protocols/line.ts';
import { noc } from '../wire.ts';

const server = { ...noc, url: 'http://farm.example:8080' };
const picture = 'http://farm.example:8080/job-files/last.jpg';

/** What the server answers, and what it was asked. */
function answering(answer: Partial<HttpAnswer> | Error) {
  const asked: [url: string, request: HttpRequest | undefined][] = [];
  const request = async (url: string, given?: HttpRequest): Promise<HttpAnswer> => {
    asked.push([url, given]);
    if (answer instanceof Error) throw answer;
    return { status: 200, headers: { 'content-type': 'image/jpeg' }, body: 'AAAA', ...answer };
  };
  return { asked, net: { ...targetOf(server).net, request } };
}

test('a picture is fetched as it is', async () => {
  const { asked, net } = answering({ headers: { 'content-type': 'image/PNG; x=1' } });
  expect(await fetchPicture(server, picture, net)).toEqual({ type: 'image/png', data: 'AAAA' });
  expect(asked).toEqual([[picture, { as: 'base64' }]]);
});

test('also where the address of the server begins with ws', async () => {
  const { net } = answering({});
  expect(await fetchPicture({ ...server, url: 'ws://farm.example:8080' }, picture, net)).toMatchObject({
    data: 'AAAA',
  });
});

test.each([
  'http://elsewhere.example/last.jpg',
  'https://farm.example:8080/last.jpg',
  'http://farm.example/last.jpg',
  'no address',
])('nobody but the server itself is asked: %s', async (url) => {
  const { asked, net } = answering({});
  expect(await fetchPicture(server, url, net)).toMatchObject({ why: { code: 'unreadable' } });
  expect(asked).toEqual([]);
});

test.each<[string, Partial<HttpAnswer> | Error, string]>([
  ['a page', { headers: { 'content-type': 'text/html' } }, 'unreadable'],
  ['a drawing with scripts', { headers: { 'content-type': 'image/svg+xml' } }, 'unreadable'],
  ['nothing said of it', { headers: {} }, 'unreadable'],
  ['too large', { body: 'A'.repeat(8_000_001) }, 'unreadable'],
  ['not there', { status: 404 }, 'http'],
  ['nobody there', Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), 'refused'],
])('what is none says so: %s', async (_, answer, code) => {
  const { net } = answering(answer);
  expect(await fetchPicture(server, picture, net)).toMatchObject({ why: { code } });
});
