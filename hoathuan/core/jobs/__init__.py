"""Work that outlives a request: started with `jobs.start`, watched on a page, run again after a crash.

from hoathuan.core import jobs

def send_sheets(progress, actor, *, plan_id): ...
job = jobs.start(send_sheets, title="Gửi phiếu", actor=request.actor, plan_id=plan.pk)
return redirect(job)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hoathuan.core.jobs.chores import register_daily, register_often
    from hoathuan.core.jobs.offering import answer, is_small
    from hoathuan.core.jobs.results import keep
    from hoathuan.core.jobs.running import Progress, set_acting, set_explaining
    from hoathuan.core.jobs.starting import start

__all__ = [
    "Progress",
    "answer",
    "is_small",
    "keep",
    "register_daily",
    "register_often",
    "set_acting",
    "set_explaining",
    "start",
]

_HOMES = {
    "start": "starting",
    "answer": "offering",
    "is_small": "offering",
    "keep": "results",
    "Progress": "running",
    "set_acting": "running",
    "set_explaining": "running",
    "register_daily": "chores",
    "register_often": "chores",
}


def __getattr__(name: str) -> Any:
    # the models cannot be imported while Django is still collecting its apps
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(name)
