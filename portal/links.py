"""Links to pages in running text: the address on the reader's own site, without a query for each text."""

from html import escape

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from .current_request import current_request
from .overlay import Overlay


class PageLinks(PageLinkHandler):
    """Wagtail's links by page, answered from the addresses known of the site; what is elsewhere is looked up."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        request = current_request.get()
        known = Overlay.of(request).addresses if request is not None and attrs_list else {}
        here = [known.get(int(attrs["id"])) if str(attrs.get("id", "")).isdigit() else None for attrs in attrs_list]
        elsewhere = iter(
            super().expand_db_attributes_many([a for a, path in zip(attrs_list, here, strict=True) if path is None])
        )
        return [f'<a href="{escape(path)}">' if path else next(elsewhere) for path in here]


def connect() -> None:
    """Put our links in the place of Wagtail's; called once when the portal is ready."""

    def register(features: FeatureRegistry) -> None:
        features.register_link_type(PageLinks)

    hooks.register("register_rich_text_features", register, order=10)
