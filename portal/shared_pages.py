"""“Shared pages” in the admin: every page of SET's, what our site makes of it, and what we may do about it."""

from typing import Any

import django_filters
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, ButtonsColumnMixin, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import BaseButton, Button, ButtonWithDropdown, ListingButton
from wagtail.query import PageQuerySet

from .models import BasePage, Partnership
from .our_site import OurSite, State, Step
from .site_scope import sites_for


def sites_to_see(user: AbstractUser) -> list[Partnership]:
    """The partnerships whose list the user may see: those of their own, or for SET's staff, who only read it, all."""
    partnerships = Partnership.objects.filter(site__is_default_site=False).select_related("site__root_page")
    editable = list(sites_for(user))
    own = [partnership for partnership in partnerships.order_by("short_name") if partnership.site in editable]
    return own or (list(partnerships.order_by("short_name")) if editable else [])


class OnOurSite:
    """A view about the shared pages of one partnership's site, named in its address."""

    page_title = "Shared pages"
    header_icon = "copy"

    def setup(self, request: HttpRequest, *args: Any, site_id: int, **kwargs: Any) -> None:
        super().setup(request, *args, site_id=site_id, **kwargs)
        self.partnerships = sites_to_see(request.user)
        self.partnership = next((p for p in self.partnerships if p.site_id == site_id), None)
        if self.partnership is None:
            raise PermissionDenied
        self.our_site = OurSite(self.partnership)

    def get_page_subtitle(self) -> str:
        return self.partnership.short_name


class SharedPageFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label="On our site", choices=State.choices, method="in_state")

    class Meta:
        model = BasePage
        fields: list[str] = []

    def __init__(self, *args: Any, our_site: OurSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.our_site = our_site

    def in_state(self, pages: PageQuerySet, name: str, state: str) -> PageQuerySet:
        return pages.filter(pk__in=self.our_site.in_state(pages, state))


class PageColumn(ButtonsColumnMixin, TitleColumn):
    """The page's title, and what may be done about it."""

    def __init__(self, our_site: OurSite, user: AbstractUser) -> None:
        super().__init__("title", label="Shared page", get_url=our_site.address)
        self.our_site, self.user = our_site, user

    def get_buttons(self, page: BasePage, parent_context: Any) -> list[BaseButton]:
        buttons = []
        if address := self.our_site.address(page):
            label = "View on our site"
            buttons.append(ListingButton(label, address, priority=1, attrs={"aria-label": f"{label}: {page.title}"}))
        if changes := self.changes(page):
            label = f"Change on our site: {page.title}"
            buttons.append(ButtonWithDropdown("Change", buttons=changes, priority=2, attrs={"aria-label": label}))
        return buttons

    def changes(self, page: BasePage) -> list[Button]:
        """What the user may do about the page."""
        links = []
        own = self.our_site.own_at(page)
        if own and own.permissions_for_user(self.user).can_edit():
            kind = "note" if own.specific_class.adds_only else "page"
            links.append((f"Edit our {kind}", reverse("wagtailadmin_pages:edit", args=[own.pk])))
        for step in self.our_site.steps(page, self.user):
            where = [self.our_site.partnership.site_id, page.pk, step.value]
            links.append((step.label, reverse("shared_pages:step", args=where)))
        return [Button(label, url, priority=place) for place, (label, url) in enumerate(links)]


class SharedPagesView(OnOurSite, BaseListingView):
    """The list."""

    results_only = False
    is_searchable = True
    search_backend_name = None
    search_fields = ["title", "also_called", "url_path"]
    filterset_class = SharedPageFilters
    default_ordering = "path"
    paginate_by = 50
    verbose_name_plural = "shared pages"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        ours = self.our_site
        return [
            PageColumn(ours, self.request.user),
            Column("address", label="Address", width="25%", accessor=lambda page: f"/{ours.shared.path_of(page)}"),
            Column("type", label="Type", width="12%", accessor=lambda page: page.page_type_display_name),
            StatusTagColumn(
                "state",
                label="On our site",
                width="18%",
                accessor=lambda page: ours.state(page).label + (", our draft waits" * ours.draft_waits(page)),
                primary=lambda page: ours.state(page) != State.SHARED,
            ),
        ]

    def get_base_queryset(self) -> PageQuerySet:
        return self.our_site.pages()

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "our_site": self.our_site}

    def get_index_url(self) -> str:
        return reverse("shared_pages:list", args=[self.partnership.site_id])

    def get_index_results_url(self) -> str:
        return reverse("shared_pages:results", args=[self.partnership.site_id])

    def get_header_buttons(self) -> list[Button]:
        others = [
            Button(partnership.short_name, reverse("shared_pages:list", args=[partnership.site_id]))
            for partnership in self.partnerships
            if partnership != self.partnership
        ]
        return [ButtonWithDropdown(f"On {self.partnership.short_name}’s site", buttons=others)] if others else []


class StepView(OnOurSite, WagtailAdminTemplateMixin, TemplateView):
    """Says what a step means; taken by POST."""

    template_name = "portal/admin/shared_page_step.html"

    def setup(self, request: HttpRequest, *args: Any, page_id: int, step: str, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        try:
            self.page, self.step = self.our_site.page(page_id), Step(step)
        except (BasePage.DoesNotExist, ValueError) as error:
            raise Http404 from error
        if self.step not in self.our_site.steps(self.page, request.user):
            raise PermissionDenied

    def get_page_title(self) -> str:
        return f"{self.step.label}: {self.page.title}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": self.list_url, "label": "Shared pages"}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    @property
    def list_url(self) -> str:
        return reverse("shared_pages:list", args=[self.partnership.site_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.update(
            page=self.page,
            step=self.step,
            Step=Step,
            partnership=self.partnership,
            address=f"/{self.our_site.shared.path_of(self.page)}",
            below=self.page.get_descendants().live().count(),
            list_url=self.list_url,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        own = self.our_site.take(self.step, self.page, request.user)
        if own is None:
            now = "switched off" if self.step == Step.OFF else "switched on"
            messages.success(request, f"“{self.page.title}” is {now} on {self.partnership.short_name}’s site.")
            return redirect(self.list_url)
        if self.step == Step.BELOW:
            return redirect("wagtailadmin_pages:add_subpage", own.pk)
        return redirect("wagtailadmin_pages:edit", own.pk)


class SharedPagesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(sites_to_see(request.user))


class SharedPagesViewSet(ViewSet):
    name = "shared-pages"
    url_namespace = "shared_pages"
    icon = "copy"
    menu_label = "Shared pages"
    menu_order = 110  # below “Pages”
    menu_item_class = SharedPagesMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", FirstSiteView.as_view(), name="index"),
            path("<int:site_id>/", SharedPagesView.as_view(), name="list"),
            path("<int:site_id>/results/", SharedPagesView.as_view(results_only=True), name="results"),
            path("<int:site_id>/<int:page_id>/<slug:step>/", StepView.as_view(), name="step"),
        ]


class FirstSiteView(View):
    """The list of the user's own site, or of the first of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        partnerships = sites_to_see(request.user)
        if not partnerships:
            raise PermissionDenied
        here = reverse("shared_pages:list", args=[partnerships[0].site_id])
        return HttpResponseRedirect(f"{here}?{request.GET.urlencode()}" if request.GET else here)
