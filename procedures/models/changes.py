from wagtail import blocks


class ChangeBlock(blocks.StructBlock):
    """One change, in a sentence for people: what is different now for those who follow the procedure."""

    section = blocks.CharBlock(
        required=False, max_length=160, help_text="The heading of the section it is in. Empty: the whole procedure."
    )
    sentence = blocks.TextBlock(max_length=600, rows=2)

    class Meta:
        icon = "edit"
        label = "Change"
        description = "What has changed, in one sentence, and in which section"
        preview_value = {"section": "Reporting", "sentence": "The form now goes to one address for all three areas."}


class Changes(blocks.StreamBlock):
    """What has changed in a version, section by section."""

    change = ChangeBlock()

    class Meta:
        required = False
