"""What an authority answered before, and what a note of Part II said before, stay beside the newer words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0026_booknote")]
    operations = [
        migrations.AlterField(
            model_name="escalationneed",
            name="answer_words",
            field=models.TextField(blank=True, verbose_name="Nội dung trả lời"),
        ),
        migrations.AddField(
            model_name="booknote",
            name="former",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name="booknote",
            name="text",
            field=models.CharField(blank=True, max_length=300, verbose_name="Ghi chú"),
        ),
    ]
