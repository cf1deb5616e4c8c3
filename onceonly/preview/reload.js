// Asks to be told when there is something newer than this page, and then shows it at the same place.
{
  const place = "preview-place " + location.pathname;
  const before = sessionStorage.getItem(place);
  if (before) {
    sessionStorage.removeItem(place);
    scrollTo(0, Number(before));
  }
  const stamp = new URL(document.currentScript.src).search.slice(1);
  const events = new EventSource("/preview/events?" + stamp);
  events.onmessage = () => {
    sessionStorage.setItem(place, String(scrollY));
    // Not reload(): after a page was sent, that would ask whether to send it again.
    location.replace(location.href);
  };
  addEventListener("pagehide", () => events.close());
}
