import portal.models.page
from django.db import migrations, models

AGES = ["app", "game", "website"]


def only_what_ages(apps, schema_editor):
    """Every resource there is has got a year by the new field's default; one that does not age needs no day."""
    apps.get_model("library", "Resource").objects.exclude(kind__in=AGES).update(review_by=None)


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0004_resource_document'),
    ]

    operations = [
        migrations.AddField(
            model_name='resource',
            name='review_by',
            field=models.DateField(blank=True, default=portal.models.page.next_review, help_text='Apps, games and websites need a day. Seen by staff only.', null=True, verbose_name='look at it again by'),
        ),
        migrations.RunPython(only_what_ages, migrations.RunPython.noop),
    ]
