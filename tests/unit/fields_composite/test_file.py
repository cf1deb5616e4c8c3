"""Files: what is taken, and the forty ways in which an upload may lie."""

from __future__ import annotations

import json
import struct
import zlib

import pytest

from forms.fields.files import FileReference
from forms.fields.types.file import Files
from forms.text.language import ENGLISH, Language

FIELD = Files(name="plan", label="Site plan", max_mb=2, max_files=2)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(200)
GIF = b"GIF89a" + bytes(100)
ZIP = b"PK\x03\x04" + bytes(100)
EXE = b"MZ\x90\x00" + bytes(100)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def _png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


PNG = _png()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", PDF),
        ("PLAN.PDF", PDF),
        ("plan.v2.final.pdf", PDF),
        ("St. Mary 12.5 ft.jpg", JPG),
        ("Foto façade.jpeg", JPG),
        ("图纸.png", PNG),
        ("plan (1).png", PNG),
        ("O'Brien & Sons.pdf", PDF),
        ("Foto fac\u0327ade.jpg", JPG),  # as Macs send it
        ("Screenshot 2026-03-03 at 3.45.12\u202fPM.png", PNG),
        ("خطة ٢.pdf", PDF),
    ],
)
def test_an_ordinary_file_is_taken(name: str, content: bytes) -> None:
    assert FIELD.problem_with(name, content, len(content)) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("../plan.pdf", PDF),
        ("..\\plan.pdf", PDF),
        ("/etc/plan.pdf", PDF),
        ("C:\\plan.pdf", PDF),
        ("C:plan.pdf", PDF),
        ("plan.pdf\0.exe", PDF),
        ("plan\n.pdf", PDF),
        ("plan\t.pdf", PDF),
        ("\u202efdp.exe.pdf", PDF),
        (".pdf", PDF),
        (".htaccess.pdf", PDF),
        ("", PDF),
        (" plan.pdf", PDF),
        ("a" * 200 + ".pdf", PDF),
        ("plan.exe.pdf", PDF),
        ("plan.php.jpg", JPG),
        ("plan.PHP5.jpg", JPG),
        ("plan.html.png", PNG),
        ("plan.js .png", PNG),
        ("plan.svg.png", PNG),
        ("a<b>.pdf", PDF),
        ('a"b.pdf', PDF),
        ("plan|x.pdf", PDF),
        ("\ud800.pdf", PDF),
    ],
)
def test_a_name_that_could_mislead_is_refused_with_advice(name: str, content: bytes) -> None:
    refusal = FIELD.problem_with(name, content, len(content))
    assert refusal is not None
    assert "rename the file" in ENGLISH.say(refusal)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.exe", EXE),
        ("plan.pdf.exe", EXE),
        ("plan.svg", SVG),
        ("plan.html", HTML),
        ("plan.gif", GIF),
        ("plan.zip", ZIP),
        ("plan.docx", ZIP),
        ("plan", PDF),
        ("plan.", PDF),
    ],
)
def test_a_type_that_is_not_accepted_is_refused_with_those_that_are(name: str, content: bytes) -> None:
    refusal = FIELD.problem_with(name, content, len(content))
    assert refusal is not None
    assert "PDF, JPG, PNG" in ENGLISH.say(refusal)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", HTML),
        ("plan.pdf", JPG),
        ("plan.pdf", b"   " + PDF),
        ("plan.pdf", HTML + PDF),
        ("plan.pdf", PDF + HTML),
        ("plan.pdf", b"%PDF-1.7\n<SCRIPT>alert(1)</SCRIPT>"),
        ("plan.pdf", b"%PDF"),
        ("plan.pdf", b"%PDF-evil"),
        ("plan.jpg", PNG),
        ("plan.jpg", GIF),
        ("plan.jpg", SVG),
        ("plan.jpg", JPG[:3]),
        ("plan.jpg", JPG + b"< script >"),
        ("plan.jpg", JPG + b"<?php system($_GET[0]) ?>"),
        ("plan.png", JPG),
        ("plan.png", PNG[:8] + HTML),
        ("plan.png", PNG + SVG),
        ("plan.png", EXE),
        ("plan.png", b"\0" * 500),
    ],
)
def test_bytes_that_are_not_what_the_name_says_are_refused(name: str, content: bytes) -> None:
    refusal = FIELD.problem_with(name, content, len(content))
    assert refusal is not None
    assert "is not a proper" in ENGLISH.say(refusal)


def test_empty_and_too_large_files_are_refused_with_the_limit() -> None:
    empty, large = FIELD.problem_with("plan.pdf", b"", 0), FIELD.problem_with("plan.pdf", PDF, 2_000_001)
    assert empty is not None
    assert large is not None
    assert "is empty" in ENGLISH.say(empty)
    assert "larger than 2 megabytes" in ENGLISH.say(large)
    assert FIELD.problem_with("plan.pdf", PDF, 2_000_000) is None


def test_a_type_that_the_field_does_not_accept_is_refused_though_others_take_it() -> None:
    photos = Files(name="photos", label="Photos", accept=("jpg", "png"))
    assert photos.problem_with("plan.pdf", PDF, len(PDF)) is not None
    assert photos.endings == ".jpg,.jpeg,.png"


def test_the_media_type_follows_the_ending() -> None:
    names = ("a.pdf", "a.JPEG", "a.png", "a.html")
    assert [FIELD.media_type(name) for name in names] == [
        "application/pdf",
        "image/jpeg",
        "image/png",
        "application/octet-stream",
    ]


def test_kept_files_are_shown_with_their_size() -> None:
    value = (FileReference("f1", "plan.pdf", "application/pdf", 1_250_000),)
    assert FIELD.kept(value, ENGLISH)[0] == ("f1", "plan.pdf", "1.2 MB")
    assert FIELD.kept(value, Language("de", "de_DE"))[0].size == "1.2 MB"
    assert FIELD.kept(None, ENGLISH) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"id": ""},
        {"id": "../x"},
        {"size": 0},
        {"size": True},
        {"size": "9"},
        {"name": "a/b.pdf"},
        {"more": 1},
    ],
)
def test_a_reference_that_nobody_made_is_refused(changed: dict[str, object]) -> None:
    reference = {"id": "f1", "name": "plan.pdf", "media_type": "application/pdf", "size": 9} | changed
    assert FIELD.read({"": [json.dumps(reference)]}, ENGLISH, {}).value is None
    with pytest.raises(ValueError, match="file"):
        FIELD.from_json([reference])


def test_limits_that_no_file_can_keep_are_named() -> None:
    wrong = Files(name="x", label="X", accept=(), max_mb=0, max_files=0)
    assert {error.option for error in wrong.option_errors()} == {
        "accept",
        "max_mb",
        "max_files",
    }


@pytest.mark.parametrize(
    ("max_files", "max_mb", "option"),
    [(1, 5000, "max_mb"), (8, 5, "max_files"), (2, 40, "max_mb"), (6, 5, "")],
)
def test_more_than_one_post_can_carry_is_named(max_files: int, max_mb: int, option: str) -> None:
    field = Files(name="x", label="X", max_mb=max_mb, max_files=max_files)
    assert [error.option for error in field.option_errors()] == ([option] if option else [])
