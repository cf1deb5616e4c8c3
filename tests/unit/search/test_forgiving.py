"""Slips of the finger are forgiven where nothing fits as it was typed, and never drown what does."""

from __future__ import annotations

import random
import string

import pytest

from forms.model.search import SearchEntry, found, search_index
from forms.text.typos import mistakes

ENTRIES = {
    "en": {
        "fire": "Request a fire inspection",
        "loan": "Apply for a disaster loan",
        "grant": "Apply for a storefront grant",
        "license": "Apply for a business license",
        "tax": "Pay the tax on lodging",
    },
    "es": {"loan": "Solicitar un préstamo por desastre", "fire": "Solicitar una inspección de bomberos"},
    "zh": {"fire": "申请消防检查", "tobacco": "申请烟草许可证", "food": "申请食品许可证"},
    "vi": {"tobacco": "Xin giấy phép bán thuốc lá", "food": "Xin giấy phép thực phẩm", "tax": "Sở Thuế"},
    "ar": {"fire": "طلب تفتيش من إدارة الحريق", "license": "طلب رخصة نشاط تجاري", "loan": "طلب قرض كوارث"},
    "ht": {"fire": "Mande yon enspeksyon ponpye", "license": "Mande yon lisans biznis"},
    "ru": {"fire": "Запросить пожарную инспекцию", "loan": "Подать заявку на кредит"},
}


def names(language: str, typed: str) -> list[str]:
    entries = [SearchEntry(title, "a", form=name) for name, title in ENTRIES[language].items()]
    return [entry.form for entry in found(search_index(entries), typed)]


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("en", "fier", "fire"),
        ("en", "fier inspection", "fire"),
        ("en", "inspection fier", "fire"),
        ("en", "ifre", "fire"),
        ("en", "laon", "loan"),
        ("en", "lpan", "loan"),
        ("en", "grnat", "grant"),
        ("en", "grabt", "grant"),
        ("en", "lisence", "license"),
        ("en", "busness lisence", "license"),
        ("en", "txa", "tax"),
        ("es", "prestmao", "loan"),
        ("es", "bomebros", "fire"),
        ("zh", "消防检察", "fire"),
        ("zh", "烟艹", "tobacco"),
        ("zh", "食品许克证", "food"),
        ("vi", "thuoc ka", "tobacco"),
        ("vi", "thuco la", "tobacco"),
        ("ar", "تفتش الحريق", "fire"),
        ("ar", "رخضة", "license"),
        ("ar", "قرص", "loan"),
        ("ht", "enspeskyon", "fire"),
        ("ht", "lisnas", "license"),
        ("ru", "крдеит", "loan"),
        ("ru", "пожраную", "fire"),
    ],
)
def test_a_slip_of_the_finger_finds_what_was_meant(language: str, typed: str, meant: str) -> None:
    assert names(language, typed)[:1] == [meant]


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        *(
            ("en", typed)
            for typed in ("asdfgh", "banana", "flower", "wine", "dog", "tux", "la", "fire zebra")
        ),
        *(("es", typed) for typed in ("zapatos", "elefante")),
        *(("zh", typed) for typed in ("大象", "钢琴", "天气预报", "证")),
        *(("vi", typed) for typed in ("ka", "voi", "con mèo")),
        *(("ar", typed) for typed in ("زرافة", "فيل")),
        *(("ht", typed) for typed in ("zwazo", "chen")),
        *(("ru", typed) for typed in ("слон", "погода")),
    ],
)
def test_what_nobody_has_is_not_found(language: str, typed: str) -> None:
    assert names(language, typed) == ([] if typed != "证" else ["tobacco", "food"])


def test_a_search_that_finds_something_finds_nothing_more_by_forgiving() -> None:
    entries = [SearchEntry(title, "a", form=title) for title in ("fire", "five", "hire", "fine")]
    for word in ("fire", "five", "hire", "fine"):
        assert [entry.title for entry in found(search_index(entries), word)] == [word]


def test_what_says_every_word_exactly_is_always_the_first() -> None:
    chance = random.Random(7)
    for _ in range(300):
        words = ["".join(chance.choices("abcde", k=chance.randint(3, 8))) for _ in range(12)]
        typed = chance.sample(words, chance.randint(1, 3))
        near = [word[:-1] + chance.choice(string.ascii_lowercase) for word in typed]
        entries = [
            SearchEntry(" ".join(near), "a", form="near"),
            SearchEntry("Something else", "a", form="exact", words=" ".join([*words, *typed])),
        ]
        chance.shuffle(entries)
        first = found(search_index(entries), " ".join(typed))[0]
        said = {*first.title.casefold().split(), *first.words.split()}
        assert all(any(word.startswith(one) for word in said) for one in typed)


@pytest.mark.parametrize(
    ("typed", "word", "number"),
    [
        ("fire", "fire", 0),
        ("fier", "fire", 1),
        ("fir", "fire", 1),
        ("fiire", "fire", 1),
        ("fure", "fire", 1),
        ("lisence", "license", 2),
        ("", "fire", 4),
    ],
)
def test_mistakes_are_counted(typed: str, word: str, number: int) -> None:
    assert mistakes(typed, word) == mistakes(word, typed) == number


@pytest.mark.parametrize("typed", ["insurnace", "isnurance", "insurence"])
def test_slips_are_forgiven_in_words_that_only_an_article_says(typed: str) -> None:
    article = SearchEntry("Before you open", "a", article="a/open", words="Your insurance covers the guests")
    assert found(search_index([article]), typed) == (article,)
