from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Several bonuses may be under way; the same one, asked for twice by the same person, may not."""

    dependencies = [("contracts", "0006_postings")]

    operations = [
        migrations.RemoveConstraint(model_name="extrapayment", name="one_extra_payment_under_way"),
        migrations.AddConstraint(
            model_name="extrapayment",
            constraint=models.UniqueConstraint(
                fields=["contract", "made_by", "amount_minor", "note"],
                condition=Q(state="paying"),
                name="no_extra_payment_under_way_twice",
            ),
        ),
    ]
