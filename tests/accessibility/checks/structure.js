// What a page is made of: its language, title, headings, landmarks, references.
({ language, direction }) => {
  const faults = [], fault = (name, what = "") => faults.push(`${name}: ${what}`);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const short = one => one.outerHTML.replace(/\s+/g, " ").slice(0, 90);
  const root = document.documentElement;

  // 3.1.1, 3.1.2: the language of the page and of its parts
  if (root.lang != language) fault("language of the page", root.lang);
  if (root.dir != direction) fault("direction of the page", root.dir);
  for (const one of all("[lang]")) {
    try { new Intl.Locale(one.lang) } catch { fault("language that does not exist", short(one)) }
  }
  const scripts = { Arabic: ["ar", "ur", "fa"], Han: ["zh", "ja", "yue"], Cyrillic: ["ru", "uk"], Hangul: ["ko"] };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const spoken = text.parentElement.closest("[lang]")?.lang.split("-")[0];
    for (const [script, languages] of Object.entries(scripts)) {
      const foreign = new RegExp(`\\p{Script=${script}}`, "u").test(text.data);
      if (foreign && !languages.includes(spoken)) fault("text in an unmarked language", text.data.trim());
    }
  }
  for (const link of all("nav.languages a")) {
    if (!link.lang || !link.dir || link.hreflang != link.lang) fault("language link without its marks", short(link));
  }

  // 2.4.2, 2.4.6, 1.3.1: title and headings
  const [name] = document.title.split(" – ");
  if (!document.title.includes(" – ") || !name.trim()) fault("title", document.title);
  const headings = all("h1,h2,h3,h4,h5,h6").filter(one => one.checkVisibility());
  if (all("h1").length != 1) fault("one h1", all("h1").length);
  let depth = 0;
  for (const heading of headings) {
    const own = +heading.localName[1];
    const summary = heading.closest("#error-summary");  // stands above the h1 on purpose
    if (!summary && own > depth + 1) fault("heading level skipped", short(heading));
    if (!heading.textContent.trim()) fault("empty heading", short(heading));
    if (!summary) depth = own;
  }

  // 1.3.1, 2.4.1: landmarks, and a way past what repeats
  for (const landmark of ["main", "body > header", "body > footer"]) {
    if (all(landmark).length != 1) fault("landmark", `${landmark} × ${all(landmark).length}`);
  }
  const navigations = all("nav").map(one => one.ariaLabel || one.getAttribute("aria-labelledby"));
  if (navigations.some(label => !label) || new Set(navigations).size < navigations.length) fault("navigation names", navigations);
  const first = document.querySelector("a[href],button,input:not([type=hidden])");
  const target = first && first.hash && document.getElementById(first.hash.slice(1));
  if (!target || target.localName != "main" || target.tabIndex != -1) fault("skip link first", first && short(first));
  if (!document.querySelector("main [role=status]")) fault("status region", "none");
  for (const said of all(".flash,.saved")) {
    if (!said.closest("[role=status]")) fault("message outside a status region", short(said));
  }

  // 4.1.1, 4.1.2: references
  const ids = all("[id]").map(one => one.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) != at))) fault("second id", id);
  for (const attribute of ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage"]) {
    for (const one of all(`[${attribute}]`)) {
      const lost = one.getAttribute(attribute).trim().split(/\s+/).filter(id => !ids.includes(id));
      if (lost.length) fault("reference to nothing", `${attribute} ${lost} in ${short(one)}`);
    }
  }
  for (const link of all("a[href^='#']")) {
    if (!ids.includes(link.hash.slice(1))) fault("link to nothing", short(link));
  }

  // Links and images
  for (const link of all("a")) {
    if (!link.href) fault("link without an address", short(link));
    if (link.target) fault("link opens another window", short(link));
  }
  const places = new Map();
  for (const link of all("main a[href]")) {
    const section = link.closest("section,article,form,nav") || document.body;
    const key = link.textContent.replace(/\s+/g, " ").trim(), known = places.get(section) || {};
    if (known[key] && known[key] != link.href) fault("same words, different places", key);
    places.set(section, { ...known, [key]: link.href });
  }
  for (const image of all("img:not([alt]),svg:not([aria-hidden]):not([role=img])")) fault("picture without words", short(image));
  for (const one of all("[tabindex]")) if (one.tabIndex > 0) fault("order of stops overruled", short(one));
  for (const one of all("[autofocus]:not(#error-summary)")) fault("focus taken", short(one));
  for (const one of all("[accesskey],[style],[onclick],[onpaste],marquee,blink,audio,video")) fault("unwelcome", short(one));
  for (const one of all("meta[http-equiv=refresh]")) fault("page changes by itself", short(one));
  if (/user-scalable|maximum-scale/.test(document.querySelector("meta[name=viewport]")?.content)) fault("zoom blocked");
  for (const hidden of all("[aria-hidden=true]")) {
    if (all("a[href],input,select,textarea,button", hidden).concat(hidden.matches("button,a[href]") ? hidden : [])
      .some(one => one.tabIndex >= 0)) fault("hidden but reachable", short(hidden));
  }
  for (const list of all("ul,ol")) {
    if ([...list.children].some(one => !one.matches("li,template,script"))) fault("list of other things", short(list));
  }
  return faults;
}
