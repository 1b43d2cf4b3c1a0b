// Findings in the editor: squiggles, gutter, hover card, and the menu of quick fixes.
import { type Action, type Diagnostic, lintGutter, linter, setDiagnostics } from "@codemirror/lint";
import { type EditorState, type Extension, Prec, RangeSet, StateEffect, StateField, type Text } from "@codemirror/state";
import { type Command, type EditorView, GutterMarker, type Tooltip, gutter, keymap, lineNumbers, showTooltip } from "@codemirror/view";

/** An edit, in UTF-16 offsets. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
}

/** A finding as the workbench sends it. */
export interface Finding {
  index: number;
  rule: string;
  severity: "error" | "warning" | "info";
  message: string;
  why: string;
  derivation: string[];
  from: number;
  to: number;
  fixes: { title: string; safe: boolean; edits: Edit[] }[];
}

/** What a person chose in a card or the menu. */
export type Choice = (name: "fix" | "ignore" | "page", finding: Finding, fix: number) => void;

/** Shows `findings`, whose places are those of the present text. */
export function show(view: EditorView, findings: Finding[], choose: Choice): void {
  const diagnostics = findings.map((finding): Diagnostic => ({
    from: finding.from,
    to: finding.to,
    severity: finding.severity,
    message: finding.message,
    renderMessage: () => card(finding),
    actions: actions(finding, choose),
  }));
  const spec = setDiagnostics(view.state, diagnostics);
  view.dispatch(spec, { effects: setFindings.of(findings) });
}

/** The finding whose range is selected. */
export function selected(state: EditorState): Finding | undefined {
  const { from, to } = state.selection.main;
  return state.field(known).find((finding) => finding.from === from && finding.to === to);
}

const setFindings = StateEffect.define<Finding[]>();

/** The findings, moved along with the text. */
const known = StateField.define<Finding[]>({
  create: () => [],
  update(findings, transaction) {
    for (const effect of transaction.effects) if (effect.is(setFindings)) return effect.value;
    if (!transaction.docChanged) return findings;
    const { changes } = transaction;
    return findings.map((finding) => ({
      ...finding,
      from: changes.mapPos(finding.from, 1),
      to: Math.max(changes.mapPos(finding.from, 1), changes.mapPos(finding.to, -1)),
    }));
  },
});

const setMenu = StateEffect.define<Tooltip | null>();

const menu = StateField.define<Tooltip | null>({
  create: () => null,
  update(open, transaction) {
    for (const effect of transaction.effects) if (effect.is(setMenu)) return effect.value;
    return transaction.docChanged ? null : open;
  },
  provide: (field) => showTooltip.from(field),
});

/** Everything but the findings themselves; the gutters stand in reading order, so the line numbers belong here. */
export function findingsSupport(choose: Choice): Extension {
  const open: Command = (view) => openMenu(view, choose);
  return [
    known,
    menu,
    linter(null),
    lintGutter({ hoverTime: 200 }),
    lineNumbers(),
    bulbs(open),
    Prec.high(keymap.of([{ key: "Mod-.", run: open }, { key: "Alt-Enter", run: open }])),
  ];
}

function actions(finding: Finding, choose: Choice): Action[] {
  const fixes = finding.fixes.map((fix, index): Action => ({
    name: fix.title,
    apply: () => choose("fix", finding, index),
  }));
  return [
    ...fixes,
    { name: "Ignore…", apply: () => choose("ignore", finding, 0) },
    { name: "Rule", apply: () => choose("page", finding, 0) },
  ];
}

function card(finding: Finding): HTMLElement {
  const body = document.createElement("span");
  const severity = document.createElement("span");
  severity.className = `cm-finding-severity cm-finding-${finding.severity}`;
  severity.textContent = { error: "Error", warning: "Warning", info: "Info" }[finding.severity];
  body.append(severity, ...prose(finding.message), small("cm-finding-why", finding.why));
  if (finding.derivation.length > 0) body.append(steps(finding.derivation));
  body.append(small("cm-finding-rule", finding.rule));
  return body;
}

