"""Only numbers that can be rung in the United Kingdom are taken, and each is spaced, dialled and spelled rightly."""

import pytest
from django.core.exceptions import ValidationError

from contacts.models import Channel

ACCEPTED = [
    # kind, as written, as shown, as dialled
    ("voice", "999", "999", "tel:999"),
    ("voice", "101", "101", "tel:101"),
    ("voice", "116 123", "116 123", "tel:116123"),
    ("text", "61016", "61016", "sms:61016"),
    ("voice", "0800 1111", "0800 1111", "tel:+448001111"),
    ("voice", "08000 121 700", "08000 121 700", "tel:+448000121700"),
    ("voice", "0330 333 7 444", "0330 333 7 444", "tel:+443303337444"),
    ("voice", "0800 40 50 40", "0800 40 50 40", "tel:+44800405040"),
    ("voice", "01702 215007", "01702 215007", "tel:+441702215007"),
    ("voice", "01702215007", "01702 215007", "tel:+441702215007"),
    ("voice", "(01702) 215007", "01702 215007", "tel:+441702215007"),
    ("voice", "01702-215-007", "01702 215007", "tel:+441702215007"),
    ("voice", "+44 1702 215007", "01702 215007", "tel:+441702215007"),
    ("voice", "07762 406606", "07762 406606", "tel:+447762406606"),
    ("email", "lado@thurrock.gov.uk", "lado@thurrock.gov.uk", "mailto:lado@thurrock.gov.uk"),
    ("web", "https://www.childline.org.uk/", "https://www.childline.org.uk/", "https://www.childline.org.uk/"),
]

REFUSED = [
    ("voice", "1702 215007", "lost its first 0"),
    ("voice", "8451 228 669", "lost its first 0"),
    ("voice", "01702 2150071", "lost or extra digit"),
    ("voice", "01702 21500", "lost or extra digit"),
    ("voice", "0800 11111", "lost or extra digit"),
    ("voice", "12", "not a telephone number"),
    ("voice", "98", "not a telephone number"),
    ("voice", "987", "lost its first 0"),
    ("voice", "01702 215OO7", "not a telephone number"),
    ("voice", "call us", "not a telephone number"),
    ("voice", "", "not a telephone number"),
    ("voice", "+1 202 555 0100", "United Kingdom"),
    ("text", "01702 2150071", "lost or extra digit"),
    ("email", "lado at thurrock", "valid email"),
    ("web", "javascript:alert(1)", "valid URL"),
    ("web", "www.childline.org.uk", "valid URL"),
]


@pytest.mark.parametrize(("kind", "written", "shown", "href"), ACCEPTED)
def test_taken(kind, written, shown, href):
    way = Channel(kind=kind, value=written, approved="agreed by the manager")
    way.clean()
    assert (str(way), way.href) == (shown, href)


@pytest.mark.parametrize(("kind", "written", "reason"), REFUSED)
def test_refused_with_a_reason(kind, written, reason):
    with pytest.raises(ValidationError, match=reason):
        Channel(kind=kind, value=written).clean()


def test_an_extension_is_shown_dialled_and_spelled():
    way = Channel(kind="voice", value="101", extension="180340")
    way.clean_fields(exclude=["contact"])
    assert (str(way), way.href, way.spelled) == (
        "101 extension 180340",
        "tel:101,180340",
        "1 0 1, extension 1 8 0 3 4 0",
    )


def test_an_extension_is_digits_only():
    with pytest.raises(ValidationError, match="digits only"):
        Channel(kind="voice", value="101", extension="x12").clean_fields(exclude=["contact"])


def test_a_number_is_spelled_digit_by_digit_in_its_groups():
    assert Channel(kind="voice", value="01702 215007").spelled == "0 1 7 0 2, 2 1 5 0 0 7"
