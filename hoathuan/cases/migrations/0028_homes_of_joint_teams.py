"""Whether a mediator lives where a party lives is asked of a team that mediates along, too (Law 35 Art. 22)."""

from importlib import import_module

from django.db import migrations

from hoathuan.core.definers import definer
from hoathuan.core.rowsecurity import content_condition

_BEFORE = import_module("hoathuan.cases.migrations.0025_same_home").SAME_HOME

#: For the dispute's own people alone, and about mediators of its own team and of those that mediate along today.
SAME_HOME = f"""
    DECLARE there text; home text;
    BEGIN
        SELECT cases_folded(p.address) INTO there FROM cases_party p
        WHERE p.id = party AND ({content_condition()})
          AND EXISTS (SELECT FROM teams_mediator m WHERE m.person_id = who AND m.ended_on IS NULL
                      AND (m.team_id = p.team_id
                           OR EXISTS (SELECT FROM cases_caseteam j WHERE j.case_id = p.case_id
                                      AND j.team_id = m.team_id AND j.left_on IS NULL)));
        SELECT cases_folded(c.address) INTO home FROM accounts_personcontact c WHERE c.person_id = who;
        -- one word is no address
        RETURN coalesce(there LIKE '% %' AND home <> ''
                        AND (strpos(home, there) > 0 OR strpos(there, home) > 0), false);
    END
"""  # noqa: S608 - words of ours


def _compare(body: str) -> str:
    return str(definer("cases_same_home", "party bigint, who bigint", "boolean", body).sql)


class Migration(migrations.Migration):
    dependencies = [("cases", "0027_nothing_overwritten")]
    operations = [migrations.RunSQL(_compare(SAME_HOME), _compare(_BEFORE))]
