"""The process that reads one file: `python -m library.reading.reader pdf 60 < file`, its answer as JSON.

It sets its own limits of memory and time, so that it is the one that ends when a file asks for more.
"""

import json
import resource
import sys
from typing import Any

from .found import Found, Locked, Unreadable

MEMORY = 1536 * 1024**2  # octets


def read(kind: str) -> Found:
    """What is in the file on standard input. Only what this kind of file needs is imported."""
    file = sys.stdin.buffer
    if kind == "pdf":
        from . import pdf

        return pdf.read(file)
    if kind in ("csv", "txt"):
        from . import plain

        return plain.read(file)
    from . import office

    return getattr(office, f"read_{kind}")(file)


def answer(kind: str) -> dict[str, Any]:
    """What is found, or why nothing is."""
    try:
        found = read(kind)
    except Locked:
        return {"state": "locked"}
    except Unreadable as error:
        return {"state": "failed", "reason": str(error)}
    except (MemoryError, RecursionError):
        return {"state": "failed", "reason": "it takes more memory than a document should"}
    except Exception as error:
        return {"state": "failed", "reason": f"it is damaged, or not quite of its kind ({type(error).__name__})"}
    return {
        "state": "read" if found.has_words else "no_text",
        "pages": found.pages,
        "title": found.title,
        "tagged": found.tagged,
        "units": [(unit.number, unit.label, unit.text) for unit in found.kept()],
    }


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]),) * 2)
    out, sys.stdout = sys.stdout, sys.stderr  # what libraries print is no part of the answer
    json.dump(answer(sys.argv[1]), out)
