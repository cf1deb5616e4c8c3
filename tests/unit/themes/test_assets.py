"""Static files under hashed names."""

from __future__ import annotations

import gzip

from generator.themes.assets import hashed


def test_the_name_carries_a_hash_of_the_content() -> None:
    first, second = hashed({"page.js": b"1"}), hashed({"page.js": b"2"})
    assert first.names["page.js"].startswith("page.")
    assert first.names["page.js"].endswith(".js")
    assert first.names != second.names


def test_each_file_is_there_plain_and_compressed() -> None:
    assets = hashed({"page.js": b"let a = 1;" * 50})
    path = "assets/" + assets.names["page.js"]
    assert gzip.decompress(assets.files[path + ".gz"]) == assets.files[path] == b"let a = 1;" * 50


def test_pictures_that_are_compressed_already_stay_as_they_are() -> None:
    assert [path for path in hashed({"photo.jpg": b"x"}).files if path.endswith(".gz")] == []


def test_style_sheets_follow_pictures_to_the_addresses_under_which_they_are_served() -> None:
    assets = hashed(
        {"page.css": b"a{background:url('logo.svg')}b{background:url(#x)}", "logo.svg": b"<svg/>"}
    )
    sheet = assets.files["assets/" + assets.names["page.css"]].decode()
    assert sheet == f"a{{background:url(/assets/{assets.names['logo.svg']})}}b{{background:url(#x)}}"


def test_a_changed_picture_changes_the_name_of_the_style_sheet_that_shows_it() -> None:
    sheet = b"a{background:url(logo.svg)}"
    first = hashed({"page.css": sheet, "logo.svg": b"<svg/>"})
    second = hashed({"page.css": sheet, "logo.svg": b"<svg></svg>"})
    assert first.names["page.css"] != second.names["page.css"]


def test_the_same_files_give_the_same_bytes() -> None:
    sources = {"page.css": b"a{}", "page.js": b"x", "logo.svg": b"<svg/>"}
    assert hashed(sources).files == hashed(dict(reversed(sources.items()))).files
