// Progress is redrawn every two seconds; a screen reader hears it at most every ten, and always at the end.
const PAUSE = 10000;
let last = -PAUSE;

export function speakProgress(page) {
  const voice = page.createElement("p");
  voice.className = "govuk-visually-hidden";
  voice.setAttribute("role", "status");
  const place = page.querySelector("main");
  if (place && page.querySelector("[data-spoken]")) place.appendChild(voice);
  page.addEventListener("htmx:afterSettle", () => {
    const line = page.querySelector("[data-spoken]");
    if (!line) return;
    const ended = line.getAttribute("data-spoken") === "end";
    if (!ended && window.performance.now() - last < PAUSE) return;
    last = window.performance.now();
    voice.textContent = line.textContent;
  });
}
