"""Content files of reviews, annual reports, events and governance: what their heads say becomes the page, or stops the load."""

from datetime import date, time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError

from content import events, governance, publications, reviews
from content.known import Known
from content.links import Links
from content.page_files import read_pages
from content.rich_text import Names
from content.source import ContentError
from events.models import EventPage
from governance.models import Agency, GroupPage, StructurePage
from portal.models import BasePage, Partnership, StandardPage
from publications.models import AnnualReportPage, ReportChapterPage
from reviews.models import ReviewPage, Theme

from .content_files import load, make

FILES = {
    "themes.yaml": "- {slug: babies, title: Babies under one, order: 1}\n- {slug: racism, title: Race and racism}\n",
    "agencies.yaml": "- {slug: nhs, name: A health trust, short_name: Trust}\n- {slug: police, name: The police}\n",
    "pages/set/reviews.md": "title: Reviews\nsummary: All.\n---\nWhat they are for.\n",
    "pages/set/reviews/ash.md": (
        "title: Ash\nsummary: Of Ash.\nkind: thematic\ncalled: LHR\npseudonyms: [Ash, Bo]\npublication: published\n"
        "published_on: 2024-05-06\nages: 7 weeks\ntime_frame: End of 2019\nthemes: [babies]\n"
        "partnerships: [southend, thurrock]\nreport_wanted: true\nrelated: [/topics/water/]\nlearning:\n"
        "  - {for: health, text: Ask.}\n  - {text: Look.}\nrecommendations:\n"
        "  - {number: 1a, text: Do it., for: nhs, state: done, due: 2024-07-01, done_on: 2024-06-30, evidence: Minutes.}\n"
        "  - {text: All do it., for_whom: all partner agencies}\n---\nTwo babies.\n"
    ),
    "pages/set/annual-reports.md": "title: Annual reports\nsummary: All.\n---\n",
    "pages/thurrock/annual-reports/2024-2025.md": (
        "title: 2024 to 2025\nsummary: A year.\nfirst_year: 2024\nlast_year: 2025\nfile_wanted: true\n"
        "in_file: [voices, done]\n---\n"
    ),
    "pages/thurrock/annual-reports/2024-2025/a-last.md": "title: Last\nsummary: L.\norder: 2\n---\nText.\n",
    "pages/thurrock/annual-reports/2024-2025/b-first.md": "title: First\nsummary: F.\norder: 1\ncontains: [money]\n---\nText.\n",
    "pages/set/events.md": "title: Events\nsummary: All.\n---\n",
    "pages/thurrock/events/day.md": (
        "title: A day\nsummary: To learn.\nkind: workshop\nmode: both\nplace: Town hall\ncost: Free\ncapacity: Few\n"
        "audiences: [professionals]\nhosts: [southend]\norganiser: A team\n"
        'how_to_book: "Ask {{children-front-door}} or see [water](/topics/water/)."\nsessions:\n'
        "  - {name: Morning, day: 2025-03-20, begins: 17:30, ends: 18:30, place: Hall}\n"
        "  - {name: April, day: 2023-04-01, precision: month}\n"
        '  - {day: 2025-07-03, begins: "09:00", repeats: weekly, until: 2025-08-01, except_on: [2025-07-10]}\n'
        "---\nCome.\n\n# Afterwards\n\n## Films\n\nTwo films.\n"
    ),
    "pages/thurrock/about.md": "title: About\nsummary: Us.\n---\nUs.\n",
    "pages/thurrock/about/board.md": "title: Board\nsummary: Decides.\n---\nIt decides.\n",
    "pages/thurrock/about/structure.md": "title: Structure\nsummary: How.\n---\nSee the [board](/about/board/).\n",
}
GROUPS = {
    "pages/thurrock/about/board.md": (
        "title: Board\nsummary: Decides.\ntype: group\nkind: board\nshort_name: B\nreports_to: /about/strategy/\norder: 5\n"
        "responsible_for: [Decides., Checks.]\nchair: The director\nmeets: four times a year\nmeeting_length: 2 hours\n"
        "established: May 2019\nreplaces: The old board\nmembers:\n  - {agency: police, part: leads}\n"
        "  - {role: Schools, part: relevant}\n"
        "---\nIt decides.\n"
    ),
    "pages/thurrock/about/strategy.md": "title: Strategy\nsummary: Steers.\ntype: group\nkind: strategic\n---\n",
    "pages/thurrock/about/structure.md": "title: Structure\nsummary: How.\ntype: structure\n---\nThe [board](/about/board/).\n",
}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text if file.suffix == ".yaml" else f"---\n{text}")


