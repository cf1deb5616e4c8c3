// The page script: what reacts to an answer at once. Without it every page works as well.
// `evaluateExpression` (forms/expressions/evaluate.js) stands before it in the same file.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  root.classList.add("js");

  const summary = document.getElementById("error-summary");
  if (summary) {
    requestAnimationFrame(() => summary.focus());  // browsers that know autofocus have done it by then
    summary.addEventListener("click", event => {
      const link = event.target.closest("a"), target = link && document.getElementById(link.hash.slice(1));
      if (!target) return;
      event.preventDefault();
      const answers = "input:not([type=hidden]),select,textarea";
      const control = target.matches(answers) ? target : target.querySelector(answers);
      (target.closest(".field") || target).scrollIntoView();
      (control || target).focus({ preventScroll: true });
    });
  }

  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // A second click while the first is on its way sends nothing; the server would not count it twice anyway.
  for (const form of all("form[data-once]")) {
    form.addEventListener("submit", event => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
    addEventListener("pageshow", () => delete form.dataset.sent);
  }

  const form = document.querySelector("form[data-scope]");
  const folds = all("[data-fold]");
  if (!form && !folds.length) return;

  const { number, date, time, text } = evaluateExpression;
  const named = name => all(`[name="${CSS.escape(name)}"]`);
  const texts = name => named(name)
    .filter(control => !/^(radio|checkbox)$/.test(control.type) || control.checked)
    .map(control => digits(control.value.trim())).filter(typed => typed);
  const digits = typed => typed.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, c => c.charCodeAt(0) & 15).normalize("NFKC");

  const readers = {
    text: typed => typed,
    boolean: typed => typed == "yes" ? true : typed == "no" ? false : null,
    number: typed => number(typed.replace(/^(-?)\$\s*/, "$1").replace(/,(?=\d{3}(?!\d))|\s*%$/g, "")),
    date: typed => date(...typed.split("-").map(Number)),
    time: typed => {
      const [found, hour, minute = "00", half] = /^(\d{1,2})(?::(\d\d))?\s*([ap])?\.?m?\.?$/i.exec(typed) || [];
      if (!found) return null;
      const shift = !half ? 0 : /p/i.test(half) ? (hour == 12 ? 0 : 12) : hour == 12 ? -12 : 0;
      return time(`${String(+hour + shift).padStart(2, "0")}:${minute}`);
    },
  };
  const some = values => values.some(value => value !== null);

  // What stands in the controls called `name`, read as `shape` (see generator/render/live.py).
  const read = (shape, name, scope) => {
    if (Array.isArray(shape)) {
      const items = typeof shape[0] == "string" ? texts(name) : rows(shape[0], name, scope);
      return items.length ? items : null;
    }
    if (typeof shape == "object") {
      const [same] = texts(`${name}.same`);
      if (same) return scope[same] || null;
      const parts = Object.entries(shape).map(([part, inner]) => [part, read(inner, `${name}.${part}`, scope)]);
      return some(parts.map(([, value]) => value)) ? Object.fromEntries(parts) : null;
    }
    const [year] = texts(`${name}.year`);
    if (shape == "date" && year) {
      const day = named(`${name}.day`).length ? texts(`${name}.day`)[0] : 1;
      return date(+year, +texts(`${name}.month`)[0], +day);
    }
    const [typed] = texts(name);
    return typed === undefined || !readers[shape] ? null : readers[shape](typed);
  };
  const rows = (shape, name, scope) => {
    const numbers = all(`[name^="${CSS.escape(name)}."]`).map(control => control.name.slice(name.length + 1).split(".")[0]);
    return [...new Set(numbers)].filter(n => /^\d+$/.test(n))
      .map(n => read(shape, `${name}.${n}`, scope)).filter(row => row);
  };

  // Answers of other pages come as plain JSON; numbers, dates and times are wrapped: {"n": "12.5"}.
  const wrapped = { n: number, d: readers.date, m: time };
  const elsewhere = form ? JSON.parse(form.dataset.scope || "{}", (_, value) => {
    const [kind] = value && typeof value == "object" ? Object.keys(value) : [];
    return kind in wrapped && typeof value[kind] == "string" && Object.keys(value).length == 1 ? wrapped[kind](value[kind]) : value;
  }) : {};

  // The same words and signs as forms/text/formats.py: numbers in the style of the city's country in every language.
  const shown = (value, { shows, places, currency, dates }) => {
    if (value === null || shows == "text") return text(value);
    if (shows == "date") {
      const [year, month, day] = text(value).split("-").map(Number);
      return JSON.parse(dates)[month - 1].replace("{day}", day).replace("{year}", year);
    }
    const style = shows == "money" ? { style: "currency", currency } : {};
    const exact = places ? { minimumFractionDigits: +places, maximumFractionDigits: +places } : { maximumFractionDigits: 10 };
    const said = new Intl.NumberFormat("en-US", { ...style, ...exact }).format(text(value)) + (shows == "percentage" ? "%" : "");
    return document.dir == "rtl" ? said.replace(/^-/, "\u200e-") : said;
  };

  const reacting = form ? all("[data-name]", form) : [];
  const update = () => {
    const scope = { ...elsewhere };
    const unsure = new Set(Object.keys(scope).filter(name => scope[name] === null));  // secrets: known, not told
    const sure = tree => !Array.isArray(tree) || (tree[0] == "get" ? !unsure.has(tree[1]) : tree.every(sure));
    // Whether a thing with a condition is on; what depends on a secret that the page does not know stays as it is.
    const switched = thing => {
      const tree = JSON.parse(thing.dataset.showIf || "true");
      if (sure(tree)) thing.toggleAttribute("data-off", evaluateExpression(tree, scope) !== true);
      const off = thing.hasAttribute("data-off");
      if (thing.localName == "option") thing.hidden = thing.disabled = off;
      return !off;
    };
    for (const field of reacting) {
      const { name, kind } = field.dataset, output = field.querySelector("[data-calculate]");
      const on = switched(field);
      all("[data-show-if]", field).forEach(switched);
      let value = null;
      if (on && kind) {
        value = read(JSON.parse(kind), name, scope);
        if (kind == '"opaque"' || value === null && "masked" in field.dataset) unsure.add(name);
      }
      if (on && output) {
        const tree = JSON.parse(output.dataset.calculate);
        if (!sure(tree)) unsure.add(name);
        else if (output.dataset.shows != "yes_no") output.textContent = shown(value = evaluateExpression(tree, scope), output.dataset);
        else value = evaluateExpression(tree, scope);
      }
      scope[name] = value;
    }
    for (const fold of folds) fold.toggleAttribute("data-off", texts(fold.dataset.fold).length > 0);
  };
  addEventListener("input", update);
  addEventListener("change", update);
  addEventListener("pageshow", update);
})();
