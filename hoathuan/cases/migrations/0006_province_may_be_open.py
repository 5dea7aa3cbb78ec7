from django.db import migrations, models


class Migration(migrations.Migration):
    """A unit that was split over several provinces stands in none of them until a person has placed it."""

    dependencies = [("cases", "0006_erasing"), ("units", "0002_reforms_and_spans")]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="now_province",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
            ),
        )
    ]
