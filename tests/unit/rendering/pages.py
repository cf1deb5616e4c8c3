"""Reads finished pages as a strict HTML parser does, for tests that ask what is on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib


def parsed(page: str) -> Element:
    """The page's tree; any parse error fails the test."""
    # Any: html5lib has no types
    parser: Any = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: Element = parser.parse(page)
    return tree


def text_of(element: Element) -> str:
    """All text below an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def skeleton(tree: Element) -> list[tuple[str, tuple[str, ...]]]:
    """Elements and the names of their attributes: what hostile text must not change."""
    return [(element.tag, tuple(sorted(element.attrib))) for element in elements(tree)]


def elements(tree: Element, tag: str = "") -> Iterator[Element]:
    """All elements (of a tag), comments left out."""
    return (element for element in tree.iter(tag or None) if isinstance(element.tag, str))


def faults(tree: Element) -> list[str]:
    """What assistive technology would stumble over: broken references, nameless controls, second ids."""
    ids = [element.attrib["id"] for element in elements(tree) if "id" in element.attrib]
    found = [f"id {one} stands twice" for one in sorted({one for one in ids if ids.count(one) > 1})]
    for element in elements(tree):
        for attribute in ("for", "aria-describedby", "aria-labelledby"):
            lost = [one for one in element.attrib.get(attribute, "").split() if one not in ids]
            found += [f"{attribute} of <{element.tag}> leads nowhere: {one}" for one in lost]
        if element.attrib.get("aria-describedby") == "":
            found.append(f"<{element.tag}> has an empty aria-describedby")
        if element.tag == "a" and element.attrib.get("href", "").startswith("#"):
            found += [f"link to nowhere: {element.attrib['href']}"] * (element.attrib["href"][1:] not in ids)
    return found + list(_nameless(tree)) + list(_nested(tree))


def _nameless(tree: Element) -> Iterator[str]:
    labelled = {label.attrib.get("for", "") for label in elements(tree, "label")}
    for element in elements(tree):
        if element.tag not in ("input", "select", "textarea") or element.attrib.get("type") == "hidden":
            continue
        if element.attrib.get("id") not in labelled:
            yield f"control {element.attrib.get('name')} has no label"
    for tag in ("fieldset",):
        for group in elements(tree, tag):
            first = next(iter(group), None)
            if first is None or first.tag != "legend" or not text_of(first):
                yield "a fieldset has no legend"
    for tag in ("a", "button"):
        for element in elements(tree, tag):
            if not text_of(element):
                yield f"a <{tag}> says nothing"


def _nested(tree: Element) -> Iterator[str]:
    for label in elements(tree, "label"):
        if any(child.tag in ("div", "fieldset", "p") for child in label.iter()):
            yield "a label holds a block"
