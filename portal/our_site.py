"""What one partnership's site makes of the shared pages: shows them, adds to them, replaces them, switches them off."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models, transaction
from wagtail.log_actions import log

from .models import BasePage, LocalNote, Partnership, SwitchedOff
from .trees import Trees

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from wagtail.query import PageQuerySet


class State(models.TextChoices):
    """How a shared page stands on a partnership's site."""

    SHARED = "shared", "Shared as it is"
    NOTE = "note", "With our note"
    REPLACED = "replaced", "Replaced by ours"
    OFF = "off", "Switched off"


class Step(models.TextChoices):
    """What staff of a partnership may do about a shared page."""

    NOTE = "note", "Add our note"
    REPLACE = "replace", "Replace with our own page"
    BELOW = "below", "Start own page here"
    OFF = "switch-off", "Switch off"
    ON = "switch-on", "Switch on"


class OurSite:
    """One site over the shared tree, for its staff: drafts count. Reads each of its facts once."""

    def __init__(self, partnership: Partnership) -> None:
        trees = Trees.now()
        self.partnership = partnership
        self.shared = trees.shared
        self.tree = next(tree for tree in trees.own if tree.partnership == partnership)

    def pages(self) -> PageQuerySet:
        """The live shared pages in the order of their tree, SET's home page aside."""
        root = self.shared.root
        below = BasePage.objects.live().filter(path__startswith=root.path).exclude(pk=root.pk)
        return below.order_by("path")

    def page(self, pk: int) -> BasePage:
        """One of `pages()`. Raises BasePage.DoesNotExist."""
        return self.pages().get(pk=pk)

    @cached_property
    def own(self) -> dict[str, BasePage]:
        """The site's own pages and notes by path, drafts included."""
        pages = BasePage.objects.filter(path__startswith=self.tree.root.path)
        return {self.tree.path_of(page): page for page in pages}

    @cached_property
    def _with_text(self) -> set[int]:
        notes = LocalNote.objects.filter(path__startswith=self.tree.root.path)
        return {pk for pk, body in notes.values_list("pk", "body") if len(body)}

    @cached_property
    def _off(self) -> dict[str, int]:
        off = SwitchedOff.objects.filter(site=self.partnership.site)
        return dict(off.values_list("page__path", "page_id"))

    def own_at(self, page: BasePage) -> BasePage | None:
        """What the site has at the shared page's path: a page, a note, an empty stub, or a draft of one."""
        return self.own.get(self.shared.path_of(page))

    def switched_off_by(self, page: BasePage) -> int | None:
        """The id of the page whose switching off hides this one: its own, or that of a page above it."""
        return next((pk for path, pk in self._off.items() if page.path.startswith(path)), None)

    def state(self, page: BasePage) -> State:
        own = self.own_at(page)
        if own and own.live and not own.specific_class.adds_only:
            return State.REPLACED
        if self.switched_off_by(page):
            return State.OFF
        return State.NOTE if own and own.live and own.pk in self._with_text else State.SHARED

    def draft_waits(self, page: BasePage) -> bool:
        """Has the site something at this path that readers do not see yet?"""
        own = self.own_at(page)
        return bool(own and (not own.live or own.has_unpublished_changes))

    def in_state(self, pages: Iterable[BasePage], state: str) -> list[int]:
        """The ids of those pages that stand so."""
        return [page.pk for page in pages if self.state(page) == state]

    def address(self, page: BasePage) -> str | None:
        """Where readers of the site find it, or what replaces it."""
        return (
            None if self.state(page) == State.OFF else f"{self.partnership.site.root_url}/{self.shared.path_of(page)}"
        )

    def steps(self, page: BasePage, user: AbstractUser) -> list[Step]:
        """What this user may do about the page now."""
        home = self.own[""].permissions_for_user(user)
        state, own = self.state(page), self.own_at(page)
        steps = []
        if state != State.OFF and home.can_add_subpage():
            steps += [Step.NOTE] if own is None else []
            steps += [Step.REPLACE] if own is None and self._may_be_replaced(page) else []
            steps += [Step.BELOW] if is_section(page) else []
        if home.can_edit() and state == State.OFF and self.switched_off_by(page) == page.pk:
            steps.append(Step.ON)
        if home.can_edit() and state not in (State.OFF, State.REPLACED):
            steps.append(Step.OFF)
        return steps

    def _may_be_replaced(self, page: BasePage) -> bool:
        """May a page of this type stand in the site's own tree? A chapter of SET's report belongs in that report alone."""
        above = self.shared.path_of(page).rstrip("/").rpartition("/")[0]
        parent = self.own.get(f"{above}/" if above else "")
        return page.specific_class in (parent.specific_class if parent else LocalNote).allowed_subpage_models()

    @transaction.atomic
    def take(self, step: Step, page: BasePage, user: AbstractUser) -> BasePage | None:
        """Do it. Answers the own page to go on with, if there is one."""
        if step == Step.NOTE:
            note = LocalNote(title=page.title, slug=page.slug, live=False, owner=user)
            self._place(page.get_parent(), user).add_child(instance=note)
            note.save_revision(user=user)
            return note
        if step == Step.REPLACE:
            parent = self._place(page.get_parent(), user)
            attributes = {"slug": page.slug, "owner": user}
            return page.specific.copy(
                to=parent, update_attrs=attributes, copy_revisions=False, keep_live=False, user=user
            )
        if step == Step.BELOW:
            return self._place(page, user)
        if step == Step.OFF:
            SwitchedOff.objects.get_or_create(site=self.partnership.site, page=page)
        else:
            SwitchedOff.objects.filter(site=self.partnership.site, page=page).delete()
        log(page, f"portal.{step.value}", user=user, data={"site": self.partnership.short_name})
        return None

    def _place(self, page: BasePage, user: AbstractUser) -> BasePage:
        """The own page at the shared page's path, or a stub made there: empty, so that the shared page goes on answering."""
        path = self.shared.path_of(page)
        if path not in self.own:
            stub = LocalNote(title=page.title, slug=page.slug, owner=user)
            self._place(page.get_parent(), user).add_child(instance=stub)
            self.own[path] = stub
        return BasePage.objects.get(pk=self.own[path].pk)


def is_section(page: BasePage) -> bool:
    """May a partnership's own pages stand below it?"""
    below = set(LocalNote.allowed_subpage_models())
    return any(model in below and not model.adds_only for model in page.specific_class.allowed_subpage_models())
