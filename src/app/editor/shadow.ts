// Where an editor lives: a shadow root, in which CodeMirror adopts constructed style sheets instead of writing inline
// styles; so the page's policy can forbid those.

export function shadow(host: HTMLElement): { root: ShadowRoot; box: HTMLElement } {
  const root = host.attachShadow({ mode: "open", delegatesFocus: true });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":host{display:block;height:100%} div.box{height:100%}");
  root.adoptedStyleSheets.push(sheet);
  const box = document.createElement("div");
  box.className = "box";
  root.append(box);
  return { root, box };
}
