import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0003_copy_files'),
    ]

    operations = [
        migrations.AlterField(
            model_name='resource',
            name='document',
            field=models.ForeignKey(blank=True, help_text='Our own copy of the file.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.document'),
        ),
    ]
