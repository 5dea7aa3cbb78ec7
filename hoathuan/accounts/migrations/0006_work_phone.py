"""The telephone of an office, that those who need its help may call."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_going_on_after_reforms")]
    operations = [
        migrations.AddField(
            model_name="body",
            name="work_phone",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=20, verbose_name="Điện thoại cơ quan"
            ),
        ),
    ]
