from .body import Body, Content, SectionBlock, SectionValue, YoungBody, sections

__all__ = ["Body", "Content", "SectionBlock", "SectionValue", "YoungBody", "sections"]
