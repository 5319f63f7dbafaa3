/** What scripts add to the host's pages, which work without: copying, the browser's time zone, and no form sent twice. */

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
  button.hidden = false;
  const words = button.textContent;
  button.addEventListener("click", () => {
    void navigator.clipboard.writeText(button.dataset["copy"]!).then(() => {
      button.textContent = button.dataset["copied"]!;
      setTimeout(() => (button.textContent = words), 2000);
    });
  });
}

const zones = document.querySelector<HTMLSelectElement>("select[data-detect]");
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
if (zones && [...zones.options].some(({ value }) => value === timeZone)) zones.value = timeZone;

for (const input of document.querySelectorAll<HTMLInputElement>("[data-submit-on-change]"))
  input.addEventListener("change", () => input.form?.requestSubmit());

document.addEventListener("submit", ({ target }) => {
  const form = target as HTMLFormElement;
  // Not at once: the value of the button that was pressed belongs to the form.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button")) button.disabled = true;
  });
});

/** Back shows the page as it was left, with its buttons disabled. */
addEventListener("pageshow", (event) => {
  if ((event as PageTransitionEvent).persisted)
    for (const button of document.querySelectorAll("button")) button.disabled = false;
});
