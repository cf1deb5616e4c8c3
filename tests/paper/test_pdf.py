"""Printing: a PDF or a clear refusal, within limits, and never a worker that waits for long."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from runtime.services.pdf import CannotPrint, PdfPrinter
from runtime.services.pdf.drawing import drawn
from runtime.services.pdf.exit_codes import REASONS
from runtime.services.pdf.qr_codes import qr_code_svg
from tests.paper.pdf import Pdf

PAGE = '<html lang="en"><title>Sample</title><body><h1>Sample</h1><p>{}</p></body></html>'


def test_a_page_becomes_a_pdf_in_a_process_of_its_own() -> None:
    pdf = PdfPrinter().render(PAGE.format("Golden Gate Dumplings"))
    assert "Golden Gate Dumplings" in Pdf(pdf).text_in_order()
    assert "weasyprint" not in {name.partition(".")[0] for name in _modules_of("runtime.web.app")}


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(CannotPrint, match="more than 0 seconds"):
        PdfPrinter(seconds=0.01).render(PAGE.format("slow"))


def test_who_comes_when_the_line_is_full_is_sent_away_at_once() -> None:
    printer = PdfPrinter(waiting=0)
    with printer._in_turn(), pytest.raises(CannotPrint, match="at once"):
        printer.render(PAGE.format("one too many"))


def test_who_waits_too_long_is_sent_away_and_the_press_goes_on() -> None:
    printer = PdfPrinter(patience=0.01)
    with printer._in_turn(), pytest.raises(CannotPrint, match="took too long"):
        printer.render(PAGE.format("second in line"))
    with printer._in_turn():
        pass


def test_a_missing_library_of_the_system_is_named_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library')")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); "
        "from runtime.services.pdf.__main__ import main; sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True, check=False)
    assert "libpango" in REASONS[done.returncode]


def test_no_page_makes_the_server_fetch_anything(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>secret</text></svg>')
    pdf = Pdf(drawn(PAGE.format(f'<img src="{secret.as_uri()}" alt="no picture">')))
    assert "secret" not in pdf.text_in_order()
    assert not pdf.file.pages[0].Resources.get("/XObject")


def test_a_code_is_a_sharp_picture_with_white_around_it() -> None:
    picture = qr_code_svg("https://business.foggyton.example/en/forms/food-permit").decode()
    assert picture.startswith("<svg")
    assert "viewBox" in picture


@pytest.mark.parametrize(
    "typed", ["<b> {{ 7 }}", "Nguyễn Thị Hạnh", "黄金门饺子 한글 ラーメン", "Жанна Ελένη"]
)
def test_what_people_typed_is_read_out_as_they_typed_it(typed: str) -> None:
    pdf = Pdf(drawn(PAGE.format(f'<span class="said">{typed.replace("<", "&lt;")}</span>')))
    assert pdf.missing == []
    assert typed in pdf.text_in_order()


def test_vowel_marks_stay_in_what_people_typed() -> None:
    pdf = Pdf(drawn(PAGE.format('<span class="said">محمّد</span>')))
    assert "\u0651" in pdf.text_in_order()


def _modules_of(module: str) -> list[str]:
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return done.stdout.split()
