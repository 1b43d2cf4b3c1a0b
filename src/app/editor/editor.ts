// The code editor behind a handful of methods: all that the workbench knows of CodeMirror.
//
// Every place is a UTF-16 offset. Each change of the text counts `version` up; what is said of an older version is moved
// along with the changes made since.
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory, redo, undo } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { type ChangeDesc, EditorSelection, EditorState, type Extension, MapMode } from "@codemirror/state";
import {
  type Command,
  EditorView,
  drawSelection,
  dropCursor,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
} from "@codemirror/view";
import { type Edit, type Finding, findingsSupport, selected, show } from "./findings";
import { shadow } from "./shadow";
import { look } from "./theme";

export { Viewer } from "./viewer";

/** The text changed: the whole of it, its version, and whether a person did it (not a loaded draft). */
type Changed = (text: string, version: number) => void;
/** The cursor moved: offset, line and column from 1. */
type Moved = (offset: number, line: number, column: number) => void;
/** Something was asked for by key or card: its name, and the finding it is about. */
type Asked = (name: string, finding: number) => void;

/** Typing over a selection: left to the browser, several lines are joined with inline styles, which the page forbids. */
const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || event.isComposing || event.data === null) return false;
    if (view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

/** A dropped file is a document of its own, which the page opens; left to the editor, it would be written into this one. */
const filesOnly = EditorView.domEventHandlers({
  drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
});

/** Escape lets the next Tab out, also where it was of use for something else, and for whoever needs their time. */
const wayOut = EditorView.domEventObservers({
  keydown(event, view) {
    if (event.key === "Escape") view.setTabFocusMode(10_000);
  },
});

export class Editor {
  private readonly view: EditorView;
  private version = 0;
  /** The changes that led from version `base` to the present one, one a version. */
  private log: ChangeDesc[] = [];
  private base = 0;
  private loading = false;

  constructor(
    host: HTMLElement,
    private readonly changed: Changed,
    private readonly moved: Moved,
    private readonly asked: Asked,
  ) {
    const { root, box } = shadow(host);
    this.view = new EditorView({ root, parent: box, state: this.fresh("", 0) });
  }

  /** Shows another document, with a history of its own. */
  load(text: string, cursor: number): void {
    this.loading = true;
    this.view.setState(this.fresh(text, cursor));
    this.loading = false;
    this.version += 1;
    this.base = this.version;
    this.log = [];
    this.view.dispatch({ effects: EditorView.scrollIntoView(this.view.state.selection.main.head, { y: "center" }) });
    this.changed(text, this.version);
    this.tellCursor();
  }

  /** Applies edits of version `version` as one undo step; false where the text has changed too much since. */
  apply(edits: string, version: number): boolean {
    const moved = this.since(version);
    if (!moved) return false;
    const now: Edit[] = [];
    for (const edit of JSON.parse(edits) as Edit[]) {
      const from = moved.mapPos(edit.from, 1, MapMode.TrackDel);
      const to = edit.to === edit.from ? from : moved.mapPos(edit.to, -1, MapMode.TrackDel);
      if (from === null || to === null || to < from) return false;
      now.push({ from, to, insert: edit.insert });
    }
    this.step(now);
    return true;
  }

  /** Shows the findings of version `version`. */
  findings(json: string, version: number): void {
    const moved = this.since(version);
    if (!moved) return;
    const end = this.view.state.doc.length;
    const found = (JSON.parse(json) as Finding[]).map((finding) => {
      const from = Math.min(end, moved.mapPos(finding.from, 1));
      return { ...finding, from, to: Math.min(end, Math.max(from, moved.mapPos(finding.to, -1))) };
    });
    show(this.view, found, (name, finding, fix) => this.choose(name, finding, fix));
  }

  /** Selects a range of version `version`, brings it into sight and puts the focus into the editor. */
  reveal(from: number, to: number, version: number): void {
    const moved = this.since(version);
    const end = this.view.state.doc.length;
    const place = (offset: number) => Math.min(end, moved ? moved.mapPos(offset) : offset);
    const selection = EditorSelection.range(place(to), place(from));
    this.view.dispatch({ selection, effects: EditorView.scrollIntoView(selection, { y: "center" }) });
    this.view.focus();
  }

  /** Says that the editor may have moved on the page: what floats above it follows. */
  remeasure(): void {
    this.view.requestMeasure();
  }

  /** Takes the last step back; it can be redone. */
  undo(): void {
    undo(this.view);
  }

  redo(): void {
    redo(this.view);
  }

  focus(): void {
    this.view.focus();
  }

  /** Goes to the next finding behind the cursor. */
  next(): void {
    this.walk(nextDiagnostic);
  }

  /** Goes to the next finding before the cursor. */
  previous(): void {
    this.walk(previousDiagnostic);
  }

  text(): string {
    return this.view.state.doc.toString();
  }

  cursor(): number {
    return this.view.state.selection.main.head;
  }

  private walk(step: Command): boolean {
    this.view.focus();
    const went = step(this.view);
    const finding = selected(this.view.state);
    if (went && finding) this.asked("choose", finding.index);
    return went;
  }

  private choose(name: string, finding: Finding, fix: number): void {
    if (name === "fix") this.asked(`fix-${fix}`, finding.index);
    else this.asked(name, finding.index);
  }

  private step(changes: Edit[]): void {
    this.view.dispatch({ changes, annotations: isolateHistory.of("full"), userEvent: "input.fix", scrollIntoView: true });
  }

  /** What happened since `version`; null where that is no longer known. */
  private since(version: number): ChangeDesc | null {
    if (version < this.base || version > this.version) return null;
    const [first, ...rest] = this.log.slice(version - this.base);
    if (!first) return this.view.state.changes().desc;
    return rest.reduce((all, one) => all.composeDesc(one), first);
  }

  private tellCursor(): void {
    const { head } = this.view.state.selection.main;
    const line = this.view.state.doc.lineAt(head);
    const column = [...line.text.slice(0, head - line.from)].length + 1;
    this.moved(head, line.number, column);
  }

  private fresh(text: string, cursor: number): EditorState {
    const doc = EditorState.create({ doc: text }).doc;
    return EditorState.create({
      doc,
      selection: EditorSelection.cursor(Math.min(cursor, doc.length)),
      extensions: this.extensions(),
    });
  }

  private extensions(): Extension {
    return [
      findingsSupport((name, finding, fix) => this.choose(name, finding, fix)),
      foldGutter({ openText: "⌄", closedText: "›" }),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      history(),
      drawSelection(),
      dropCursor(),
      indentOnInput(),
      indentUnit.of("  "),
      EditorState.tabSize.of(2),
      EditorState.allowMultipleSelections.of(true),
      bracketMatching(),
      highlightActiveLine(),
      highlightSelectionMatches({ minSelectionLength: 2 }),
      search({ top: true }),
      yaml(),
      look,
      keymap.of([
        { key: "Mod-s", preventDefault: true, run: () => (this.asked("save", 0), true) },
        { key: "F8", run: () => this.walk(nextDiagnostic) },
        { key: "Shift-F8", run: () => this.walk(previousDiagnostic) },
        ...defaultKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...foldKeymap,
        indentWithTab,
      ]),
      typingOver,
      wayOut,
      filesOnly,
      EditorView.contentAttributes.of({ "aria-label": "Spec in YAML. Escape, then Tab leaves the editor.", tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !this.loading) {
          this.version += 1;
          this.log.push(update.changes.desc);
          if (this.log.length > 400) {
            this.base += this.log.length - 200;
            this.log = this.log.slice(-200);
          }
          this.changed(update.state.doc.toString(), this.version);
        }
        if (update.selectionSet || update.docChanged) this.tellCursor();
      }),
    ];
  }
}
