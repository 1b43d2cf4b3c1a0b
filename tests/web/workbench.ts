// The workbench as a person sees it. Journeys speak of this, never of selectors.
import type { Locator, Page } from "@playwright/test";

export class Workbench {
  readonly editor: Locator;
  /** The editable text inside the editor. */
  readonly text: Locator;
  readonly problems: Locator;
  readonly rows: Locator;
  readonly status: Locator;
  readonly diagram: Locator;
  readonly banner: Locator;

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
  }

  /** Opens the workbench, with a fragment where the link carries a spec, and waits until one can type. */
  async open(fragment = ""): Promise<void> {
    await this.page.goto(this.url + fragment);
    await this.text.waitFor();
  }

  /** Puts `text` in the place of all that is in the editor, as a paste does; the cursor stands at its end. */
  async write(text: string): Promise<void> {
    await this.text.click();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.insertText(text);
  }
}
