"""The nightly sweep finds every typed number, wherever people write for readers, and keeps it until it is gone."""

from datetime import datetime
from io import StringIO

from django.core.management import call_command
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from contacts.guard.sweep import sweep
from contacts.hours import LONDON
from contacts.models import Contact, Correction, CorrectionKind, NumberChange
from library.extraction import read_document
from portal import tick
from portal.groups import collection_of
from portal.models import StandardPage

from . import build, files
from .contacts import front_doors
from .ground import laid

KNOWN = "01702 215007"
FORMER = "0845 606 1212"
NIGHT = datetime(2026, 11, 26, 3, 45, tzinfo=LONDON)


@laid
def contacts(sites) -> dict[str, Contact]:
    team = build.make_contact("out-of-hours", "Emergency Duty Team", "0345 606 1212")
    team.former_numbers.create(number=FORMER)
    team.save()
    return front_doors(sites)


def swept(*options: str) -> tuple[list[str], int]:
    """What the command prints, and what it ends with."""
    out = StringIO()
    try:
        call_command("sweep_numbers", *options, stdout=out)
    except SystemExit as end:
        return out.getvalue().splitlines(), end.code
    return out.getvalue().splitlines(), 0


def still_open() -> list[Correction]:
    return list(Correction.objects.filter(done_at=None))


def test_nothing_typed_nothing_said(sites, contacts):
    build.make_standard(sites.home("southend"), "About", "about", "Since 2018, from 9am on 12 November 2026.")
    assert swept() == ([], 0)


def test_each_typed_number_is_a_line_and_the_end_tells_monitoring(sites, contacts):
    build.make_standard(sites.home("southend"), "About", "about", f"Call {FORMER}.")
    lines, code = swept()
    said = "is an old number of Emergency Duty Team, replaced by 0345 606 1212."
    assert lines == [f"southend /about/ · body, Text 1: “{FORMER}” {said}"]
    assert code == 1
    assert swept("--quiet") == ([], 1)


def test_everything_written_for_readers_is_swept(sites, contacts, groups):
    build.make_standard(sites.home("set"), f"Call {KNOWN}", "titled")
    build.make_note(build.topic_index(sites.home("essex")), "water", f"Or call {KNOWN}.")
    build.make_topic(sites.home("set"), "Water", "water", young_people=[build.section("Ask", KNOWN, "8-10")])
    build.make_resource(sites.site("thurrock"), "Leaflet", note=f"Ring {KNOWN} for a copy.")
    get_image_model().objects.create(title="Poster", description=f"Ring {KNOWN}", file=get_test_image_file())
    own = collection_of(sites.partnership("thurrock"))
    get_document_model().objects.create(title=f"Ring {KNOWN}", file="leaflet.txt", collection=own)
    contact = contacts["essex"]
    contact.summary = f"Southend’s is {KNOWN}."
    contact.channels.create(kind="web", value="https://example.org/", label=f"Or ring {KNOWN}", sort_order=1)
    contact.save()
    service = contact.service
    service.description = f"Ring {KNOWN}."
    service.save()
    assert sorted({str(each).split(":")[0] for each in sweep()}) == [
        "essex /topics/water/ · body, Text 1",
        "essex contact “Essex front door” · channel 2, label",
        "essex contact “Essex front door” · summary",
        "set /titled/ · body, Text 1",
        "set /titled/ · summary",
        "set /titled/ · title",
        "set /topics/water/ · young people, Section for ages 1, Content, Text 1",
        "set image “Poster” · description",
        "set service “Children's front door” · description",
        f"thurrock document “Ring {KNOWN}” · title",
        "thurrock resource “Leaflet” · what happens when it is opened",
    ]


def test_an_uploaded_file_is_swept_page_by_page(sites, contacts, groups):
    """EC3: known, former, mistyped and unknown numbers in a PDF; years and dates are none. A reason excuses one."""
    pages = [f"Working Together 2018, of 4 July 2018. Call {KNOWN}.", "", f"Or {FORMER}, or 020 7946 0123."]
    own = collection_of(sites.partnership("southend"))
    document = build.make_document("Leaflet", files.pdf(pages), collection=own)
    assert list(sweep()) == []
    read_document.enqueue(document.pk)
    where = "southend document “Leaflet” · the file itself, page"
    assert [str(each).split(":")[0] for each in sweep()] == [f"{where} 1", f"{where} 3", f"{where} 3"]
    document.refresh_from_db()
    document.other_numbers = "020 7946 0123 the printer of the leaflet"
    document.save()
    assert [each.finding.written for each in sweep()] == [KNOWN, FORMER]


