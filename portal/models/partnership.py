from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


class Theme(models.TextChoices):
    """The identity a partnership's site wears: a set of colours in `static/scss/themes.scss`."""

    SLATE = "slate", "Slate"
    SEA = "sea", "Sea"
    RIVER = "river", "River"
    FIELD = "field", "Field"


@register_setting(icon="group")
class Partnership(BaseSiteSetting):
    """An organisation with a site of its own. The default site's partnership is SET, whose pages all share.

    Read it through `portal.overlay.Overlay.of(request).partnership`: Wagtail's `for_site` would write a blank row on a GET.
    """

    name = models.CharField(max_length=150, help_text="Full official name, as the site's header shows it.")
    short_name = models.CharField(max_length=40, help_text="As used in running text and menus, for example “Southend”.")
    area = models.CharField(max_length=80, help_text="The area it covers, as the public calls it.")
    theme = models.CharField(max_length=20, choices=Theme.choices, default=Theme.SLATE)
    council = models.CharField(max_length=120, blank=True)
    partners = models.TextField(blank=True, help_text="The safeguarding partners, one a line.")
    feedback_address = models.EmailField(blank=True, help_text="Where feedback about the site goes.")
    to_confirm = models.TextField(blank=True, help_text="What the partnership still has to confirm. Staff only.")

    panels = [
        MultiFieldPanel([FieldPanel(n) for n in ("name", "short_name", "area", "theme")], "Identity"),
        MultiFieldPanel([FieldPanel(n) for n in ("council", "partners", "feedback_address")], "People"),
        FieldPanel("to_confirm"),
    ]

    class Meta:
        verbose_name = "partnership"

    def __str__(self) -> str:
        return self.short_name

    @property
    def is_shared(self) -> bool:
        """Is this SET, whose pages every partnership's site shows?"""
        return self.site.is_default_site

    @property
    def partner_list(self) -> list[str]:
        return [line.strip() for line in self.partners.splitlines() if line.strip()]
