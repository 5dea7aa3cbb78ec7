"""Whether a mediator lives where a party lives, for who assigns a dispute and may read no addresses of people."""

from django.db import migrations

from hoathuan.core.definers import definer, invoker
from hoathuan.core.rowsecurity import content_condition

#: As `core.text.fold`: lower case, without marks, single spaces. Marks first: then only plain letters are lowered.
FOLD = r"""
    SELECT btrim(regexp_replace(lower(regexp_replace(
        normalize(translate(words, 'Đđ', 'dd'), NFD), '[\u0300-\u036f]', '', 'g')), '\s+', ' ', 'g'))
"""

#: For the dispute's own people alone, and about mediators of its own team alone.
SAME_HOME = f"""
    DECLARE there text; home text;
    BEGIN
        SELECT cases_folded(p.address) INTO there FROM cases_party p
        WHERE p.id = party AND ({content_condition()})
          AND EXISTS (SELECT FROM teams_mediator m WHERE m.team_id = p.team_id AND m.person_id = who
                      AND m.ended_on IS NULL);
        SELECT cases_folded(c.address) INTO home FROM accounts_personcontact c WHERE c.person_id = who;
        -- one word is no address
        RETURN coalesce(there LIKE '% %' AND home <> ''
                        AND (strpos(home, there) > 0 OR strpos(there, home) > 0), false);
    END
"""  # noqa: S608 - words of ours


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0024_strikes"),
        ("accounts", "0002_security"),
        ("teams", "0001_initial"),
    ]
    operations = [
        invoker("cases_folded", "words text", "text", FOLD, "IMMUTABLE"),
        definer("cases_same_home", "party bigint, who bigint", "boolean", SAME_HOME),
    ]
