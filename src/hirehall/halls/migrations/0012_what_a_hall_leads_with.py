from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("halls", "0011_type_of_a_hall")]

    operations = [
        migrations.AddField(
            model_name="hall",
            name="leads_with",
            field=models.CharField(
                default="milestone", help_text="one of halls.states.leading", max_length=20
            ),
        ),
    ]
