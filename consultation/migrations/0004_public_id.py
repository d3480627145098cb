"""Give every comment a random name for its public address."""

from django.db import migrations, models

import consultation.keys


def give_names(apps, schema_editor):
    """Each its own: a default of the column would give all of them the same."""
    for comment in apps.get_model("consultation", "Comment").objects.filter(public_id=None):
        comment.public_id = consultation.keys.new_public_id()
        comment.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [("consultation", "0003_comments")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="public_id",
            field=models.CharField(editable=False, max_length=12, null=True),
        ),
        migrations.RunPython(give_names, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="comment",
            name="public_id",
            field=models.CharField(
                default=consultation.keys.new_public_id, editable=False, max_length=12, unique=True
            ),
        ),
    ]
