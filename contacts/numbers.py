"""Telephone numbers of the United Kingdom: checked, spaced for reading, and spelled for dialling and for the ear."""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import shortnumberinfo

UNITED_KINGDOM = 44


@dataclass(frozen=True)
class PhoneNumber:
    """A number that can be rung from a UK telephone: an ordinary one, or a short one such as 999, 101 or 61016.

    Keeps the spacing it was written with; a number written without any is spaced in the UK style.
    Raises ValueError, in words for an editor, if it is neither.
    """

    written: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\+?[\d ()-]{3,20}", self.written.strip()):
            raise ValueError(f"“{self.written}” is not a telephone number. Write digits and spaces only.")
        parsed = self._parsed
        if self.is_short:
            return
        if not self.written.strip().startswith(("0", "(0", "+")):
            raise ValueError(
                f"“{self.written}” has lost its first 0. Write it as people in the United Kingdom dial it."
            )
        if parsed.country_code != UNITED_KINGDOM or not phonenumbers.is_valid_number(parsed):
            raise ValueError(f"“{self.written}” cannot be rung in the United Kingdom: check for a lost or extra digit.")

    @property
    def _parsed(self) -> phonenumbers.PhoneNumber:
        try:
            return phonenumbers.parse(self.written, "GB")
        except phonenumbers.NumberParseException as error:
            raise ValueError(f"“{self.written}” is not a telephone number.") from error

    @property
    def digits(self) -> str:
        return re.sub(r"\D", "", self.written)

    @property
    def is_short(self) -> bool:
        """Emergency, public service and text codes, which have no international form."""
        if len(self.digits) > 6:
            return False
        number = phonenumbers.PhoneNumber(country_code=UNITED_KINGDOM, national_number=int(self.digits))
        return shortnumberinfo.is_valid_short_number_for_region(number, "GB")

    @property
    def is_dear(self) -> bool:
        """Does the caller pay a service charge: 084, 087 and 09 numbers (Ofcom)?"""
        return not self.is_short and self._national.startswith(("84", "87", "9"))

    @property
    def is_mobile(self) -> bool:
        return not self.is_short and phonenumbers.number_type(self._parsed) == phonenumbers.PhoneNumberType.MOBILE

    @property
    def _national(self) -> str:
        return str(self._parsed.national_number)

    @property
    def dialled(self) -> str:
        """The number for a `tel:` link: international form, or the short number as it is."""
        if self.is_short:
            return self.digits
        return phonenumbers.format_number(self._parsed, phonenumbers.PhoneNumberFormat.E164)

    @property
    def spelled(self) -> str:
        """The number digit by digit, with a pause between its groups: `0 1 7 0 2, 2 1 5 0 0 7`."""
        return spelled(str(self))

    def __str__(self) -> str:
        written = " ".join(self.written.split())
        if self.is_short or re.fullmatch(r"0\d* [\d ]+", written):
            return written
        return phonenumbers.format_number(self._parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def spelled(digits: str) -> str:
    """Digits as a screen reader has to be given them so that it reads each one, in their groups."""
    return ", ".join(" ".join(group) for group in digits.split())