/** The arithmetic behind a message, a step a line. */
function steps(derivation: string[]): HTMLElement {
  const list = document.createElement("ol");
  list.className = "cm-finding-steps";
  list.setAttribute("aria-label", "How this follows");
  for (const step of derivation) {
    const item = document.createElement("li");
    item.append(...prose(step));
    list.append(item);
  }
  return list;
}

function small(className: string, text: string): HTMLElement {
  const line = document.createElement("span");
  line.className = className;
  line.append(...prose(text));
  return line;
}

/** Text in which backticks mark code. */
function prose(text: string): Node[] {
  return text.split("`").map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  });
}

function onLine(findings: Finding[], doc: Text, position: number): Finding[] {
  const line = doc.lineAt(position);
  return findings.filter((finding) => finding.from <= line.to && finding.to >= line.from);
}

function openMenu(view: EditorView, choose: Choice): boolean {
  const { head } = view.state.selection.main;
  const findings = onLine(view.state.field(known), view.state.doc, head);
  const tooltip: Tooltip = {
    pos: head,
    above: false,
    create: (owner) => {
      const dom = menuElement(owner, findings, choose);
      return { dom, mount: () => dom.querySelector("button")?.focus() };
    },
  };
  view.dispatch({ effects: setMenu.of(tooltip) });
  return true;
}

function menuElement(view: EditorView, findings: Finding[], choose: Choice): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-menu";
  dom.setAttribute("role", "menu");
  dom.setAttribute("aria-label", "Quick fixes");
  const close = () => {
    view.dispatch({ effects: setMenu.of(null) });
    view.focus();
  };
  const item = (label: string, hint: string, run: () => void) => {
    const button = document.createElement("button");
    button.setAttribute("role", "menuitem");
    const words = document.createElement("span");
    words.append(...prose(label));
    button.append(words);
    if (hint) {
      const small = document.createElement("small");
      small.textContent = hint;
      button.append(small);
    }
    button.addEventListener("click", () => {
      close();
      run();
    });
    dom.append(button);
  };
  for (const finding of findings) {
    finding.fixes.forEach((fix, index) => item(fix.title, fix.safe ? "" : "look first", () => choose("fix", finding, index)));
  }
  for (const finding of findings) {
    item(`Ignore \`${finding.rule}\`…`, "", () => choose("ignore", finding, 0));
    item(`About \`${finding.rule}\``, "", () => choose("page", finding, 0));
  }
  if (findings.length === 0) item("Nothing to fix on this line", "", () => {});
  dom.addEventListener("keydown", (event) => walk(event, dom, close));
  dom.addEventListener("focusout", (event) => {
    if (dom.contains(event.relatedTarget as Node | null)) return;
    // The focus may leave because the menu is being taken away, in the midst of an update.
    setTimeout(() => {
      if (view.state.field(menu)) view.dispatch({ effects: setMenu.of(null) });
    });
  });
  return dom;
}

function walk(event: KeyboardEvent, dom: HTMLElement, close: () => void): void {
  const items = [...dom.querySelectorAll("button")];
  const root = dom.getRootNode() as Document | ShadowRoot;
  const at = items.findIndex((button) => button === root.activeElement);
  const go: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (event.key === "Escape" || event.key === "Tab") close();
  else if (event.key in go) items.at((go[event.key] ?? 0) % items.length)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** A bulb in the gutter of the cursor's line, where that line has a fix. */
function bulbs(open: Command): Extension {
  class Bulb extends GutterMarker {
    override toDOM(view: EditorView): Node {
      const button = document.createElement("button");
      button.title = "Quick fixes (Ctrl+.)";
      button.setAttribute("aria-label", "Quick fixes");
      button.tabIndex = -1;
      button.addEventListener("click", () => open(view));
      return button;
    }
  }
  const bulb = new Bulb();
  return gutter({
    class: "cm-bulb",
    markers: (view) => {
      const { doc, selection } = view.state;
      const fixable = onLine(view.state.field(known), doc, selection.main.head).some((finding) => finding.fixes.length > 0);
      return fixable ? RangeSet.of([bulb.range(doc.lineAt(selection.main.head).from)]) : RangeSet.empty;
    },
    lineMarkerChange: (update) => update.selectionSet || update.docChanged || update.transactions.some((one) => one.effects.length > 0),
  });
}
