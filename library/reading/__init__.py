"""Reading documents: their words page by page, and what they say of themselves.

What is here runs in a process of its own (`reader.py`), which knows nothing of Django, the database or any secret: a file
that is broken, huge or hostile takes down no more than that. `library/extraction.py` starts it and keeps what it found.
"""
