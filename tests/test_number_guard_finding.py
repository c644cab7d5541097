"""What counts as a telephone number in a text, and what is said of it: one row for each way to write one, or not to (EC3)."""

import pytest

from contacts.guard.register import Register
from contacts.guard.verdicts import Guard, Reasons, Verdict
from contacts.models import Contact, Service
from portal.words import Passage

from . import build
from .ground import laid

MASH, EDT, CHILDLINE, CRY = "Southend MASH+", "Emergency Duty Team", "Childline", "Crying line"


@pytest.fixture
def guard() -> Guard:
    """Judges by a register that holds every kind of number."""
    register = Register()
    register.add(contact(MASH, "Children’s front door"), "01702 215007")
    register.add(contact("Thurrock MASH", "Children’s front door"), "01375 652802")
    register.add(contact(EDT, "Out of hours"), "0345 606 1212")
    register.add(contact(EDT, "Out of hours"), "0845 606 1212", replaced_by=("0345 606 1212",))
    register.add(contact("Family centre"), "01702 534001", replaced_by=())
    register.add(contact(CHILDLINE), "0800 1111")
    register.add(contact(CRY), "0845 122 8669")
    register.add(contact("Report line"), "0330 333 7 444")
    for short in ("101", "61016"):
        register.add(contact("The police"), short)
    register.add(contact("Samaritans"), "116 123")
    register.add(contact("Emergency"), "999")
    return Guard(register)


def contact(name: str, service: str = "") -> Contact:
    return Contact(name=name, service=Service(name=service or name))


def found(guard: Guard, text: str, reasons: str | None = "") -> list:
    return list(guard.findings(Passage(text, True, ()), Reasons.of(reasons, guard.register)))


KNOWN, FORMER, NEAR, DEAD, UNKNOWN = Verdict.KNOWN, Verdict.FORMER, Verdict.NEAR, Verdict.DEAD, Verdict.UNKNOWN
WRONG = [
    # as it stands in rich text, what it is, what is said
    ("Call 01702 215007.", KNOWN, MASH),
    ("(01702)215007", KNOWN, MASH),
    ("01702.215.007", KNOWN, MASH),
    ("01702-215-007", KNOWN, MASH),
    ("01702–215007", KNOWN, MASH),
    ("01702\u2011215007", KNOWN, MASH),
    ("01702 / 215007", KNOWN, MASH),
    ("+44 1702 215007", KNOWN, MASH),
    ("+44 (0)1702 215007", KNOWN, MASH),
    ("(+44) 1702 215007", KNOWN, MASH),
    ("0044 1702 215007", KNOWN, MASH),
    ("44 1702 215007", KNOWN, MASH),
    ("01702&nbsp;215007", KNOWN, MASH),
    ("01702\u200b215007", KNOWN, MASH),
    ("01702\u202f215\u2009007", KNOWN, MASH),
    ("０１７０２ 215007", KNOWN, MASH),
    ("0 1 7 0 2 2 1 5 0 0 7", KNOWN, MASH),
    ("O1702 215OO7", KNOWN, MASH),
    ("tel:01702215007", KNOWN, MASH),
    ("Tel01702215007", KNOWN, MASH),
    ("us at01702 215007", KNOWN, MASH),
    ("<b>01702</b> 215007", KNOWN, MASH),
    ("<i>01702</i><br/>215007", KNOWN, MASH),
    ("017<b>02 215</b>007", KNOWN, MASH),
    ('<a href="tel:+441702215007">ring us</a>', KNOWN, MASH),
    ('<a href="tel:01702%20215007">ring us</a>', KNOWN, MASH),
    ('<a href="sms:61016">text us</a>', KNOWN, "The police"),
    ('<a href="tel:101">the police</a>', KNOWN, "The police"),
    ('<embed embedtype="image" id="1" alt="Ring 01702 215007"/>', KNOWN, MASH),
    ("on 12 November 2026 01702 215007", KNOWN, MASH),
    ("open 9.30-17.00 01702 215007", KNOWN, MASH),
    ("in 2018 01702 215007", KNOWN, MASH),
    ("option 2 01702 215007", KNOWN, MASH),
    ("01702 215007/8", KNOWN, MASH),
    ("0800 1111", KNOWN, CHILDLINE),
    ("0800-1111", KNOWN, CHILDLINE),
    ("08001111", KNOWN, CHILDLINE),
    ("0330 333 7444", KNOWN, "Report line"),
    ("Call 101.", KNOWN, "The police"),
    ("Ring the police on 101 if it can wait", KNOWN, "The police"),
    ("call 101 ext 180340", KNOWN, "The police"),
    ("Text 61016 from a train", KNOWN, "The police"),
    ("call Samaritans free on 116 123", KNOWN, "Samaritans"),
    ("0845 606 1212", FORMER, f"an old number of {EDT}, replaced by 0345 606 1212"),
    ("0845-606-1212", FORMER, EDT),
    ("01702 534001", FORMER, "an old number of Family centre, which has no other"),
    ("8451 228 669", NEAR, f"{CRY}: its first 0 is missing"),
    ("1702 215007", NEAR, f"{MASH}: its first 0 is missing"),
    ("1702215007", NEAR, f"{MASH}: its first 0 is missing"),
    ("345 606 1212", NEAR, f"{EDT}: its first 0 is missing"),
    ("845 606 1212", NEAR, "replaced by 0345 606 1212: its first 0 is missing"),
    ("800 1111", NEAR, f"{CHILDLINE}: its first 0 is missing"),
    ("0345 122 8669", NEAR, f"{CRY}: it begins differently"),
    ("0844 606 1212", NEAR, f"0345 606 1212, the number of {EDT}: it begins differently"),
    ("0300 606 1212", NEAR, f"{EDT}: it begins differently"),
    ("01702 215009", NEAR, f"{MASH}: one digit differs"),
    ("01702 251007", NEAR, f"{MASH}: two digits are swapped"),
    ("01702 21507", NEAR, f"{MASH}: a digit is missing"),
    ("01702 2150077", NEAR, f"{MASH}: there is a digit too many"),
    ("01702 2150", NEAR, f"{MASH}: two digits differ"),
    ("0800 1112", NEAR, f"{CHILDLINE}: one digit differs"),
    ("0800 11111", NEAR, f"{CHILDLINE}: there is a digit too many"),
    ('<a href="tel:+441702215009">ring us</a>', NEAR, MASH),
    ("01268 12345678", DEAD, "check for a lost or extra digit"),
    ("0207 946 012", DEAD, "cannot be rung in the United Kingdom"),
    ("+44 20 7946", DEAD, "check for a lost or extra digit"),
    ("1865 496123", DEAD, "its first 0 is missing"),
    ("020 7946 0123", UNKNOWN, "is not the number of a contact"),
    ("+44 20 7946 0123", UNKNOWN, "is not the number of a contact"),
    ("0808 157 0123", UNKNOWN, "is not the number of a contact"),
    ("07400 123456", UNKNOWN, "is not the number of a contact"),
    ("+353 1 679 8000", UNKNOWN, "is not the number of a contact"),
]


