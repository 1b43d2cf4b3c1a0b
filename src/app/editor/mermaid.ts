// What a code host shows for a diagram's Mermaid text, drawn by the official renderer.
//
// Runs in a sandboxed frame with a policy of its own: Mermaid needs inline styles, the workbench forbids them.
import mermaid from "mermaid";

const stage = document.getElementById("stage") as HTMLElement;
let drawing = 0;

window.addEventListener("message", async (event: MessageEvent) => {
  if (event.source !== window.parent || typeof event.data !== "string") return;
  const { text, dark } = JSON.parse(event.data) as { text: string; dark: boolean };
  const mine = ++drawing;
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    htmlLabels: false,
    theme: dark ? "dark" : "default",
    flowchart: { htmlLabels: false },
  });
  try {
    const { svg } = await mermaid.render(`drawing-${mine}`, text);
    if (mine !== drawing) return;
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
    stage.replaceChildren(document.adoptNode(parsed.documentElement));
  } catch (error) {
    if (mine !== drawing) return;
    const sentence = document.createElement("p");
    sentence.textContent = `Mermaid cannot draw this: ${error instanceof Error ? error.message : String(error)}`;
    stage.replaceChildren(sentence);
  }
});

window.parent.postMessage("ready", "*");
