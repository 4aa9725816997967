"""Pages as a person meets them: every one parsed strictly and checked, its forms filled in by their labels."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.strict import CONTROLS, faults, parse, words

MOST_REDIRECTS = 5


class Page:
    """One page as it came back, and what can be done on it."""

    def __init__(self, response: TestResponse, browser: Browser | None = None, address: str = "/") -> None:
        self.response = response
        self.browser = browser
        self.address = address
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        wrong = faults(self.html)
        assert not wrong, f"{address} ({self.status}) " + "; ".join(wrong) + f"\n{self.html[:3000]}"
        self.root = parse(self.html)
        self._typed: dict[str, list[Any]] = {}

    def __contains__(self, text: str) -> bool:
        return text in self.text

    @property
    def h1(self) -> str:
        """The heading."""
        return words(next(self.root.iter("h1")))

    @property
    def title(self) -> str:
        """The title, as a browser's tab shows it."""
        return words(next(self.root.iter("title")))

    @property
    def text(self) -> str:
        """Everything the page says."""
        return words(next(self.root.iter("body")))

    @property
    def main(self) -> str:
        """What the main part says."""
        return words(next(self.root.iter("main")))

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        return [words(item) for box in self.classed("govuk-error-summary") for item in box.iter("li")]

    @property
    def messages(self) -> list[str]:
        """What the page says was done."""
        return [words(box) for box in self.classed("notice")]

    @property
    def links(self) -> dict[str, str]:
        """Every link's words and where it leads; the first of each."""
        found: dict[str, str] = {}
        for link in self.root.iter("a"):
            found.setdefault(words(link) or link.get("aria-label", ""), link.get("href", ""))
        return found

    def classed(self, name: str) -> list[Element]:
        """Every element of a class."""
        return [element for element in self.root.iter() if name in (element.get("class") or "").split()]

    def table(self, caption: str = "") -> list[dict[str, str]]:
        """The rows of the table whose caption begins so, each cell under its heading."""
        for table in self.root.iter("table"):
            title = next(table.iter("caption"), None)
            if title is not None and words(title).startswith(caption):
                headings = [words(cell) for cell in table.iterfind("thead/tr/th")]
                return [
                    dict(zip(headings, [words(cell) for cell in row], strict=True))
                    for row in table.iterfind("tbody/tr")
                ]
        raise AssertionError(f"No table is called {caption!r} on {self.address}")

    def find(self, label: str) -> Element:
        """The input with this label, or the group of them with this legend."""
        for element in self.root.iter("label"):
            if words(element) == label:
                return self._by_id(element.get("for") or "")
        for group in self.root.iter("fieldset"):
            legend = group.find("legend")
            if legend is not None and words(legend) == label:
                return group
        known = [words(one) for kind in ("label", "legend") for one in self.root.iter(kind)]
        raise AssertionError(f"Nothing is labelled {label!r} on {self.address}; there are {known}")

    def _by_id(self, name: str) -> Element:
        return next(element for element in self.root.iter() if element.get("id") == name)

    def value(self, label: str) -> str | list[str]:
        """What an input holds; for boxes and radios the words of those chosen; for a date its three boxes."""
        element = self.find(label)
        if element.tag != "fieldset":
            return _held(element)
        boxes = list(element.iter("input"))
        if all(box.get("type") == "text" for box in boxes):
            return [box.get("value", "") for box in boxes]
        return [self._label_of(box) for box in boxes if "checked" in box.attrib]

    def _label_of(self, control: Element) -> str:
        return next((words(one) for one in self.root.iter("label") if one.get("for") == control.get("id")), "")

    def fill(self, answers: Mapping[str, Any] | None = None, **more: Any) -> Page:
        """Fill in fields by label: text, a date, True for a box, the words of a choice, (content, name) for a file."""
        for label, answer in {**(answers or {}), **more}.items():
            self._fill_one(self.find(label), label, answer)
        return self

    def type_in(self, name: str, text: str) -> Page:
        """Fill in a text by its name, where several share a label."""
        assert any(element.get("name") == name for element in self.root.iter("input")), f"No input is called {name!r}"
        self._typed[name] = [text]
        return self

    def _fill_one(self, element: Element, label: str, answer: Any) -> None:
        if element.tag == "fieldset":
            self._fill_group(element, label, answer)
        elif element.tag == "select":
            chosen = [one for one in element.iter("option") if words(one) == answer or one.get("value") == answer]
            assert chosen, f"{label!r} offers {[words(one) for one in element.iter('option')]}, not {answer!r}"
            self._typed[element.get("name", "")] = [chosen[0].get("value", words(chosen[0]))]
        elif element.get("type") in ("checkbox", "radio"):
            self._typed[element.get("name", "")] = [element.get("value", "on")] if answer else []
        elif element.get("type") == "file":
            content, name = answer
            self._typed[element.get("name", "")] = [(io.BytesIO(content), name)]
        else:
            self._typed[element.get("name", "")] = [str(answer)]

    def _fill_group(self, group: Element, label: str, answer: Any) -> None:
        boxes = list(group.iter("input"))
        if all(box.get("type") == "text" for box in boxes):
            parts = [answer.day, answer.month, answer.year] if isinstance(answer, date) else answer or ["", "", ""]
            for box, part in zip(boxes, parts, strict=True):
                self._typed[box.get("name", "")] = [str(part)]
            return
        wanted = [answer] if isinstance(answer, str) else list(answer)
        offered = {self._label_of(box): box for box in boxes}
        assert set(wanted) <= set(offered), f"{label!r} offers {list(offered)}, not {wanted}"
        self._typed[boxes[0].get("name", "")] = [offered[one].get("value", "on") for one in wanted]

    def form(self, button: str) -> tuple[Element, Element]:
        """The form with a button of these words, and the button."""
        for form in self.root.iter("form"):
            for one in form.iter("button"):
                if words(one) == button:
                    return form, one
        raise AssertionError(f"No button says {button!r} on {self.address}; there are {self.buttons}")

    @property
    def buttons(self) -> list[str]:
        """The words of every button."""
        return [words(one) for one in self.root.iter("button")]

    def submit(self, button: str, status: int | Sequence[int] = (200, 422)) -> Page:
        """Press a button, with the page's inputs as filled in."""
        assert self.browser is not None
        form, pressed = self.form(button)
        sent = list(_sent(form, self._typed))
        if pressed.get("name"):
            sent.append((pressed.get("name", ""), pressed.get("value", "")))
        where = urljoin(self.address, pressed.get("formaction") or form.get("action") or self.address)
        if (form.get("method") or "get").lower() == "get":
            return self.browser.get(f"{urlsplit(where).path}?{urlencode(sent)}", status)
        multipart = form.get("enctype") == "multipart/form-data"
        return self.browser.post(where, sent, status, multipart=multipart)

    def click(self, link: str, status: int = 200) -> Page:
        """Follow the first link with these words."""
        assert self.browser is not None
        assert link in self.links, f"No link says {link!r} on {self.address}; there are {list(self.links)}"
        return self.browser.get(urljoin(self.address, self.links[link]), status)