def at(path: str):
    return BasePage.objects.get(url_path=path).specific


@pytest.mark.django_db
def test_files_become_reviews_reports_events_and_groups(tmp_path):
    """Every key of a head arrives; a page becomes a group under its id; sessions keep what calendars know them by."""
    folder = make(tmp_path / "fixtures")
    write(folder, FILES)
    load(folder)

    review = at("/set/reviews/ash/")
    assert (review.kind, review.called, review.pseudonyms, review.decision) == (
        "thematic",
        "LHR",
        "Ash, Bo",
        "published",
    )
    assert (review.published_on, review.ages, review.time_frame) == (date(2024, 5, 6), "7 weeks", "End of 2019")
    assert review.report_wanted and [str(theme) for theme in review.themes.all()] == ["Babies under one"]
    assert {str(p.short_name) for p in review.partnerships.all()} == {"Southend", "Thurrock"}
    assert [(point.profession, point.text) for point in review.learning.all()] == [
        ("health", "Ask."),
        ("everyone", "Look."),
    ]
    first, second = review.recommendations.all()
    assert (first.number, first.agency.name, first.state) == ("1a", "A health trust", "done")
    assert (first.due, first.done_on, first.evidence) == (date(2024, 7, 1), date(2024, 6, 30), "Minutes.")
    assert (second.for_whom, second.state, second.agency) == ("all partner agencies", "unknown", None)
    assert [row.target.url_path for row in review.related.all()] == ["/set/topics/water/"]

    report = at("/thurrock/annual-reports/2024-2025/")
    assert (report.years, report.file_wanted, report.in_file) == ("2024 to 2025", True, ("done", "voices"))
    assert [page.title for page in report.get_children()] == ["First", "Last"]
    assert [chapter.contains for chapter in ReportChapterPage.objects.order_by("path")] == [("money",), ()]

    write(folder, GROUPS)
    before = {path: at(path).pk for path in ("/thurrock/about/board/", "/thurrock/about/structure/")}
    day = folder / "pages/thurrock/events/day.md"
    plain = day.read_text()
    day.write_text(plain.replace("kind: workshop", "kind: workshop\ngroup: /about/boar/"))
    with pytest.raises(CommandError, match=r"day.md:2: group: there is no group at “/about/boar/”"):
        load(folder)
    day.write_text(plain.replace("kind: workshop", "kind: workshop\ngroup: /about/board/"))
    load(folder)
    assert {path: at(path).pk for path in before} == before
    board = at("/thurrock/about/board/")
    assert isinstance(board, GroupPage) and isinstance(at("/thurrock/about/structure/"), StructurePage)
    assert (board.kind, board.reports_to.title, board.order, board.short_name) == ("board", "Strategy", 5, "B")
    assert board.duties == ["Decides.", "Checks."]
    assert (board.chair, board.frequency, board.meeting_length) == ("The director", "four times a year", "2 hours")
    assert (board.established, board.replaces) == ("May 2019", "The old board")
    assert [(str(m), m.part) for m in board.members.all()] == [("The police", "leads"), ("Schools", "relevant")]

    event = at("/thurrock/events/day/")
    assert (event.kind, event.mode, event.place, event.cost, event.capacity) == (
        "workshop",
        "both",
        "Town hall",
        "Free",
        "Few",
    )
    assert (event.organiser, event.group_id) == ("A team", board.pk)
    assert [p.short_name for p in event.hosts.all()] == ["Southend"]
    assert 'slug="children-front-door"' in event.how_to_book and 'linktype="page"' in event.how_to_book
    assert "Come." in event.words_in("body") and "Two films." in event.words_in("afterwards")
    morning, april, weekly = event.sessions.all()
    assert (morning.day, morning.begins, morning.ends, morning.place) == (
        date(2025, 3, 20),
        time(17, 30),
        time(18, 30),
        "Hall",
    )
    assert (april.precision, weekly.begins, weekly.until, weekly.except_on) == (
        "month",
        time(9),
        date(2025, 8, 1),
        "2025-07-10",
    )
    assert weekly.repeats == "weekly"

    day.write_text(day.read_text().replace("2025-03-20", "2025-03-21").replace("Two films", "Three films"))
    assert "1 updated" in load(folder)
    again = at("/thurrock/events/day/")
    assert [session.key for session in again.sessions.all()] == [morning.key, april.key, weekly.key]
    assert again.sessions.first().day == date(2025, 3, 21) and "Three films" in again.words_in("afterwards")
    assert "updated" not in load(folder)


