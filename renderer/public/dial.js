// `tocsin serve` is dialled while the window's own script is still on its way; `bridge.ts` goes on with the line.
// The desktop app has a bridge already.
if (window.tocsin === undefined) {
  const { protocol, host, hash } = window.location;
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? sessionStorage.getItem('tocsin-token') ?? '';
  const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/socket`);
  socket.addEventListener('open', () => socket.send(JSON.stringify({ token })));
  window.dialled = socket;
}