def _held(element: Element) -> str:
    if element.tag == "textarea":
        return "".join(element.itertext())
    if element.tag == "select":
        options = list(element.iter("option"))
        return next((words(one) for one in options if "selected" in one.attrib), words(options[0]) if options else "")
    return element.get("value", "")


def _sent(form: Element, typed: Mapping[str, list[Any]]) -> Iterator[tuple[str, Any]]:
    done: set[str] = set()
    for control in form.iter():
        name, kind = control.get("name"), control.get("type", "text")
        if control.tag not in CONTROLS or not name or "disabled" in control.attrib:
            continue
        if name in typed:
            if name not in done:
                yield from ((name, answer) for answer in typed[name])
            done.add(name)
        elif kind in ("checkbox", "radio"):
            if "checked" in control.attrib:
                yield name, control.get("value", "on")
        elif control.tag == "select":
            yield name, _selected(control)
        elif kind == "file":
            yield name, (io.BytesIO(b""), "")
        elif kind not in ("submit", "button"):
            yield name, _held(control)


def _selected(select: Element) -> str:
    options = list(select.iter("option"))
    chosen = next((one for one in options if "selected" in one.attrib), options[0] if options else None)
    return "" if chosen is None else chosen.get("value", words(chosen))


class Browser:
    """A person's browser without script: every page it fetches is checked."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, address: str, status: int | Sequence[int] = 200) -> Page:
        """Open an address and follow where it leads."""
        return self._arrive(self.client.get(address), address, status)

    def post(
        self,
        address: str,
        sent: Sequence[tuple[str, Any]],
        status: int | Sequence[int] = 200,
        *,
        multipart: bool = False,
    ) -> Page:
        """Send a form and follow where it leads."""
        data: dict[str, list[Any]] = {}
        for name, value in sent:
            data.setdefault(name, []).append(value)
        kind = "multipart/form-data" if multipart else "application/x-www-form-urlencoded"
        return self._arrive(self.client.post(address, data=data, content_type=kind), address, status)

    def _arrive(self, response: TestResponse, address: str, status: int | Sequence[int]) -> Page:
        for _ in range(MOST_REDIRECTS):
            if response.status_code not in (301, 302, 303, 307, 308):
                break
            address = urljoin(address, response.headers["Location"])
            response = self.client.get(address)
        wanted = (status,) if isinstance(status, int) else tuple(status)
        assert response.status_code in wanted, (
            f"{address} answered {response.status_code}: {response.get_data(as_text=True)[:2000]}"
        )
        return Page(response, self, address)


def query_of(address: str) -> dict[str, str]:
    """The query of an address as names and values."""
    return dict(parse_qsl(urlsplit(address).query))
