"""Every piece was seen in every hall: it stays so, and from now on its maker chooses hall by hall."""

from django.db import migrations

from hirehall.foundation import clock
from hirehall.foundation.ids import new_id


def show(apps, schema_editor):
    showing = apps.get_model("skills", "Showing")
    halls = list(apps.get_model("halls", "Hall").objects.values_list("id", flat=True))
    claims = apps.get_model("skills", "SkillClaim").objects.order_by("level", "-position")
    fields = {}
    for person_id, hall_id, category_id in claims.values_list(
        "person_id", "skill__hall_id", "skill__category_id"
    ):
        fields[person_id, hall_id] = category_id
    pieces = apps.get_model("skills", "PortfolioPiece").objects.order_by("made_at", "id")
    showing.objects.bulk_create(
        (
            showing(
                id=new_id(),
                hall_id=hall_id,
                piece_id=piece.id,
                person_id=piece.person_id,
                category_id=fields.get((piece.person_id, hall_id)),
                pictured=bool(piece.image_file_ids),
                state="shown",
                changed_at=clock.now(),
            )
            for piece in pieces.iterator()
            for hall_id in halls
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("skills", "0002_showing")]
    operations = [migrations.RunPython(show, migrations.RunPython.noop)]
