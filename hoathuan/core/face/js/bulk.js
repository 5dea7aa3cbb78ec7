// "Đã chọn 14 xã": the bar counts the boxes of its form; a box with data-pick-all ticks them all.
export function bulkBars(page) {
  page.querySelectorAll("[data-bulk]").forEach((bar) => {
    const form = bar.closest("form");
    const count = bar.querySelector("[data-bulk-count]");
    const boxes = () => Array.prototype.slice.call(form.querySelectorAll(".ht-pick__box:not([data-pick-all])"));
    const tell = () => { count.textContent = boxes().filter((box) => box.checked).length; };
    form.addEventListener("change", (event) => {
      if (event.target.hasAttribute("data-pick-all")) boxes().forEach((box) => { box.checked = event.target.checked; });
      tell();
    });
    tell();
  });
}
