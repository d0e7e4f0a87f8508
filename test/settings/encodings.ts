/** Settings as an editor saves them in an encoding that is not UTF-8: a name in Cyrillic in windows-1251. */
export const windows1251 = Buffer.concat([
  Buffer.from('{"servers": [{"id": "hall", "protocol": "flamenco", "url": "http://a.example", "name": "'),
  Buffer.from([0xd6, 0xe5, 0xf5]),
  Buffer.from('"}]}'),
]);

/** And as the shell of Windows writes them, with the mark of the byte order. */
export const utf16 = Buffer.from('\uFEFF{"toasts": {"maxPerMinute": 3}}', 'utf16le');
