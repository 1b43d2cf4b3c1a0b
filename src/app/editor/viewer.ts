// A document to read, with the editor's look, search and lines, but without its hands.
import { defaultKeymap } from "@codemirror/commands";
import { json, yaml, type Reader, graphql, markdown, proto, sql } from "./languages";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { shadow } from "./shadow";
import { look } from "./theme";

/** By the names that the engine gives its formats. HTML is shown as a page, and its source as plain text. */
const READERS: Record<string, Reader> = { graphql, json, markdown, proto, sql, yaml };

/** A line was pointed at, from 1. */
type Pointed = (line: number) => void;

export class Viewer {
  private readonly view: EditorView;
  private id = "";

  constructor(
    host: HTMLElement,
    private readonly pointed: Pointed,
  ) {
    const { root, box } = shadow(host);
    this.view = new EditorView({ root, parent: box, state: this.fresh("", "") });
  }

  /** Shows a text; where it is another one of the same document, what is seen stays in sight. */
  show(id: string, format: string, name: string, text: string): void {
    if (id !== this.id) {
      this.id = id;
      this.view.setState(this.fresh(format, text, name));
      this.view.scrollDOM.scrollTop = 0;
      return;
    }
    const old = this.view.state.doc.toString();
    const least = Math.min(old.length, text.length);
    let head = 0;
    while (head < least && old[head] === text[head]) head += 1;
    let tail = 0;
    while (tail < least - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
    if (head + tail === old.length && old.length === text.length) return;
    this.view.dispatch({ changes: { from: head, to: old.length - tail, insert: text.slice(head, text.length - tail) } });
  }

  private point(view: EditorView): boolean {
    const { main } = view.state.selection;
    if (!main.empty) return false;
    this.pointed(view.state.doc.lineAt(main.head).number);
    return true;
  }

  private fresh(format: string, text: string, name = ""): EditorState {
    const reader: Extension = READERS[format]?.() ?? [];
    return EditorState.create({
      doc: text,
      extensions: [
        EditorState.readOnly.of(true),
        lineNumbers(),
        highlightSpecialChars(),
        drawSelection(),
        search({ top: true }),
        reader,
        look,
        keymap.of([{ key: "Enter", run: (view) => this.point(view) }, ...defaultKeymap, ...searchKeymap]),
        EditorView.domEventHandlers({
          click: (_, view) => {
            this.point(view);
          },
        }),
        // A caret to move and select with, but no keyboard on a touch screen.
        EditorView.contentAttributes.of({ "aria-label": name, inputmode: "none", tabindex: "0", spellcheck: "false" }),
      ],
    });
  }
}
