// Runs before the first paint, so that a chosen colour scheme never flashes.
try {
  const theme = localStorage.getItem("architrave.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused: the system's scheme applies.
}
