from wagtail.snippets.models import register_snippet

from .models import Resource

register_snippet(Resource)
