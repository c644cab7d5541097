from .document import Document, DocumentUnit, FormerFile, Reading
from .image import Image, Rendition
from .media import Media
from .resource import Kind, Resource

__all__ = [
    "Document",
    "DocumentUnit",
    "FormerFile",
    "Image",
    "Kind",
    "Media",
    "Reading",
    "Rendition",
    "Resource",
]
