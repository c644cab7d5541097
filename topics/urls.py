"""The audience areas: each audience's own place, and each topic as that audience reads it."""

from django.urls import path, register_converter

from portal.audiences import AgeBand, Audience

from . import views


class AudienceConverter:
    regex = "|".join(Audience.values)

    def to_python(self, value: str) -> Audience:
        return Audience(value)

    def to_url(self, audience: Audience) -> str:
        return str(audience.value if isinstance(audience, Audience) else audience)


class AgeBandConverter:
    regex = "|".join([*(band.value.replace("+", r"\+") for band in AgeBand), "14-plus"])

    def to_python(self, value: str) -> AgeBand:
        return AgeBand(value.replace("-plus", "+"))

    def to_url(self, band: AgeBand) -> str:
        return str(band.value if isinstance(band, AgeBand) else band)


register_converter(AudienceConverter, "audience")
register_converter(AgeBandConverter, "band")

app_name = "topics"
urlpatterns = [
    path("<audience:audience>/", views.area, name="area"),
    path("young-people/<band:band>/", views.band, name="band"),
    path("young-people/<band:band>/<slug:slug>/", views.banded_topic, name="banded_topic"),
    path("<audience:audience>/<slug:slug>/", views.topic, name="topic"),
]
