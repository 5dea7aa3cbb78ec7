"""The page of a job: how far it is, how it ended, where its result stands."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from hoathuan.core import audit
from hoathuan.core.access import SIGNED_IN, access
from hoathuan.core.jobs import results
from hoathuan.core.jobs.models import Job, ResultFile, State
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


@require_GET
@access(SIGNED_IN)
def result(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A file that a job made: what it is and until when it stays."""
    return render(request, "jobs/result.html", {"file": _file(request, uuid)})


@require_GET
@access(SIGNED_IN)
def download(request: HttpRequest, uuid: UUID) -> FileResponse:
    """The file itself, never kept by caches."""
    found = _file(request, uuid)
    path = results.path_of(found.digest)
    if not path.exists():
        raise Http404
    audit.record(actor=request.actor, action="jobs.downloaded", data={"file": str(found.uuid)})  # type: ignore[attr-defined]
    # the response closes the file when it has been sent
    file = path.open("rb")
    response = FileResponse(file, as_attachment=True, filename=found.name, content_type=found.content_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _file(request: HttpRequest, uuid: UUID) -> ResultFile:
    """A file of this person and seat; anybody else's, and one whose days are over, does not exist."""
    found: ResultFile = get_object_or_404(results.of_actor(request.actor), uuid=uuid)  # type: ignore[attr-defined]
    return found
