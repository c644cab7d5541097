"""SMTP, with one more question asked: may this letter go?

A letter has arrived once the server has seen the dot on a line of its own that ends it. Everything before that dot may be
repeated, nothing after it. So whoever hands a letter over is asked in the last moment before the dot, and may say no.
"""

from __future__ import annotations

import re
import smtplib
import socket
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

BEGINS_WITH_A_DOT = re.compile(rb"(?m)^\.")


class NotOursToSend(Exception):
    """Whoever was asked before the dot said no: the letter has not gone."""


class AsksBeforeTheDot:
    """Of an `smtplib.SMTP`: `handing` is called when all but the dot has been sent; only if it answers yes does the dot go."""

    handing: Callable[[], bool] | None = None

    def connect(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        answer = super().connect(*args, **kwargs)
        # The dot is a packet of its own, which would otherwise wait for the answer to the one before it.
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return answer

    def data(self, msg: bytes | str) -> tuple[int, bytes]:
        """As `smtplib` does it. Raises `SMTPDataError`, and `NotOursToSend`, after which the connection is closed."""
        if self.handing is None or isinstance(msg, str):
            return super().data(msg)
        self.putcmd("data")
        code, reply = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, reply)
        body = BEGINS_WITH_A_DOT.sub(b"..", msg)
        self.send(body if body.endswith(b"\r\n") else body + b"\r\n")
        try:
            if not self.handing():
                raise NotOursToSend
        except BaseException:
            self.close()  # without the dot there is no letter, and without a word nothing is taken for more of it
            raise
        self.send(b".\r\n")
        return self.getreply()


class Plain(AsksBeforeTheDot, smtplib.SMTP):
    """Without TLS from the start."""


class OverTLS(AsksBeforeTheDot, smtplib.SMTP_SSL):
    """With TLS from the start."""


class EmailBackend(smtp.EmailBackend):
    """Django’s, asking a message’s `handing` before the dot, where it has one."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return OverTLS if self.use_ssl else Plain

    def _send(self, email_message: EmailMessage) -> bool:
        if self.connection is not None:
            self.connection.handing = getattr(email_message, "handing", None)
        return super()._send(email_message)
