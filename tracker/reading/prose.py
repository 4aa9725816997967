"""Text that stands in no table: paragraphs, with the few marks of their look that carry meaning."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `label` is the number or bullet that the program sets before it, "" where it is typed or absent;
    `depth` the level of such a list, from 0. `heading` is true where it is set as one.
    """

    source: str
    text: str
    label: str = ""
    depth: int = 0
    heading: bool = False
    struck: bool = False

    @property
    def said(self) -> str:
        """The text with its number or bullet, as it is printed."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass
class Prose:
    """The paragraphs that stand together, between two tables or in a text that has none."""

    name: str
    paragraphs: list[Paragraph] = field(default_factory=list)
