// Starts the workbench, or says why it cannot start: the page is never blank.
const { js, wasm, editor } = document.getElementById("start").dataset;

function say(title, text, detail) {
  const box = document.getElementById("fallback");
  const heading = document.createElement("h1");
  const body = document.createElement("p");
  heading.textContent = title;
  body.textContent = text;
  box.replaceChildren(heading, body);
  if (detail) {
    const report = document.createElement("pre");
    report.textContent = detail;
    box.append(report);
  }
  box.hidden = false;
}

const modern =
  typeof WebAssembly === "object" &&
  "adoptedStyleSheets" in Document.prototype &&
  typeof Worker === "function" &&
  CSS.supports("color", "light-dark(#000, #fff)");

if (!modern) {
  say(
    "This browser is too old for Architrave",
    "It needs Chrome or Edge 123, Firefox 120, Safari 17.5, or newer. Your drafts are kept in this browser and will be there after an update.",
  );
} else {
  try {
    const load = (file) => import(new URL(file, document.baseURI).href);
    // An embedded diagram is looked at, not edited: the editor is a third of what the page weighs.
    const embedded = new URLSearchParams(location.search).has("embed");
    const [module, scripts] = await Promise.all([load(js), embedded ? undefined : load(editor)]);
    globalThis.architrave = scripts;
    await module.default({ module_or_path: new URL(wasm, document.baseURI).href });
  } catch (error) {
    say(
      "Architrave could not start",
      "A file could not be loaded or run. Reload the page; your drafts are kept in this browser and nothing has been changed.",
      `${error}\n${navigator.userAgent}`,
    );
  }
}
