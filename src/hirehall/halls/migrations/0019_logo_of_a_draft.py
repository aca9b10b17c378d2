from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("halls", "0018_currencies_left")]
    operations = [
        migrations.AddField(
            model_name="halldraft",
            name="logo_file_id",
            field=models.UUIDField(blank=True, null=True),
        ),
    ]
