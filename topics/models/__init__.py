from .area import AreaPage
from .campaign import CampaignIndexPage, CampaignPage
from .topic import Theme, TopicIndexPage, TopicPage

__all__ = ["AreaPage", "CampaignIndexPage", "CampaignPage", "Theme", "TopicIndexPage", "TopicPage"]