@pytest.mark.django_db
def test_group_that_a_person_edited_stays_a_page(tmp_path):
    """A page does not become a group over somebody's edit: the load stops and says where."""
    folder = make(tmp_path / "fixtures")
    write(folder, FILES)
    load(folder)
    page = at("/thurrock/about/board/")
    page.title = "Edited"
    page.save_revision().publish()
    write(folder, GROUPS)
    with pytest.raises(CommandError, match=r"board.md:2: .*edited since it was loaded"):
        load(folder)
    assert isinstance(at("/thurrock/about/board/"), StandardPage)
    load(folder, "--overwrite")
    assert isinstance(at("/thurrock/about/board/"), GroupPage)


FILLS = {
    ReviewPage: reviews.fill,
    EventPage: events.fill,
    GroupPage: governance.fill,
    AnnualReportPage: lambda page, source, known, links: publications.fill(page, source),
    ReportChapterPage: lambda page, source, known, links: publications.fill_chapter(page, source),
}

WRONG = [
    ("reviews/a/b", "type: review", 2, "directly below /reviews/"),
    ("about/a", "type: event", 2, "directly below /events/"),
    ("annual-reports/a", "type: chapter", 2, "directly below its report"),
    ("reviews/a", "colour: red", 2, "“colour” is not known here"),
    ("reviews/a", "sessions: []", 2, "“sessions” is not known here"),
    ("reviews/a", "kind: saga", 2, "“saga” is not a kind; they are local, thematic"),
    ("reviews/a", "publication: soon", 2, "“soon” is not a publication"),
    ("reviews/a", "published_on: March 2025", 2, "published_on: a day is written as in 2025-03-20"),
    ("reviews/a", "report_wanted: perhaps", 2, "report_wanted is true or false"),
    ("reviews/a", "pseudonyms: Ash", 2, "pseudonyms is a list"),
    ("reviews/a", "themes: [space]", 2, "themes: there is no “space”; there are babies"),
    ("reviews/a", "partnerships: [kent]", 2, "partnerships: there is no “kent”"),
    ("reviews/a", "learning:\n  - {for: pilots, text: Fly.}", 5, "“pilots” is not a for"),
    ("reviews/a", "learning:\n  - {for: health}", 5, "“text” is missing"),
    ("reviews/a", "learning: [Fly.]", 2, "“learning” must be a list of records"),
    ("reviews/a", "recommendations:\n  - {text: A., for: nhs}\n  - {text: B., for: nasa}", 6, "for: there is no “nasa”"),
    ("reviews/a", "recommendations:\n  - {text: A., state: nearly}", 5, "“nearly” is not a state"),
    ("reviews/a", "recommendations:\n  - {text: A., due: soon}", 5, "due: a day"),
    ("reviews/a", "related: [/topics/nothing/]", 2, "related: there is no procedure or topic at “/topics/nothing/”"),
    ("annual-reports/a", "first_year: 2024", 2, "last_year is missing"),
    ("annual-reports/a", "first_year: 2024-25", 2, "first_year is missing, or not a year"),
    ("annual-reports/a", "first_year: 2024\nlast_year: 2025\nin_file: [jokes]", 2, "in_file: “jokes” is not known"),
    ("annual-reports/a/b", "contains: [jokes]", 2, "contains: “jokes” is not known"),
    ("annual-reports/a/b", "order: first", 2, "order is a whole number"),
    ("events/a", "kind: party", 2, "“party” is not a kind; they are training"),
    ("events/a", "mode: astral", 2, "“astral” is not a mode"),
    ("events/a", "hosts: [kent]", 2, "hosts: there is no “kent”"),
    ("events/a", "group: /about/nobody/", 2, "group: there is no group at “/about/nobody/”"),
    ("events/a", "how_to_book: Call {{nobody}}.", 2, "there is no service “nobody”"),
    ("events/a", "how_to_book: '- a list'", 2, "must be running text"),
    ("events/a", "sessions:\n  - {name: One}", 5, "“day” is missing"),
    ("events/a", "sessions:\n  - {day: 2025-03-20, time: 17:30}", 5, "“time” is not known here"),
    ("events/a", "sessions:\n  - {day: 20 March}", 5, "day: a day is written as in"),
    ("events/a", "sessions:\n  - {day: 2025-03-20, begins: late}", 5, "begins: a time of day is written as in 17:30"),
    ("events/a", "sessions:\n  - {day: 2025-03-20, precision: decade}", 5, "“decade” is not a precision"),
    ("events/a", "sessions:\n  - {day: 2025-03-20, repeats: often}", 5, "“often” is not a repeats"),
    ("events/a", "sessions:\n  - {day: 2025-03-20, name: A}\n  - {day: 2025-03-21, name: A}", 6, "two sessions are named “A”"),
    ("about/a", "type: group\nkind: choir", 2, "“choir” is not a kind; they are partnership"),
    ("about/a", "type: group\nreports_to: /about/b/", 2, "reports_to: there is no group at “/about/b/”"),
    ("about/a", "type: group\nterms_of_reference: /procedures/b/", 2, "terms_of_reference: there is no procedure at"),
    ("about/a", "type: group\nmembers:\n  - {part: leads}", 6, "a member is an agency, a role, or both"),
    ("about/a", "type: group\nmembers:\n  - {agency: nasa}", 6, "agency: there is no “nasa”; there are nhs"),
    ("about/a", "type: group\nmembers:\n  - {role: Chair, part: boss}", 6, "“boss” is not a part"),
    ("about/a", "type: group\nresponsible_for: Everything", 2, "responsible_for is a list"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "head", "line", "says"), WRONG)
