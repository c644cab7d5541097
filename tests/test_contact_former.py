"""A number no longer in use is kept for staff and never shown as one to call."""

from . import build
from .contacts import chip


def test_former_numbers_never_show(sites, read):
    contact = build.make_contact("out-of-hours", "Emergency Duty Team", "0345 606 1212", sites.site("southend"))
    contact.former_numbers.create(number="0845 606 1212", note="The old prefix.")
    contact.save()
    build.make_standard(sites.home("southend"), "Nights", "nights", f"Call {chip('out-of-hours')}.")
    for slug in build.AREAS:
        for path in ("/", "/nights/", "/contacts/", "/contacts/out-of-hours/", "/get-help/"):
            page = read(slug, path).content.decode()
            assert "0845" not in page
            assert "+44845" not in page
    assert "0345 606 1212" in read("southend", "/nights/").content.decode()
