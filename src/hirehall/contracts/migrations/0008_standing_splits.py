from django.db import migrations, models


class Migration(migrations.Migration):
    """A split can be agreed for later orders of the same service too, until somebody named in it ends that."""

    dependencies = [("contracts", "0007_extras_side_by_side")]

    operations = [
        migrations.AddField(
            model_name="split",
            name="is_standing",
            field=models.BooleanField(
                default=False,
                help_text="Agreed for later contracts of the same kind too, such as orders of one service",
            ),
        ),
        migrations.AddField(
            model_name="split",
            name="standing_ended_at",
            field=models.DateTimeField(null=True, help_text="From when it fills in no further contract"),
        ),
        migrations.AddConstraint(
            model_name="split",
            constraint=models.CheckConstraint(
                condition=models.Q(standing_ended_at=None) | models.Q(is_standing=True, state="accepted"),
                name="only_an_agreed_standing_split_ends",
            ),
        ),
    ]