@pytest.mark.parametrize(("text", "verdict", "said"), WRONG)
def test_a_typed_number_is_seen_and_judged(guard, text, verdict, said):
    """EC3: “0845 606 1212” and “8451 228 669” are stopped and name the contact that was probably meant."""
    findings = found(guard, f"<p>{text}</p>")
    assert [finding.verdict for finding in findings] == [verdict]
    assert said in findings[0].message


RIGHT = [
    "Working Together 2018",
    "12 November 2026",
    "the Children Act 1989, the Children Act 2004 and Section 47",
    "1872",
    "2019–2021, 2019-20, 2019/20 and 2019 to 2021",
    "2018 2019 2020 2021",
    "2018 2019 20",
    "£1,250,000, £ 250 000, £0845 and 1,250,000",
    "1 250 000 000 people",
    "30%, 99.9 per cent and 12,345",
    "01/02/2024, 01.02.2024, 2024-02-01 and 01-02-2024 – 03-04-2024",
    "9am to 5pm, 09:00-17:30, 09.00 – 17.30, 0900-1730, 0800 – 1700, 0800 to 1700",
    "10 December 2025, 11 March 2026, 3 July",
    "page 12, pp. 100–120, chapter 3.2.1",
    "ages 0-5, 6-10 and 11-13; 0-5 6-10 11-13 14-18",
    "ISBN 978-0-11-321973-5, ISBN 0113219735, 9780113219735",
    "DfE-00128-2017, 007 2020 2021 and 10 000 000 000",
    "URN 137542, charity 1140948, company 01234567",
    "SS2 6ER, CM1 1LX, TQ 880 859",
    "case 0123/45/678, UKPRN 10007799",
    "192.168.100.100 and version 1.2.3",
    "a01702215007@example.org",
    "https://example.org/01702215007/, www.example.org/0845-606-1212 and example.org/p/01702215007",
    '<a href="https://example.org/01702215007">more</a>',
    '<a linktype="page" id="1702215007">more</a>',
    "DSC01702215007.jpg, IMG_0170221500 and IMG-20240105-WA0012",
    "WhatsApp Image 2024-01-05 at 10.11.12",
    "101 ways to help; call 101 people; a call for 61016 pounds; 116 123 children",
    "call 999, ring 112",
    '<a href="tel:999">999</a>',
    "file 0001000300020001",
    "01702",
    "",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_no_telephone_number_raises_nothing(guard, text):
    """EC3: “Working Together 2018” and dates raise nothing."""
    assert found(guard, f"<p>{text}</p>") == []


def test_each_of_several_numbers_is_judged_once(guard):
    text = "<p>01702 215007 01375 652802, 020 7946 0123</p><p>01702 215007</p>"
    assert [f.written for f in found(guard, text)] == ["01702 215007", "01375 652802", "020 7946 0123"]
    linked = '<a href="tel:+441702215007">01702 215007</a>'
    assert [f.written for f in found(guard, linked)] == ["01702 215007"]


def test_lines_of_a_text_are_not_read_together(guard):
    assert found(guard, "<p>01702</p><p>215007</p>") == []
    assert found(guard, "<ul><li>2018</li><li>01702 21</li></ul>") == []


def test_the_message_names_the_contact_to_put_instead(guard):
    message = found(guard, "01702 215007")[0].message
    assert message == (
        "01702 215007 is the number of Southend MASH+. Put the contact “Children’s front door” here instead: "
        "then it is always right."
    )


def test_where_no_contact_can_stand_it_belongs_into_the_text(guard):
    title = Passage("Ring 01702 215007", False, ())
    (finding,) = guard.findings(title, Reasons({}))
    assert finding.advice.startswith("Leave it out here, and put the contact “Children’s front door” into the text")


REASONS = [
    # number typed, what the page says, is it accepted
    ("020 7946 0123", "", False),
    ("020 7946 0123", "020 7946 0123", False),
    ("020 7946 0123", "020 7946 0123 –", False),
    ("020 7946 0123", "020 7946 0123 the museum’s booking line", True),
    ("020 7946 0123", "the museum’s booking line: +44 20 7946 0123", True),
    ("020 7946 0123", "07400 123456 somebody\n02079460123 the museum", True),
    ("020 7946 0123", "020 7946 0124 the museum’s booking line", False),
    ("01702 215000", "01702 215000 the council’s switchboard", True),
    ("0123 456 78901", "0123 456 78901 is the number of a form", True),
    ("01702 215007", "01702 215007 we like it", False),
    ("0845 606 1212", "0845 606 1212 people know it", False),
    ("0300 606 1212", "0300 606 1212 people know it", False),
    ("1702 215009", "1702 215009 people know it", False),
    ("01702 21500", "01702 21500 people know it", False),
]


@pytest.mark.parametrize(("typed", "said", "accepted"), REASONS)
def test_a_reason_excuses_another_number_and_never_one_of_a_contact(guard, typed, said, accepted):
    """One digit off may be somebody else’s number; another 08 or 03 prefix is always the mistake that it looks like."""
    assert (found(guard, typed, said) == []) == accepted


def test_what_to_do_about_another_number_depends_on_what_the_page_says(guard):
    assert "Write it under Settings, “Numbers that are no contact of ours”" in found(guard, "020 7946 0123")[0].message
    assert "Say why it has to stand here" in found(guard, "020 7946 0123", "020 7946 0123")[0].message
    assert "have it added as a contact" in found(guard, "020 7946 0123", None)[0].message


@laid
def loaded(sites) -> Register:
    """What is read from the database."""
    team = build.make_contact("out-of-hours", EDT, "0345 606 1212", sites.site("southend"))
    team.former_numbers.create(number="0845 606 1212")
    team.former_numbers.create(number="01702 534001")
    team.save()
    build.make_contact("adults-out-of-hours", "Adults’ duty team", "0345 606 1212", sites.site("essex"), order=200)
    build.make_contact("youth", "Youth centre", "01702 534001")
    return Register.load()


def test_a_former_number_is_known_with_what_the_contact_has_now(loaded):
    assert "an old number of Emergency Duty Team, replaced by 0345 606 1212" in said(loaded, "0845 606 1212")


def test_a_number_given_up_by_one_contact_and_used_by_another_is_in_use(loaded):
    assert "is the number of Youth centre." in said(loaded, "01702 534001")


def test_a_number_of_several_contacts_of_any_area_names_them_all(loaded):
    message = said(loaded, "0345 606 1212")
    assert "Emergency Duty Team and Adults’ duty team" in message
    assert "the contact “Out of hours” or “Adults out of hours”" in message


def said(register: Register, text: str) -> str:
    (finding,) = found(Guard(register), text)
    return finding.message


def test_the_register_is_read_in_two_queries(loaded, django_assert_num_queries):
    with django_assert_num_queries(2):
        Register.load()
