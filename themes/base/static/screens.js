// The script of the portal, which pages of questions do without.
//
// Tabs: without this script each is a link to the same page. Arrow keys only move the focus, because a tab
// costs a request; what comes is the part of that page in which it differs from this one.
(() => {
  "use strict";
  const all = selector => [...document.querySelectorAll(selector)];
  const desk = document.getElementById("desk"), tabs = all(".tab");
  const first = tabs.find(tab => tab.hasAttribute("aria-current"));
  if (!desk || !first) return;

  const nav = first.closest("nav"), said = document.getElementById("desk-said");
  const set = (one, values) => Object.entries(values).forEach(([name, value]) => one.setAttribute(name, value));
  const stacked = () => getComputedStyle(first.closest("ul")).flexDirection == "column";
  let chosen = first, request, slow;

  const choose = tab => {
    document.title = tab.textContent + document.title.slice(chosen.textContent.length);
    chosen = tab;
    for (const one of tabs) set(one, { "aria-selected": one == tab, tabindex: one == tab ? 0 : -1 });
    set(desk, { "aria-labelledby": tab.id });
    const path = tab.pathname.replace(/^\/[^/]*/, "");
    for (const link of all(".languages a")) link.pathname = `/${link.hreflang}${path}`;
  };
  const settle = () => {
    clearTimeout(slow);
    desk.removeAttribute("aria-busy");
    said.textContent = "";
  };
  const load = (tab, isNew) => {
    if (request) request.abort();
    settle();
    request = new XMLHttpRequest();
    request.open("GET", tab.pathname);
    request.responseType = "document";  // parsed as a page that runs nothing
    request.timeout = 15000;
    request.setRequestHeader("X-Part", "desk");
    request.onerror = request.ontimeout = () => location.assign(tab.pathname);
    request.onload = event => {
      const { status, response } = event.target, part = status == 200 && response && response.getElementById("desk");
      if (!part || part.dataset.for != desk.dataset.for) return location.assign(tab.pathname);
      settle();
      const focused = [nav, desk].some(part => part.contains(document.activeElement));
      desk.replaceChildren(...part.childNodes);
      if (isNew) history.pushState(null, "", tab.pathname);
      choose(tab);
      const title = desk.querySelector("h2");  // on a telephone it may have come below the edge
      if (isNew && title.getBoundingClientRect().bottom > innerHeight) title.scrollIntoView({ block: "center" });
      if (focused) tab.focus({ preventScroll: true });
    };
    set(desk, { "aria-busy": true });
    slow = setTimeout(() => said.textContent = said.dataset.wait, 700);
    request.send();
  };

  tabs.forEach((tab, number) => {
    tab.removeAttribute("aria-current");
    set(tab, { role: "tab", id: `tab-${number}`, "aria-controls": "desk" });
    set(tab.parentNode, { role: "none" });
  });
  set(first.closest("ul"), { role: "none" });
  set(nav, { role: "tablist" });
  set(desk, { role: "tabpanel", tabindex: 0 });
  const turn = () => set(nav, { "aria-orientation": stacked() ? "vertical" : "horizontal" });
  turn();
  choose(first);

  addEventListener("resize", turn);
  addEventListener("pageshow", settle);
  addEventListener("popstate", () => {
    const tab = tabs.find(tab => tab.pathname == location.pathname) || first;
    if (tab != chosen) load(tab);
  });
  nav.addEventListener("click", event => {
    const tab = event.target.closest(".tab");
    if (!tab || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (tab != chosen) load(tab, true);
  });
  nav.addEventListener("keydown", event => {
    const at = tabs.indexOf(document.activeElement), rtl = document.dir == "rtl";
    const [back, on] = stacked() ? ["ArrowUp", "ArrowDown"] : rtl ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
    const to = { [back]: at - 1, [on]: at + 1, Home: 0, End: -1, " ": at }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (to == at) tabs[at].click();
    else tabs.at(to % tabs.length).focus();
  });
})();
