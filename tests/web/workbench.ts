// The workbench as a person sees it. Journeys speak of this, never of selectors.
import { type Download, expect, type Locator, type Page } from "@playwright/test";

/** A file as a person has it on disk. */
export interface FileOnDisk {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export class Workbench {
  readonly editor: Locator;
  /** The editable text inside the editor. */
  readonly text: Locator;
  readonly problems: Locator;
  readonly rows: Locator;
  readonly status: Locator;
  readonly diagram: Locator;
  readonly banner: Locator;
  readonly alert: Locator;
  /** The underlined parts of the text. */
  readonly squiggles: Locator;
  /** What appears beside the pointer or the cursor. */
  readonly card: Locator;
  readonly dialog: Locator;
  /** What is marked in the drawing as the way of the chosen finding. */
  readonly path: Locator;
  /** The text of the document that is open. */
  readonly document: Locator;
  /** How large the drawing is shown: `100 %`. */
  readonly zoom: Locator;

  constructor(
    readonly page: Page,
    readonly url: string,
  ) {
    const part = (name: string) => page.getByTestId(name);
    this.editor = part("editor");
    this.text = this.editor.getByRole("textbox");
    this.problems = part("problems");
    this.rows = part("problem-row");
    this.status = part("status");
    this.diagram = part("diagram");
    this.banner = part("banner");
    this.alert = part("alert");
    this.squiggles = this.editor.locator(".cm-lintRange");
    this.card = this.editor.locator(".cm-tooltip-lint");
    this.dialog = page.getByRole("dialog");
    this.path = this.diagram.locator("svg g.on-path");
    this.document = part("document-text");
    this.zoom = this.diagram.locator(".zoom-value");
  }

  /** Opens the workbench, with a fragment where the link carries a spec, and waits until a text is there. */
  async open(fragment = ""): Promise<void> {
    await this.page.goto(this.url + fragment);
    await this.text.waitFor();
    // The first text is fetched: typing before it is there would be typing into something else.
    await expect(this.status).not.toContainText("New, nothing to save yet");
  }

  /** Puts `text` in the place of all that is in the editor, as a paste does; the cursor stands at its end. */
  async write(text: string): Promise<void> {
    await this.text.click();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.press("Delete");
    await this.page.keyboard.insertText(text);
  }

  /** Writes a text and waits until the browser has kept it. */
  async writeAndKeep(text: string): Promise<void> {
    await this.write(text);
    await this.kept();
  }

  /** Waits until the status says that all is saved. */
  async kept(): Promise<void> {
    await expect(this.status).toContainText(/Saved \d/);
  }

  /** Waits until the present text has been checked and its findings are shown. */
  async checked(): Promise<void> {
    await expect(this.status).toContainText(/Checked in/);
  }

  /** Opens a file, as with the picker. */
  async import(file: FileOnDisk): Promise<void> {
    await this.page.getByRole("banner").locator("input[type=file]").setInputFiles(file);
  }

  /** Lets a file fall onto a part of the page. */
  async drop(onto: Locator, file: FileOnDisk): Promise<void> {
    const data = await this.page.evaluateHandle(({ name, text }) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      return data;
    }, { name: file.name, text: file.buffer.toString() });
    for (const event of ["dragenter", "dragover", "drop"]) await onto.dispatchEvent(event, { dataTransfer: data });
  }

  /** A row of the list of problems, by the rule's id. */
  problem(rule: string): Locator {
    return this.page.locator(`[data-testid=problem-row][data-rule="${rule}"]`);
  }

  /** What leads from a problem to its place in the text. */
  place(row: Locator): Locator {
    return row.locator(".problem-main");
  }

  /** A node of the drawing, by its name. */
  node(name: string): Locator {
    return this.diagram.locator("svg g.node[data-id]").filter({ hasText: name }).first();
  }

  /** A node of the drawing, by what it is and its name: `service orders`. */
  part(name: string): Locator {
    return this.diagram.locator(`svg g.node[data-id="${name.replace(" ", "-")}"]`);
  }

  /** The nodes of the drawing. */
  get nodes(): Locator {
    return this.diagram.locator("svg g.node[data-id]");
  }

  /** Opens one of the panels at the left. */
  async panel(name: "drafts" | "samples" | "rules"): Promise<void> {
    await this.page.getByTestId(name).click();
  }

  /** Opens the documents of a kind, by the name of its tab. */
  async documents(kind: string): Promise<void> {
    await this.page.getByTestId("tab-documents").click();
    await this.page.getByTestId(`tab-${kind}`).click();
  }

  /** Compares the tables with an earlier version, by what its entry in the menu says. */
  async compare(earlier: string | RegExp): Promise<void> {
    await this.page.getByTestId("compare").click();
    await this.page.getByRole("menuitem", { name: earlier }).click();
  }

  /** The link to what is in the editor, from the dialog that offers it; leaves the dialog open. */
  async link(): Promise<string> {
    await this.page.getByTestId("share").click();
    return this.page.getByTestId("share-link").inputValue();
  }

  /** All that the browser keeps for this page. */
  storage(): Promise<Record<string, string>> {
    return this.page.evaluate(() => ({ ...localStorage }));
  }
}

/** A file with this text. */
export function file(text: string | Buffer, name = "spec.yaml"): FileOnDisk {
  return { name, mimeType: "application/yaml", buffer: Buffer.from(text) };
}

/** What a page saved. */
export async function saved(download: Promise<Download>): Promise<{ name: string; text: string }> {
  const file = await download;
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  return { name: file.suggestedFilename(), text: Buffer.concat(chunks).toString() };
}
