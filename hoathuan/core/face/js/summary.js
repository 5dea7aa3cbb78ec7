// The error summary takes the focus, and its links put the cursor into the field that they name.
export function focusSummary(page) {
  const summary = page.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && page.getElementById(link.getAttribute("href").slice(1));
    if (!field) return;
    event.preventDefault();
    const group = field.closest(".govuk-form-group") || field;
    group.scrollIntoView();
    field.focus({ preventScroll: true });
  });
}
