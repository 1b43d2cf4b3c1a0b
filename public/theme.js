// Runs before the first paint, so that a chosen colour scheme never flashes.
try {
  const asked = new URLSearchParams(location.search);
  // A frame looks as whoever placed it says, else as the system, whatever was chosen for the workbench.
  const theme = asked.has("embed") ? asked.get("theme") : localStorage.getItem("architrave.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused: the system's scheme applies.
}
