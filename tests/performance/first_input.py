"""One cold visit of a slow phone: until the first visible input has taken the focus."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession

PHONE = {
    "viewport": {"width": 412, "height": 915},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
SLOW_NETWORK = {
    "offline": False,
    "latency": 400,  # milliseconds
    "downloadThroughput": 400_000 / 8,  # bytes a second
    "uploadThroughput": 400_000 / 8,
}
SLOWER_PROCESSOR = 4  # times
_PATIENCE = 90_000  # milliseconds

# Frames come only once a page may be shown, so a script that blocks and a style that is awaited both count.
_WATCH = """
requestAnimationFrame(function look() {
  for (const control of document.querySelectorAll("input:not([type=hidden]),select,textarea")) {
    const box = control.getBoundingClientRect();
    if (!box.width || !box.height || !control.checkVisibility({ visibilityProperty: true })) continue;
    control.focus({ preventScroll: true });
    if (document.activeElement === control) return window.firstInput = performance.now();
  }
  requestAnimationFrame(look);
});
"""


@dataclass(frozen=True)
class Load:
    """What one visit took."""

    milliseconds: float  # from the start of the navigation
    kilobytes: float  # everything that came over the network until the page was loaded
    requests: int


def first_input(browser: Browser, host: str, path: str, cookie: str = "") -> Load:
    """Open a page as a phone that was never here; raises Playwright's TimeoutError if no input comes."""
    context = browser.new_context(**PHONE)
    try:
        if cookie:
            context.add_cookies([{"name": "session", "value": cookie, "url": host}])
        page = context.new_page()
        page.goto(f"{host}/health")  # so that the process that will be slowed down is there
        network = context.new_cdp_session(page)
        sizes: list[float] = []
        network.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
        _slow_down(network)
        page.add_init_script(_WATCH)
        page.goto(f"{host}{path}", wait_until="load", timeout=_PATIENCE)
        page.wait_for_function("window.firstInput", timeout=_PATIENCE)
        return Load(page.evaluate("window.firstInput"), sum(sizes) / 1000, len(sizes))
    finally:
        context.close()


def _slow_down(network: CDPSession) -> None:
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    network.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
