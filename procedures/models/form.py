from portal.readers_form import ReadersForm


class ProcedureForm(ReadersForm):
    """The editor of a procedure. What publishing would refuse stands next to its field (`procedures/publishing.py`)."""
