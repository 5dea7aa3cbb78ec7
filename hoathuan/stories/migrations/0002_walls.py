"""The tie of a story to its dispute: the dispute's team and its commune's justice officer, nobody else.

It goes with the dispute's content: a story that is shown stays, without any way back; one that is not goes too.
"""

from django.db import migrations

from hoathuan.core.definers import definer
from hoathuan.core.rowsecurity import content_condition, protect

#: After a reform of units the tie stands where its dispute stands.
PLACE = """
    DECLARE moved bigint;
    BEGIN
        UPDATE stories_origin o SET now_commune_id = c.now_commune_id, team_id = c.team_id FROM cases_case c
        WHERE c.id = o.case_id AND (o.now_commune_id, o.team_id) IS DISTINCT FROM (c.now_commune_id, c.team_id);
        GET DIAGNOSTICS moved = ROW_COUNT;
        RETURN moved;
    END
"""

DUE = """
    DECLARE found bigint;
    BEGIN
        SELECT count(*) INTO found FROM stories_origin o JOIN cases_case c ON c.id = o.case_id
        WHERE coalesce(c.closed_on, c.voided_on) < before;
        RETURN found;
    END
"""

ERASE = """
    DECLARE allowed date := privacy_cutoff('cases.content'); gone bigint[];
    BEGIN
        IF allowed IS NULL OR before > allowed THEN
            RAISE EXCEPTION 'the period of cases.content is not over' USING ERRCODE = 'insufficient_privilege';
        END IF;
        WITH old AS (
            SELECT o.story_id FROM stories_origin o JOIN cases_case c ON c.id = o.case_id
            WHERE coalesce(c.closed_on, c.voided_on) < before ORDER BY o.story_id LIMIT size
        ), cut AS (
            DELETE FROM stories_origin o USING old WHERE o.story_id = old.story_id RETURNING o.story_id
        )
        SELECT coalesce(array_agg(story_id), '{}') INTO gone FROM cut;
        DELETE FROM stories_useful WHERE story_id IN
            (SELECT id FROM stories_story WHERE id = ANY (gone) AND state <> 'shown');
        DELETE FROM stories_report WHERE story_id IN
            (SELECT id FROM stories_story WHERE id = ANY (gone) AND state <> 'shown');
        DELETE FROM stories_story WHERE id = ANY (gone) AND state <> 'shown';
        RETURN cardinality(gone);
    END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0001_initial"),
        ("cases", "0007_content_follows_units"),
        ("privacy", "0002_walls"),
    ]
    operations = [
        protect("stories_origin", content_condition()),
        definer("stories_place_origins", "", "bigint", PLACE),
        definer("stories_origins_due", "before date", "bigint", DUE),
        definer("stories_forget_origins", "before date, size integer", "integer", ERASE),
    ]
