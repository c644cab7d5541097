"""What each field means, whose name it has, and the licence: what is promised to whoever builds on the data.

Names were compared with the published schemas of HSDS-UK 3.0 (OpenReferralUK/uk-profile) and of HSDS 3.0
(openreferral/specification), of which the first is a selection.
"""

from dataclasses import dataclass

UK, HSDS, OURS = "HSDS-UK", "HSDS", "Ours"


@dataclass(frozen=True)
class Group:
    """An object of the JSON, and its fields: name, whose name it is, what it means."""

    heading: str
    anchor: str
    fields: tuple[tuple[str, str, str], ...]

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """As tables of fields have them: name, meaning, whose name."""
        return [(name, meaning, whose) for name, whose, meaning in self.fields]


HOURS = (
    ("hours", OURS, "unknown: we do not know when they answer. always: day and night. hours: as told below."),
    ("schedules", UK, "The hours of an ordinary week. A day that none of them names is closed."),
    ("bank_holiday_hours", OURS, "What stands in for the day of the week on each of the bank holidays listed."),
    ("exceptions", OURS, "What stands in for both on certain dates. Those that are over are left out."),
)

WRAPPER = Group(
    "The whole file",
    "file",
    (
        ("total_items", UK, "How many contacts there are."),
        ("total_pages", UK, "Always 1: everything is on one page."),
        ("page_number", UK, "Always 1."),
        ("size", UK, "How many contacts are on this page: all."),
        ("first_page", UK, "Always true."),
        ("last_page", UK, "Always true."),
        ("empty", UK, "True if there are none."),
        ("contents", UK, "The contacts, in the order of the directory."),
        ("publisher", OURS, "The partnership whose site this is."),
        ("licence", OURS, "The licence’s name and address."),
        ("documentation", OURS, "The address of this page."),
        ("time_zone", OURS, "Where the clock stands that all hours are told by: Europe/London, summer time included."),
        ("bank_holidays", OURS, "The bank holidays of England and Wales, this year’s and next year’s."),
        ("bank_holidays_known_for", OURS, "The years that the list covers. For any other nobody can know from here."),
    ),
)

CONTACT = Group(
    "A contact",
    "contact",
    (
        ("id", UK, "Stays the same as long as we keep the contact, and is the same on every site of ours."),
        ("name", UK, "The name of the team or line."),
        ("alternate_name", HSDS, "Its short name, as sentences use it."),
        ("description", UK, "When to use it, and what happens."),
        ("status", UK, "active: we list no others."),
        ("assured_date", UK, "The day somebody last checked it and found it right. Left out: not yet confirmed."),
        ("being_checked", OURS, "True while a check is long overdue."),
        ("alert", UK, "What to do while it is being checked, should it fail."),
        ("url", UK, "Its own website, if it has one."),
        ("page", OURS, "Our page that shows it."),
        ("email", UK, "Its first e-mail address."),
        ("organization", UK, "The partnership that keeps this record. Left out where the contact serves everywhere."),
        ("role", OURS, "What the contact is for, as a word that is the same in every area and never changes."),
        ("attributes", UK, "The same role as a term: its name, description and address."),
        ("audiences", OURS, "Whom we offer it to: professionals, parents, young-people. None: everyone."),
        ("service_areas", UK, "The areas of this site that it serves."),
        ("serves_everywhere", OURS, "True where it serves every area, whichever site you read."),
        ("phones", HSDS, "Its telephone and text numbers, in the order they are tried."),
        ("emails", OURS, "All its e-mail addresses."),
        ("websites", OURS, "All its web addresses."),
        *HOURS,
        ("hours_note", OURS, "What the hours do not say."),
    ),
)

PHONE = Group(
    "A number, an address",
    "phone",
    (
        ("id", UK, "Stays the same as long as the number does."),
        ("number", UK, "The number as people in the United Kingdom dial it."),
        ("extension", HSDS, "To be dialled after it."),
        ("type", HSDS, "voice or text."),
        ("description", UK, "What this way is for, where there are several."),
        ("international", OURS, "The number for dialling from anywhere; short numbers have no such form."),
        ("uri", OURS, "The link that dials, extension included."),
        ("cost", OURS, "What a call costs, where callers pay extra."),
        ("menu", OURS, "What to press, step by step."),
        ("address", OURS, "Of e-mails and websites: the address."),
        *((name, whose, f"{meaning} Only where not the contact’s.") for name, whose, meaning in HOURS),
    ),
)

SCHEDULE = Group(
    "Hours",
    "hours",
    (
        ("id", UK, "Of schedules: stays the same as long as the hours do."),
        ("freq", UK, "Of schedules: always WEEKLY."),
        ("byday", UK, "Of schedules: the days they begin on, such as MO,TU,WE."),
        ("valid_from", UK, "Of exceptions: the first date."),
        ("valid_to", UK, "Of exceptions: the last date, that day included."),
        ("closed", OURS, "True: nobody answers, and there are no times."),
        ("opens_at", UK, "From this minute on somebody answers, such as 09:00."),
        ("closes_at", UK, "From this minute on nobody does."),
        ("closes_next_day", OURS, "True: they close on the day after they open."),
        ("all_day", OURS, "True: from midnight to midnight, the minute after 23:59 included."),
        ("description", UK, "The same in words."),
    ),
)

GROUPS = (WRAPPER, CONTACT, PHONE, SCHEDULE)
