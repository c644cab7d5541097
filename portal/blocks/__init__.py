from .body import Body, Content, SectionBlock, YoungBody, sections

__all__ = ["Body", "Content", "SectionBlock", "YoungBody", "sections"]
