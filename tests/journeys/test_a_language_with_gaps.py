"""A form that is not fully translated is left out of that language, and people are told where it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib
import pytest

from generator.build.build import Built, build
from generator.sources.sources import Sources
from tests.browser.foggyton import speaking
from tests.journeys.city import REPOSITORY
from tests.journeys.conftest import Site

FORM = "inspection-request"
OF_TRUCKS = ("mobile-food-health", "mobile-food-place")  # the forms that ask for a license plate
PLATE = "business.vehicle_plate"
AGENCY = "/es/agency/fire"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """Foggyton in English and Spanish, where one question and one master field have no Spanish yet."""
    folder = tmp_path_factory.mktemp("gaps")
    specs = speaking(folder / "form_specs", ["en", "es"])
    locales = Path(shutil.copytree(REPOSITORY / "locales", folder / "locales"))
    catalogue = polib.pofile(str(locales / "es/LC_MESSAGES/forms.po"))
    lacking = (f"{FORM}.fields.alterations.label", f"{PLATE}.label")
    for entry in [one for one in catalogue if one.msgctxt in lacking]:
        entry.msgstr = ""
    catalogue.save()
    sources = Sources(specs, REPOSITORY / "themes", locales)
    return folder / "output", build(sources, folder / "output", only_complete=True)


@pytest.fixture(scope="module")
def output(built: tuple[Path, Built]) -> Path:
    return built[0]


def test_the_build_names_what_is_left_out(built: tuple[Path, Built]) -> None:
    assert {*built[1].left_out["es"]} == {FORM, *OF_TRUCKS}
    assert not [problem for problem in built[1].problems if problem.is_error]


def test_the_card_leads_to_the_languages_that_have_the_form(site: Site) -> None:
    page = site.browser().open(AGENCY)
    assert f"/es/forms/{FORM}" not in [link.get("href") for link in page.all("a")]
    (link,) = [one for one in page.all("a") if one.get("href") == f"/en/forms/{FORM}"]
    assert (link.text, link.get("lang"), link.get("hreflang")) == ("English", "en", "en")
    assert site.browser().open(f"/en/forms/{FORM}").status == 200


@pytest.mark.parametrize("address", [f"/es/forms/{FORM}", f"/es/forms/{FORM}/premises"])
def test_its_address_says_why_and_the_languages_of_the_page_help(site: Site, address: str) -> None:
    browser = site.signed_in()
    page = browser.open(address)
    assert page.status == 404
    assert page.heading == "Este formulario todavía no está en su idioma."
    (link,) = [one for one in page.all("a") if one.get("hreflang") == "en"]
    assert browser.open(link.get("href", "")).status == 200


@pytest.mark.parametrize("form", OF_TRUCKS)
def test_a_form_waits_for_its_master_fields_too(site: Site, form: str) -> None:
    assert site.browser().open(f"/es/forms/{form}").status == 404
    assert site.browser().open(f"/en/forms/{form}").status == 200


def test_a_fact_without_words_is_shown_in_the_source_language_and_says_so(site: Site) -> None:
    browser = site.signed_in()
    page = browser.open("/es/business")
    (plate,) = [link for link in page.all("a") if link.get("href") == f"/es/business/{PLATE}"]
    assert (plate.text, plate.get("lang"), plate.get("dir")) == ("License plate", "en", "ltr")
    (site_address,) = [link for link in page.all("a") if link.get("href") == "/es/business/business.website"]
    assert site_address.get("lang") is None
    assert [span.text for span in browser.open(f"/es/business/{PLATE}").all("span", lang="en")]
    browser.open(f"/es/business/{PLATE}")
    browser.send(vehicle_plate="8ABC123")
    known = browser.open("/es/business")
    assert "License plate" in [label.text for label in known.all("dt", lang="en")]


def test_all_other_forms_are_there(site: Site) -> None:
    assert site.browser().open("/es/forms/business-registration").status == 200


def test_a_draft_waits_in_the_language_in_which_it_can_be_continued(site: Site) -> None:
    browser = site.signed_in()
    browser.open(f"/en/forms/{FORM}/premises")
    browser.send(button="save", trade_name="Lotus")
    assert "Continue where you left off" in browser.open("/en/").text
    assert browser.open("/es/").status == 200
    assert browser.open("/es/may-apply").status == 200


def test_a_search_does_not_find_it(site: Site) -> None:
    page = site.browser().open("/es/search", query_string={"q": "inspección de incendios"})
    assert not [link for link in page.all("a") if (link.get("href") or "").endswith(FORM)]