def test_a_draft_is_swept_and_named_as_one(sites, contacts):
    page = build.make_standard(sites.home("southend"), "About", "about", f"Call {FORMER}.")
    page.body = [("text", f"<p>Call {FORMER} or {KNOWN}.</p>")]
    page.save_revision()
    build.make_standard(sites.home("southend"), "New", "new", KNOWN, live=False)
    assert [str(each).split(":")[0] for each in sweep()] == [
        "southend /about/ · body, Text 1",
        "southend /about/ (draft) · body, Text 1",
        "southend /new/ (draft) · body, Text 1",
    ]


def test_a_number_with_a_reason_is_left_alone_and_a_contacts_is_not(sites, contacts):
    reasons = f"020 7946 0123 the pier’s booking office\n{KNOWN} we like it"
    text = f"Book on 020 7946 0123 or {KNOWN}."
    build.make_standard(sites.home("southend"), "Pier", "pier", text, other_numbers=reasons)
    assert [each.finding.written for each in sweep()] == [KNOWN]


def test_what_is_found_is_kept_once_with_where_to_change_it(sites, contacts):
    """As a correction that the site's own staff see; SET's for what is shared."""
    page = build.make_standard(sites.home("southend"), "About", "about", f"Call {FORMER}. Call {FORMER}.")
    build.make_standard(sites.home("set"), "Shared", "shared", KNOWN)
    swept()
    swept()
    shared, own = sorted(still_open(), key=lambda row: row.site_id or 0)
    assert (own.kind, own.change, own.site) == (CorrectionKind.TYPED, None, sites.site("southend"))
    assert (own.number, own.place) == (FORMER, "/about/ · body, Text 1")
    assert own.url == f"/admin/pages/{page.pk}/edit/"
    assert "replaced by 0345 606 1212" in own.note
    assert shared.site is None


def test_it_is_ticked_off_when_it_is_gone_and_opened_again_when_it_comes_back(sites, contacts):
    page = build.make_standard(sites.home("southend"), "About", "about", KNOWN)
    swept()
    StandardPage.objects.filter(pk=page.pk).update(body="[]")
    assert swept() == ([], 0)
    (done,) = Correction.objects.all()
    assert done.done_at
    page.save()
    swept()
    assert len(still_open()) == 1


def test_what_somebody_else_put_on_the_list_stays(sites, contacts):
    change = NumberChange.objects.create(contact=contacts["essex"], name="Essex", kind="voice", old=KNOWN, why="Moved.")
    Correction.objects.create(change=change, kind=CorrectionKind.TYPED, number=KNOWN, place="A page")
    Correction.objects.create(kind=CorrectionKind.ELSEWHERE, number=KNOWN, place="A poster")
    swept()
    assert len(still_open()) == 2


def test_it_runs_by_itself_once_a_night(sites, contacts):
    build.make_standard(sites.home("southend"), "About", "about", KNOWN)
    tick.run(NIGHT.replace(minute=44))
    assert still_open() == []
    tick.run(NIGHT)
    assert [row.found_at for row in still_open()] == [NIGHT]


def test_the_queries_do_not_grow_with_what_is_written(
    sites, contacts, django_assert_num_queries, django_assert_max_num_queries
):
    write(sites, 1)
    with django_assert_max_num_queries(60) as few:
        list(sweep())
    write(sites, 10)
    with django_assert_num_queries(len(few)):
        list(sweep())


def write(sites, count: int) -> None:
    """As many of each, under names of their own."""
    for i in range(count):
        name = f"{count}-{i}"
        page = build.make_standard(sites.home("southend"), name, f"page-{name}", KNOWN)
        page.save_revision()
        page.title = f"{page.title} again"
        page.save_revision()
        build.make_topic(sites.home("set"), name, f"topic-{name}", parents="Swim.")
        build.make_resource(sites.site("thurrock"), name)
        build.make_contact(f"service-{name}", name, "0800 1111")
        get_image_model().objects.create(title=name, file=get_test_image_file())


def test_the_content_we_ship_has_no_typed_number(shipped):
    assert [str(each) for each in sweep()] == []
