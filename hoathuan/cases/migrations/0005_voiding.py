"""A dispute written by mistake keeps its number; indexes for counting hold those that count."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_readings_security"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="case",
            name="case_paper_number_once",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_province_received",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_commune_received",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_province_ended",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_commune_ended",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_then_received",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_commune_open",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_province_open",
        ),
        migrations.AddField(
            model_name="case",
            name="voided_on",
            field=models.DateField(blank=True, null=True, verbose_name="Ngày hủy"),
        ),
        migrations.AddField(
            model_name="casecontent",
            name="void_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="Lý do hủy"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("voided_on", None)),
                fields=["now_province", "received_on"],
                include=("matter", "field", "now_commune", "area", "assigned_on", "closed_on", "dealt_on"),
                name="case_province_received",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("voided_on", None)),
                fields=["now_commune", "received_on"],
                include=("matter", "field", "team", "assigned_on", "closed_on", "dealt_on"),
                name="case_commune_received",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("voided_on", None)),
                fields=["now_province", "ended_on"],
                include=("matter", "field", "outcome", "now_commune", "area"),
                name="case_province_ended",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("voided_on", None)),
                fields=["now_commune", "ended_on"],
                include=("matter", "field", "outcome", "team"),
                name="case_commune_ended",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("voided_on", None)),
                fields=["then_province", "received_on"],
                name="case_then_received",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_on", None), ("voided_on", None)),
                fields=["now_commune"],
                name="case_commune_open",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_on", None), ("voided_on", None)),
                fields=["now_province"],
                name="case_province_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_on", None)),
                fields=("team", "book_year", "paper_number"),
                name="case_paper_number_once",
            ),
        ),
    ]
