"""Being told to end (SIGTERM, SIGINT) while a letter is on its way: that letter is finished first."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Interrupted:
    """True once the process was told to end."""

    def __init__(self) -> None:
        self.by: int | None = None

    def __bool__(self) -> bool:
        return self.by is not None


@contextmanager
def interruptible() -> Iterator[Interrupted]:
    """Until the block ends a signal is only noted; whoever would have got it gets it then, once.

    The worker has its own way of ending: it waits for its task, and is killed by a second signal. In a thread, which gets
    none, nothing changes.
    """
    interrupted = Interrupted()
    if threading.current_thread() is not threading.main_thread():
        yield interrupted
        return

    def note(number: int, frame: FrameType | None) -> None:
        interrupted.by = number

    before: dict[int, Any] = {number: signal.signal(number, note) for number in SIGNALS}
    try:
        yield interrupted
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
        if interrupted.by is not None:
            os.kill(os.getpid(), interrupted.by)
