"""Reforms tried out or applied before kept names: of the seats that end, of who approved and applied. Those go."""

from django.db import migrations

NAMES = """
    UPDATE units_reform SET found = (found - 'by') #- '{approved,label}' WHERE found ?| ARRAY['by', 'approved'];
    UPDATE units_reform SET found = jsonb_set(found, '{seats}', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(NULL, seat -> 1, seat -> 2)), '[]')
        FROM jsonb_array_elements(found -> 'seats') AS seat WHERE jsonb_typeof(seat -> 0) = 'string'
    )) WHERE jsonb_path_exists(found, '$.seats[*][0] ? (@.type() == "string")');
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0006_labels_elsewhere"), ("units", "0002_reforms_and_spans")]
    operations = [migrations.RunSQL(NAMES, migrations.RunSQL.noop)]
