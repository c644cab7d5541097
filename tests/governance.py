"""Groups, agencies and what must be published, as small as a test needs them."""

from datetime import date

from django.utils.text import slugify

from governance.models import Agency, GroupPage, Member, StructurePage
from portal.models import BasePage

from . import build
from .build import Sites, section

KINDS = ["/about/structure/", "/about/board/", "/about/what-we-must-publish/", "/groups/open-data/"]
"""An address of each kind of page that `furnish` makes."""


def about(home: BasePage) -> BasePage:
    """The page that a site's groups hang below: on SET the page, on a partnership a stub at its place."""
    found = BasePage.objects.filter(url_path=f"{home.url_path}about/").first()
    if found:
        return found.specific
    if build.Site.objects.get(root_page=home).is_default_site:
        return build.make_standard(home, "About us", "about", show_in_menus=True)
    return build.make_note(home, "about")


def make_structure(home: BasePage, text: str = "", slug: str = "structure") -> StructurePage:
    body = [("text", f"<p>{text}</p>")] if text else []
    page = StructurePage(title="How we are organised", slug=slug, summary="The groups that do the work.", body=body)
    return build.add(about(home), page)


def make_group(home: BasePage, title: str, slug: str = "", live: bool = True, **fields) -> GroupPage:
    """A group of that site; `reports_to` another one, `order` its place."""
    fields.setdefault("summary", f"What {title} is.")
    return build.add(about(home), GroupPage(title=title, slug=slug or slugify(title), **fields), live)


def make_agency(name: str, **fields) -> Agency:
    return Agency.objects.get_or_create(slug=slugify(name), defaults={"name": name, **fields})[0]


def make_member(group: GroupPage, agency: str = "", role: str = "", part: str = "member") -> Member:
    return Member.objects.create(
        page=group,
        agency=make_agency(agency) if agency else None,
        role=role,
        part=part,
        sort_order=group.members.count(),
    )


TEXT = (section("Who does what", "We work together."),)


def make_arrangements(home: BasePage, title: str = "Our arrangements", body: tuple = TEXT, **fields) -> BasePage:
    """Safeguarding arrangements of 2023, under review; without a `body` their file is still to come."""
    fields.setdefault("effective_from", date(2023, 1, 1))
    fields.setdefault("under_review", True)
    slug = fields.pop("slug", "arrangements")
    page = build.make_procedure(home, title, slug, *TEXT, kind="arrangements", **fields)
    return page if body else without_text(page)


def without_text(page: BasePage) -> BasePage:
    """As if it had been published with the word that its file is still to come, and no text."""
    type(page).objects.filter(pk=page.pk).update(body=[], file_wanted=True)
    page.versions.update(body=[], file_wanted=True)
    page.save()
    return type(page).objects.get(pk=page.pk)


def furnish(sites: Sites) -> None:
    """SET with a structure of twelve groups on four levels, their members, terms of reference and arrangements."""
    home = sites.home("set")
    build.make_service("business-team")
    make_structure(home, "The groups meet, agree and check what is done.")
    terms = build.make_procedure(
        home,
        "Terms of reference of the board",
        "board-terms",
        section("Purpose", "The board decides."),
        kind="terms",
        edition="2025",
    )
    make_arrangements(home)
    top = make_group(home, "Safeguarding Children Partnership", "partnership", kind="partnership", order=1)
    strategic = make_group(home, "Strategic Group", "strategic-group", kind="strategic", reports_to=top)
    board = make_group(
        home,
        "Management Executive Board",
        "board",
        kind="board",
        reports_to=strategic,
        short_name="MEB",
        responsible_for="Takes the decisions on the plan.\nEvaluates the sub-groups.",
        chair="One of the three safeguarding partners, in turn",
        frequency="four times a year",
        meeting_length="2.5 hours",
        established="May 2019",
        replaces="the former executive board",
        terms_of_reference=terms,
    )
    make_group(home, "Independent Scrutiny", "independent-scrutiny", kind="scrutiny", reports_to=top, order=200)
    for number, name in enumerate(
        (
            "Learning and Practice Review Group",
            "Quality, Improvement and Performance Group",
            "Exploitation and Missing Children Group",
            "Neglect Group",
            "Safer Recruitment Group",
            "Training Group",
        )
    ):
        make_group(home, name, reports_to=board, order=number)
    make_group(home, "Task group on neglect", kind="task", reports_to=board, order=90)
    make_group(home, "Child Death Overview Panel", kind="panel", order=300)
    for agency, part in (("Police", "partner"), ("Council", "partner"), ("Health board", "partner")):
        make_member(board, agency, part=part)
    make_member(board, "Probation service", "Head of service", "relevant")
    make_member(board, role="Business Manager")
