"""Let a service do what a form says, and put a refusal at the answer that it is about."""

from hoathuan.cases.errors import CaseRefused
from hoathuan.core.errors import DomainError

#: Answers of which two fields together make one argument.
_ASKED_AS = {"told_at": "told_hour", "passed_at": "passed_hour"}


def done(request, form, service, case, **also):
    """Whether it was done; what was typed stays where it was not."""
    try:
        service(actor=request.actor, case=case, **form.arguments(), **also)
    except CaseRefused as refusal:
        field = _ASKED_AS.get(refusal.field, refusal.field)
        form.add_error(field if field in form.fields else None, str(refusal))
    except DomainError as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False
