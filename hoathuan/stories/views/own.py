"""The ways to a story from an address."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from hoathuan.stories import selectors


def seen_story(request, pk):
    """A story that this seat may open; any other does not exist."""
    stories = selectors.with_my_mark(request.actor, selectors.readable(request.actor))
    return get_object_or_404(stories, uuid=pk)


def told_story(request, pk):
    """The seat's own story with what it writes and the dispute; none whose dispute's data is gone."""
    story = get_object_or_404(selectors.own_of(request.actor), uuid=pk)
    origin = selectors.origin_of(request.actor, story)
    if origin is None:
        raise Http404
    return story, origin


def checked_story(request, pk):
    """A story of which this seat is the second reader."""
    return get_object_or_404(selectors.checked_by(request.actor), uuid=pk)
