// The search, where scripts run; everything else works without.
const field = document.getElementById("search");
if (field) {
  field.parentElement.hidden = false;
  const rows = [...document.querySelectorAll("[data-row]")].map((row) => [row, row.textContent.toLowerCase()]);
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const [row, text] of rows) {
        row.classList.toggle("unlike", !words.every((word) => text.includes(word)));
      }
    }, 80);
  });
}
