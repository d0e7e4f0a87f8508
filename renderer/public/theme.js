// Before anything is drawn, and so before Tocsin has been asked: the theme that this window had the last time.
try {
  const theme = localStorage.getItem('tocsin.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Without a memory the system's own theme is shown until Tocsin answers.
}
