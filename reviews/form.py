"""The form of a review in the admin: its evidence, too, is looked at before it is scheduled."""

from portal.publication import PageForm


class ReviewForm(PageForm):
    def is_valid(self) -> bool:
        """The rows of recommendations are checked after the page itself, and so are their files."""
        valid = super().is_valid()
        rows = self.formsets.get("recommendations")
        if not valid or rows is None or self.is_deferred_validation:
            return valid
        from .embargo import reasons_against_rows

        found = reasons_against_rows(self.instance, [row for row in rows.cleaned_data if not row.get("DELETE")])
        for reason in found:
            self.add_error(None, reason)
        return not found
