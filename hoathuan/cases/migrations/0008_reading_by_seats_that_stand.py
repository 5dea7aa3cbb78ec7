"""Opening a dispute with a reason: by a seat that nobody has stopped, and with its names found in one place only."""

from django.db import migrations

from hoathuan.core.definers import definer

# Runs with the rights of the owner, since the application may not write the table: what opens a dispute is checked
# here and not by whoever asks. The reading lasts until midnight in Viet Nam.
OPEN_READING = """
DECLARE
  seat bigint := NULLIF(current_setting('ht.seat', true), '')::bigint;
  day date := (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
  ends timestamptz := (day + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';
BEGIN
  IF coalesce(array_length(regexp_split_to_array(btrim(why), '\\s+'), 1), 0) < 3 THEN
    RAISE EXCEPTION 'a reading needs a reason' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM FROM cases_case c, accounts_seat s JOIN units_unit u ON u.id = s.unit_id
   WHERE c.id = asked AND s.id = seat AND s.kind = 'inspector' AND s.stopped_at IS NULL AND s.valid @> day
     AND (u.level = 0 OR s.unit_id = c.now_province_id OR s.unit_id = c.now_commune_id);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'only an inspector opens a dispute of the own reach' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO cases_inspection (uuid, case_id, seat_id, seat_label, reason, decision_number, at, until)
  VALUES (gen_random_uuid(), asked, seat, left(label, 300), btrim(why), left(decision, 100), now(), ends);
  RETURN ends;
END
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_content_follows_units"), ("accounts", "0005_going_on_after_reforms")]
    operations = [
        definer(
            "cases_open_reading",
            "asked bigint, why text, decision text, label text",
            "timestamptz",
            OPEN_READING,
        )
    ]
