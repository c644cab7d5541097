"""Handing one letter to the mail server or the sending service, and what came of it.

Whatever they answer, only our own words are kept: theirs name the address.
"""

from __future__ import annotations

import enum
import logging
import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from . import smtp

logger = logging.getLogger(__name__)

PATIENCE = 30  # seconds for each answer
DJANGOS_SMTP = "django.core.mail.backends.smtp.EmailBackend"
NO_SUCH_MAILBOX = {550, 551, 553}
ENHANCED = re.compile(rb"\b([245]\.\d{1,3}\.\d{1,3})\b")  # RFC 3463


class Outcome(enum.Enum):
    """What came of it, and whether another may be tried at once."""

    SENT = "taken by the server"
    REFUSED = "refused for good: this address"
    UNFIT = "refused for good: this letter, whoever it is for"
    PUT_OFF = "refused for now"
    DOWN = "not handed over: nothing can be sent at present"
    LOST = "handed over, and no answer came"
    NOT_OURS = "another batch has it by now"


@dataclass(frozen=True)
class Answer:
    outcome: Outcome
    reason: str = ""  # in words for staff, without any address
    no_such_mailbox: bool = False


def connection() -> Any:
    """A connection to what the settings name; over SMTP one that asks before the dot."""
    if settings.EMAIL_BACKEND == DJANGOS_SMTP:
        return get_connection("subscriptions.smtp.EmailBackend", timeout=PATIENCE)
    return get_connection()


def hand_over(backend: Any, message: EmailMessage, handing: Callable[[], bool]) -> Answer:
    """Send the message, once `handing` has noted that it goes now. Raises nothing but what `handing` raises."""
    noted = Noted(handing)
    try:
        if isinstance(backend, smtp.EmailBackend):
            message.handing = noted  # type: ignore[attr-defined]
        elif not noted():
            return Answer(Outcome.NOT_OURS)
        backend.send_messages([message])
    except smtp.NotOursToSend:
        return Answer(Outcome.NOT_OURS)
    except Exception as error:
        if error is noted.failed:
            raise
        return _meaning(error, noted.yes)
    finally:
        message.handing = None  # type: ignore[attr-defined]
    return Answer(Outcome.SENT)


class Noted:
    """Asks once, and remembers the answer."""

    def __init__(self, handing: Callable[[], bool]) -> None:
        self.handing, self.yes = handing, False
        self.failed: Exception | None = None

    def __call__(self) -> bool:
        try:
            self.yes = self.handing()
        except Exception as error:  # the database’s: no fault of the mail server
            self.failed = error
            raise
        return self.yes


def _meaning(error: Exception, handed: bool) -> Answer:
    """What an error says of the letter."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return _refusal(code, text, "The address is refused", Outcome.REFUSED)
    if isinstance(error, smtplib.SMTPDataError):
        return _refusal(error.smtp_code, error.smtp_error, "The letter is refused", Outcome.UNFIT)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Answer(Outcome.DOWN, f"The mail server refuses the sender’s address ({_codes(error)})")
    if isinstance(error, AnymailRecipientsRefused):
        return Answer(Outcome.REFUSED, "The sending service refuses the address")
    if isinstance(error, AnymailAPIError):
        return _service(error)
    if isinstance(error, (smtplib.SMTPException, OSError)):
        if handed:
            return Answer(Outcome.LOST, "The connection broke before the mail server answered")
        return Answer(Outcome.DOWN, why_down(error))
    if isinstance(error, (AnymailError, ValueError, TypeError, LookupError)):
        logger.error("A letter cannot be written: %s.", type(error).__name__)
        return Answer(Outcome.UNFIT, f"The letter cannot be written ({type(error).__name__})")
    logger.error("A letter cannot be handed over: %s.", type(error).__name__)
    lost = Answer(Outcome.LOST, f"Something went wrong before an answer came ({type(error).__name__})")
    return lost if handed else Answer(Outcome.DOWN, why_down(error))


def _refusal(code: int, text: bytes | str, words: str, for_good: Outcome) -> Answer:
    codes = _written(code, text)
    if code == 421:  # RFC 5321: the service is closing its door
        return Answer(Outcome.DOWN, f"The mail server takes nothing at present ({codes})")
    if code < 500:
        return Answer(Outcome.PUT_OFF, f"{words} for now ({codes})")
    unknown = for_good is Outcome.REFUSED and code in NO_SUCH_MAILBOX and " 5.1." in codes
    return Answer(for_good, f"The mailbox does not exist ({codes})" if unknown else f"{words} ({codes})", unknown)


def _service(error: AnymailAPIError) -> Answer:
    """A sending service with an interface over HTTP: what its status says, and whether it was reached at all."""
    import requests

    status = error.status_code
    if status is None:
        cause = error.__cause__
        never_reached = isinstance(cause, requests.ConnectTimeout) or "NewConnectionError" in repr(cause)
        if never_reached:
            return Answer(Outcome.DOWN, "The sending service cannot be reached")
        return Answer(Outcome.LOST, "The connection broke before the sending service answered")
    if status in (400, 413, 422):
        return Answer(Outcome.UNFIT, f"The sending service refuses the letter ({status})")
    if status < 500 or status == 503:
        return Answer(Outcome.DOWN, f"The sending service takes nothing at present ({status})")
    return Answer(Outcome.LOST, f"The sending service failed while it had the letter ({status})")


def why_down(error: Exception) -> str:
    """Why nothing can be sent, in words for staff."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"The mail server refuses our name and password ({_codes(error)})"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"The mail server takes nothing at present ({_codes(error)})"
    return f"The mail server cannot be reached, or breaks off ({type(error).__name__})"


def _codes(error: smtplib.SMTPResponseException) -> str:
    return _written(error.smtp_code, error.smtp_error)


def _written(code: int, text: bytes | str) -> str:
    """`550 5.1.1`"""
    found = ENHANCED.search(text if isinstance(text, bytes) else str(text).encode())
    return f"{code} {found[1].decode()}" if found else str(code)
