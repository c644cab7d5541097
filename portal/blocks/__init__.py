from .body import Body, Content, SectionBlock, SectionValue, YoungBody, sections
from .paragraphs import paragraphs
from .text import in_one_line

__all__ = ["Body", "Content", "SectionBlock", "SectionValue", "YoungBody", "in_one_line", "paragraphs", "sections"]
