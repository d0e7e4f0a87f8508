// Done while the window's own script is still on its way.

// The theme that this window had the last time: before anything is drawn, and so before Tocsin has been asked.
try {
  const theme = localStorage.getItem('tocsin.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Without a memory the system's own theme is shown until Tocsin answers.
}

// `tocsin serve` is dialled; `bridge.ts` goes on with the line. The desktop app has a bridge already.
if (window.tocsin === undefined) {
  const { protocol, host, hash } = window.location;
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? sessionStorage.getItem('tocsin-token') ?? '';
  const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/socket`);
  socket.addEventListener('open', () => socket.send(JSON.stringify({ token })));
  window.dialled = socket;
}