def test_a_wrong_head_is_named_with_file_and_line(tmp_path, db, path, head, line, says):
    """Whatever a head gets wrong, its writer is told where and what; what may stand there is listed."""
    write(tmp_path, {f"pages/set/{path}.md": f"title: T\nsummary: S.\n{head}\n---\n"})
    known = Known(
        partnerships={"southend": Partnership(short_name="Southend")},
        themes={"babies": Theme(slug="babies")},
        agencies={"nhs": Agency(slug="nhs", name="A health trust")},
    )
    with pytest.raises(ContentError) as error:
        (source,) = read_pages(tmp_path, {"set"})
        names = Names(lambda path: None, {}, {})
        links = Links({"set": SimpleNamespace(url_path="/set/")}, [source], set(), names)
        FILLS[source.kind](source.kind(), source, known, links)
    assert f"{path}.md:{line}: " in str(error.value) and says in str(error.value)


@pytest.mark.django_db
def test_a_page_whose_file_has_moved_moves_along(tmp_path, client):
    """Under its id, as another type if the file says so, once; its old address leads to the new one, edits are not lost."""
    folder = make(tmp_path / "fixtures")
    write(folder, FILES)
    write(folder, {"pages/set/procedures.md": "title: Procedures\nsummary: All.\n---\n"})
    load(folder)
    old = folder / "pages/thurrock/about/board.md"
    before = at("/thurrock/about/board/").pk
    terms = (
        "title: Terms\nsummary: Of the board.\nkind: terms\nmoved_from: /about/board/\n---\nThey say how it works.\n"
    )
    structure = "title: Structure\nsummary: How.\n---\nSee the [terms](/procedures/terms/).\n"
    write(folder, {"pages/thurrock/procedures/terms.md": terms, "pages/thurrock/about/structure.md": structure})
    old.unlink()
    load(folder)
    page = at("/thurrock/procedures/terms/")
    assert page.pk == before and page.kind == "terms" and page.live
    answer = client.get("/about/board/", headers={"host": "thurrock.localhost"})
    assert answer.status_code == 301 and answer["location"].endswith("/procedures/terms/")
    assert "updated" not in load(folder)

    page.title = "Edited by a person"
    page.save_revision().publish()
    (folder / "pages/thurrock/procedures/terms.md").unlink()
    write(folder, {"pages/thurrock/procedures/rules.md": terms.replace("/about/board/", "/procedures/terms/")})
    write(folder, {"pages/thurrock/about/structure.md": structure.replace("/procedures/terms/", "/procedures/rules/")})
    assert "kept as edited: pages/thurrock/procedures/rules" in load(folder)
    moved = at("/thurrock/procedures/rules/")
    assert (moved.pk, moved.title, moved.get_latest_revision_as_object().slug) == (
        before,
        "Edited by a person",
        "rules",
    )
