import { expect } from "bun:test";
import type { Page } from "playwright-core";

/** A control by its exact name. */
export function named(page: Page, role: "button" | "link" | "combobox", name: string) {
  return page.getByRole(role, { name, exact: true });
}

/** Waits for the focus to reach the element with this name. */
export async function expectFocus(page: Page, name: string): Promise<void> {
  await page.locator(":focus", { hasText: name }).waitFor();
}

/** Expects no horizontal scrolling. */
export async function expectNarrow(page: Page): Promise<void> {
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overhang).toBeLessThanOrEqual(0);
}

/** Presses Tab until the element with this name has focus, including inside shadow trees. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const names: string[] = [];
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
    if (name.split("|").includes(focused.trim())) return;
    names.push(focused.trim());
  }
  throw new Error(`${name} cannot be reached by Tab, only ${names.join(", ")}`);
}
