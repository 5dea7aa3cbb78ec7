"""The page of a job: how far it is, how it ended, where its result stands."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from hoathuan.core.access import SIGNED_IN, access
from hoathuan.core.jobs.models import Job, State
from hoathuan.core.jobs.starting import try_again

_SHOWN = 30


def _own(request: HttpRequest, uuid: UUID) -> Job:
    """A job of this person; anybody else's does not exist for her."""
    return get_object_or_404(Job, uuid=uuid, user_id=request.actor.user_id)  # type: ignore[attr-defined]


@require_GET
@access(SIGNED_IN)
def job_list(request: HttpRequest) -> HttpResponse:
    """The last pieces of work that this person asked for."""
    jobs = Job.objects.filter(user_id=request.actor.user_id)[:_SHOWN]  # type: ignore[attr-defined]
    return render(request, "jobs/list.html", {"jobs": jobs})


@require_GET
@access(SIGNED_IN)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far it is; once done, straight on to the result."""
    job = _own(request, uuid)
    if job.state == State.DONE and job.result_url:
        return redirect(job.result_url)
    return render(request, "jobs/detail.html", {"job": job})


@require_GET
@access(SIGNED_IN)
def bar(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The bar alone, asked for every two seconds; at the end the browser goes to the full page."""
    job = _own(request, uuid)
    response = render(request, "jobs/bar.html", {"job": job})
    if job.finished:
        response["HX-Redirect"] = job.get_absolute_url()
    return response


@require_POST
@access(SIGNED_IN)
def again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Run a failed job once more."""
    job = _own(request, uuid)
    try_again(job)
    return redirect(job)
