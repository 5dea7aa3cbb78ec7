"""One's own data: ask for the file, see how far it is, fetch it."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hoathuan.accounts.actor import actor_in
from hoathuan.core import audit
from hoathuan.core.access import SIGNED_IN, access
from hoathuan.privacy import periods
from hoathuan.privacy.models import OwnFile
from hoathuan.privacy.own import making

from .tables import period_words


@require_http_methods(["GET", "POST"])
@never_cache
@access(SIGNED_IN)
def own(request: HttpRequest) -> HttpResponse:
    """What the file holds, the files that are ready, and the button that has a new one made."""
    actor = actor_in(request)
    if request.method == "POST":
        making.ask(actor)
        return redirect("privacy:own")
    files = OwnFile.objects.filter(user=actor.user).exclude(made=None)[:5]
    kept = period_words(periods.in_force("privacy.files"))
    return render(request, "privacy/own.html", {"files": files, "kept": kept, "job": making.job_of(actor)})


@require_GET
@never_cache
@access(SIGNED_IN)
def bar(request: HttpRequest) -> HttpResponse:
    """How far the file is, asked for every two seconds; at the end the browser goes back to the page."""
    job = making.job_of(actor_in(request))
    if job is None or job.finished:
        return HttpResponse(headers={"HX-Redirect": reverse("privacy:own")})
    return render(request, "ui/job.html", {"job": job, "poll_url": reverse("privacy:own-bar")})


@require_GET
@never_cache
@access(SIGNED_IN)
def download(request: HttpRequest, pk: str) -> FileResponse:
    """The file, to its owner and nobody else."""
    actor = actor_in(request)
    file = get_object_or_404(OwnFile, uuid=pk, user=actor.user, made__isnull=False)
    if not file.path.exists():
        raise Http404
    audit.record(actor=actor, action="privacy.own_fetched", subject=file)
    # the response closes the file when it has been sent
    stream = file.path.open("rb")
    name = f"du-lieu-cua-toi-{file.created:%Y%m%d}.zip"
    response = FileResponse(stream, as_attachment=True, filename=name, content_type="application/zip")
    response["X-Content-Type-Options"] = "nosniff"
    return response
