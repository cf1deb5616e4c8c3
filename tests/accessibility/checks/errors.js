// After answers that were refused: what is said, where, and what is kept.
({ typed }) => {
  const faults = [], fault = (name, what = "") => faults.push(`${name}: ${what}`);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const short = one => one.outerHTML.replace(/\s+/g, " ").slice(0, 90);
  const said = one => one.textContent.replace(/\s+/g, " ").trim();
  const answers = "input:not([type=hidden]),select,textarea";

  const prefix = document.querySelector(".error .unseen");
  const summary = document.getElementById("error-summary"), links = summary ? all("a", summary) : [];
  if (prefix ? !document.title.startsWith(`${said(prefix)} `) : !/^\S+: /.test(document.title)) fault("title without the word for errors", document.title);
  const lines = summary ? all("li", summary) : [];
  if (!lines.length) return [...faults, "no summary: "];
  const above = summary.compareDocumentPosition(document.querySelector("h1")) & Node.DOCUMENT_POSITION_FOLLOWING;
  if (!above) fault("summary below the h1");
  if (document.activeElement != summary) fault("summary without the focus", short(document.activeElement));
  if (summary.role != "alert" && summary.getAttribute("role") != "alert") fault("summary is not announced");
  if (!summary.querySelector("h2")) fault("summary without a heading");

  // The summary and the fields use the same words, and lead to each other. What is about the whole page leads nowhere.
  for (const line of lines) if (!said(line)) fault("empty line in the summary");
  const ownWords = error => said(error).slice(said(prefix || error).length).trim();
  const errors = all(".field .error");
  for (const link of links) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) { fault("link to nothing", short(link)); continue; }
    if (!target.matches(answers)) fault("link past the control", short(link));
    const near = [];
    for (let field = target.closest(".field"); field; field = field.parentElement.closest(".field")) near.push(...all(".error", field));
    // Of several rows the summary says which one; beside the row itself its legend does.
    const row = target.closest(".row"), which = row ? said(row.querySelector("legend")) : "";
    if (!said(link).startsWith(which)) fault("summary without the row", said(link));
    const words = which ? said(link).slice(which.length).replace(/^\s*[:：]\s*/, "") : said(link);
    if (!near.some(error => ownWords(error).includes(words))) fault("summary and field disagree", said(link));
  }
  for (const error of errors) {
    if (!ownWords(error)) fault("empty error", short(error));
    else if (ownWords(error).length < 12) fault("error that does not say what to do", said(error));
    const field = error.closest(".field"), wrong = all("[aria-invalid=true]", field);
    if (!wrong.length) fault("error without a marked control", said(error));
    for (const control of wrong.filter(one => one.closest(".field") == field)) {
      const group = control.closest("fieldset");
      const told = [control, group].some(one => one?.getAttribute("aria-describedby")?.split(" ").includes(error.id));
      if (!told) fault("error not tied to its control", short(control));
    }
    if (!error.checkVisibility() && !field.closest("[data-off]")) fault("error that nobody sees", said(error));
  }
  for (const control of all("[aria-invalid=true]")) {
    if (!control.closest(".wrong")?.querySelector(".error")) fault("marked control without an error", short(control));
  }
  const targets = links.map(link => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  for (const error of errors) {
    const field = error.closest(".field");
    if (!targets.some(target => field.contains(target))) fault("error missing in the summary", said(error));
  }

  // What was typed is still there.
  for (const [name, text] of Object.entries(typed)) {
    const control = document.getElementsByName(name)[0];
    if (control && control.value != text) fault("typed answer lost", `${name}: ${control.value}`);
  }
  return faults;
}
