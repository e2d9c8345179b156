// While the page is off, the notice stands in place of its public parts. Gradio gives `element`, `props` and `watch`.
const show = () => document.documentElement.classList.toggle("closed", Boolean(element.querySelector(".notice")));
watch("value", show);
show();
// Staff have switched the page off or on from this very page.
window.addEventListener("nianbao:notice", (event) => {
  const box = document.createElement("div");
  box.className = "notice";
  box.setAttribute("role", "status");
  const title = document.createElement("h2");
  title.textContent = window.nianbao.words["closed.title"];
  const words = document.createElement("p");
  words.textContent = event.detail;
  box.append(title, words);
  props.value = event.detail === null ? "" : box.outerHTML;
  document.documentElement.classList.toggle("closed", event.detail !== null); // `watch` is for the server's changes
});
