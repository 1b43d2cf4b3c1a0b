// A diagram alone, in a page of its own or in the frame of another one.
import type { FrameLocator, Locator, Page } from "@playwright/test";

export class Embedded {
  readonly diagram: Locator;
  /** The spec's name and the diagram's. */
  readonly name: Locator;
  readonly findings: Locator;
  /** What is said where there is no drawing. */
  readonly message: Locator;
  /** The way to the whole workbench. */
  readonly editor: Locator;
  readonly zoom: Locator;

  constructor(readonly place: Page | FrameLocator) {
    const part = (name: string) => place.getByTestId(name);
    this.diagram = part("diagram");
    this.name = place.getByRole("heading", { level: 1 });
    this.findings = part("findings");
    this.message = part("alert");
    this.editor = part("open-in-editor");
    this.zoom = this.diagram.locator(".zoom-value");
  }

  /** A node of the drawing, by what it is and its name: `service orders`. */
  part(name: string): Locator {
    return this.diagram.locator(`svg g.node[data-id="${name.replace(" ", "-")}"]`);
  }

  /** The marks of findings in the drawing. */
  get marks(): Locator {
    return this.diagram.locator("svg .badge");
  }
}
