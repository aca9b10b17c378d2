"""The hall that was opened first keeps the installation's own address."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def first_stays(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    hall = apps.get_model("halls", "Hall")
    first = hall.objects.order_by("opened_at", "id").first()
    if first is not None:
        hall.objects.filter(id=first.id).update(at_root=True)


class Migration(migrations.Migration):
    dependencies = [
        ("halls", "0004_policy_of_chargebacks"),
    ]

    operations = [
        migrations.AddField(
            model_name="hall",
            name="at_root",
            field=models.BooleanField(default=False, help_text="answers at the installation's own address"),
        ),
        migrations.RunPython(first_stays, migrations.RunPython.noop, elidable=False),
        migrations.AddConstraint(
            model_name="hall",
            constraint=models.UniqueConstraint(
                condition=models.Q(("at_root", True)), fields=("at_root",), name="one_hall_at_the_root"
            ),
        ),
    ]
