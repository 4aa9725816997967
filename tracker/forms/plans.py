"""One page of a plan to agree: the posts no one fills, and what each draft lacks, sent together."""

from collections.abc import Mapping
from itertools import chain

from tracker.forms.actions import FixForm
from tracker.forms.fields import Form, Once, OneLine, PickOne
from tracker.models import Post
from tracker.queries.plans import Candidates


class PostForm(Form):
    """Who fills a post, or why no one does yet: said once for all the drafts it leads."""

    holder = PickOne("Who fills it", blank="No one yet", coerce=int)
    vacancy_reason = OneLine("Or why no one fills it yet")

    @classmethod
    def of(cls, post: Post, candidates: Candidates) -> "PostForm":
        """The part of the page for one post."""
        form = cls(prefix=f"post{post.id}-", meta={"csrf": False})
        form.holder.offer([(person.id, person.name) for person in candidates.people])
        return form


class PlanForm(Form):
    """The parts of the page, judged together so that all that is wrong is said at once."""

    once = Once()

    def __init__(self, fixes: Mapping[str, FixForm], posts: Mapping[Post, PostForm]) -> None:
        super().__init__()
        self.fixes = fixes
        self.posts = posts

    @property
    def named_parts(self) -> list[tuple[str, Form]]:
        """Each part with what it is about."""
        return list(chain(((post.title, part) for post, part in self.posts.items()), self.fixes.items()))

    def validate(self, extra_validators: object = None) -> bool:
        """Judge every part, not only the first that is wrong."""
        return all([super().validate(extra_validators), *[part.validate() for _, part in self.named_parts]])

    @property
    def errors(self) -> dict[str, object]:
        return {**super().errors, **{name: part.errors for name, part in self.named_parts if part.errors}}

    def problems(self) -> list[tuple[str, str | None]]:
        """The errors of all parts, each named by what it is about."""
        found = super().problems()
        for name, part in self.named_parts:
            found += [(f"{name}: {sentence}", where) for sentence, where in part.problems()]
        return found
