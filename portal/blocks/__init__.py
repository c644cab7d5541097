from .body import Body, Content, SectionBlock, SectionValue, YoungBody, sections
from .paragraphs import paragraphs

__all__ = ["Body", "Content", "SectionBlock", "SectionValue", "YoungBody", "paragraphs", "sections"]
