from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("portal", "0008_passages_of_pages")]

    operations = [migrations.RemoveField(model_name="basepage", name="plain_text")]
