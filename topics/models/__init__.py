from .area import AreaPage
from .campaign import CampaignEvent, CampaignIndexPage, CampaignPage, CampaignTopic
from .topic import Theme, TopicIndexPage, TopicPage

__all__ = [
    "AreaPage",
    "CampaignEvent",
    "CampaignIndexPage",
    "CampaignPage",
    "CampaignTopic",
    "Theme",
    "TopicIndexPage",
    "TopicPage",
]
