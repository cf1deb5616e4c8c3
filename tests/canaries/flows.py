"""What an owner does who says a canary wherever something can be said, on one site, in this order."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.canaries.values import VALUES
from tests.journeys.browser import Browser, Page

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HEADERS = {
    "User-Agent": VALUES["browser"],
    "X-Forwarded-For": VALUES["network address"],
    "Forwarded": f"for={VALUES['network address']}",
    "X-Request-Id": VALUES["ssn"],
    "Referer": f"http://localhost/en/forms?{VALUES['business']}",
}
BUSINESS = {
    "legal_name": VALUES["business"],
    "ein": VALUES["ein"],
    "phone": VALUES["phone"],
    "website": VALUES["website"],
    "delivers": "no",
}
PLACE = {
    "premises_address__street": VALUES["street"],
    "premises_address__city": "Harborview",
    "premises_address__state": "CA",
    "premises_address__zip": "02134",
    "employees": "4",
}
PEOPLE = {
    "owners__0__name": f"{VALUES['given name']} {VALUES['family name']}",
    "owners__0__share": "60",
    "owners__0__tax_number": VALUES["ssn"],
    "name__given": VALUES["given name"],
    "name__family": VALUES["family name"],
}
FREE = {"altered": "altered", "alterations": f"{VALUES['free text']} {VALUES['bank account']}"}


@dataclass
class Owner:
    """The owner's browser, the texts of the pages that she met, and the secrets that her browser got."""

    browser: Browser
    seen: list[str] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)

    def open(self, url: str) -> Page:
        return self._met(self.browser.open(url))

    def send(self, page: Page | None = None, *, button: str = "continue", **changes: object) -> Page:
        return self._met(self.browser.send_as(page or self.browser.page, button=button, **changes))

    def _met(self, page: Page) -> Page:
        self.seen.append(page.response.get_data(as_text=True))
        for name in ("session", "guest"):
            if cookie := self.browser.client.get_cookie(name):
                self.secrets.add(cookie.value)
        self.secrets |= {one.get("value", "") for one in page.all("input", name="_csrf")} - {""}
        return page


def act(owner: Owner) -> str:
    """Everything; gives the reference of what was sent."""
    owner.browser.headers = HEADERS
    _sign_in(owner)
    _fill_in(owner)
    reference = _send(owner)
    _come_back(owner, reference)
    _upload(owner)
    _change(owner)
    _be_refused(owner)
    return reference


def _sign_in(owner: Owner) -> None:
    for address in ("mistyped email", "other email", "email"):
        owner.open("/en/sign-in")
        owner.send(email=VALUES[address])
    link = urlsplit(owner.open("/en/mailbox").link("/en/sign-in/")).path
    owner.secrets.add(link.rpartition("/")[2])
    shown = owner.open(link)
    owner.send(shown)
    owner.send(shown)  # used up
    owner.open(f"{link}.{VALUES['forged token']}")


def _fill_in(owner: Owner) -> None:
    left = owner.open("/en/forms/registration/business")
    owner.send(left, **{**BUSINESS, "ein": VALUES["ssn"], "phone": VALUES["bank account"]})
    owner.send(left, **BUSINESS, _csrf=VALUES["forged token"])
    owner.send(left, **BUSINESS, button="save")
    owner.send(left, **{**BUSINESS, "legal_name": VALUES["other business"]})  # clashes
    right = owner.open("/en/forms/registration/business")
    owner.send(right, **BUSINESS, button="language.es")
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    owner.send(**PLACE)
    owner.send(**PEOPLE, button="add.owners")
    owner.send(**PEOPLE, owners__1__name=VALUES["family name"], owners__1__tax_number=VALUES["other ssn"])
    owner.send(**PEOPLE, button="remove.owners.1")
    owner.send(**PEOPLE)


def _send(owner: Owner) -> str:
    check = owner.browser.page
    assert check.heading == "Check your answers", check.errors
    owner.send(check, button="send")
    reference = owner.browser.page.url.rpartition("/")[2].partition("?")[0]
    owner.send(check, button="send")  # a double click
    return reference


def _come_back(owner: Owner, reference: str) -> None:
    for url in ("", "submissions", f"submissions/{reference}", "business", "may-apply", "mailbox"):
        owner.open(f"/en/{url}")
    owner.browser.client.get(f"/es/submissions/{reference}.pdf", headers=HEADERS)
    owner.open(f"/en/search?q={VALUES['search']}")
    owner.open(VALUES["address of a page"])


def _upload(owner: Owner) -> None:
    owner.open("/en/forms/inspection/premises")
    page = owner.send()
    owner.send(page, **FREE, files={"plans": (b"MZ", VALUES["other file"])})
    owner.send(**FREE, files={"plans": (PDF, VALUES["file"])})
    kept = owner.open("/en/forms/inspection/visit").checked("plans.keep")
    owner.browser.client.get(f"/uploads/{kept[0]}", headers=HEADERS).close()
    owner.open("/en/forms/inspection/check")
    owner.send(button="send")
    owner.send(page, **FREE, files={"plans": (PDF, VALUES["file"])})  # too late


def _change(owner: Owner) -> None:
    phone = owner.open("/en/business/business.phone")
    owner.send(phone, phone=VALUES["other phone"])
    owner.send(phone, phone=VALUES["bank account"])
    owner.send(phone, phone=VALUES["phone"])
    owner.send(phone, phone=VALUES["phone"], _csrf=VALUES["forged token"])
    owner.open("/en/locations")
    owner.send(name=VALUES["location"])
    owner.open("/en/forms/registration/business")
    owner.send(phone=VALUES["other phone"], button="save", _for="another business")


def _be_refused(owner: Owner) -> None:
    client, everything = owner.browser.client, {**VALUES, "_csrf": VALUES["forged token"]}
    for url in ("act-for", "sign-out", "locations", "forms/nothing/business", VALUES["business"]):
        client.post(f"/en/{url}", data=everything, headers=HEADERS)
        client.post(f"/en/{url}?{VALUES['search']}", json=everything, headers=HEADERS)
    large = {"legal_name": VALUES["business"] * 40_000}
    client.post("/en/forms/registration/business", data=large, headers=HEADERS)
    client.open(f"/en/{VALUES['street']}", method="NIGHTJARLANE", headers=HEADERS)
    client.get("/en/", headers={**HEADERS, "Host": f"{VALUES['forged token']}.example"})
    client.set_cookie("session", VALUES["forged token"])
    owner.open("/en/business")
