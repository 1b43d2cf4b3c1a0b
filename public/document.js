// Shows a page that came as text, in a sandboxed frame with a policy of its own: a document has its style inside, which
// the workbench forbids, and nothing in it may run or load.
addEventListener("message", (event) => {
  if (event.source !== parent || typeof event.data !== "string") return;
  const { html, print: wanted } = JSON.parse(event.data);
  if (wanted) {
    print();
    return;
  }
  const [left, top] = [scrollX, scrollY];
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const element of page.querySelectorAll("script, base, meta[http-equiv]")) element.remove();
  document.head.replaceChildren(...page.head.querySelectorAll("title, style, meta"));
  document.body.replaceWith(document.adoptNode(page.body));
  scrollTo(left, top);
});
