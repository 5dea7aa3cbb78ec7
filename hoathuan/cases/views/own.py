"""The one way to a dispute from an address."""

from django.shortcuts import get_object_or_404

from hoathuan.cases import selectors


def own_case(request, pk):
    """A dispute within the seat's reach, or in which its team mediates along; any other does not exist."""
    found = selectors.visible_cases(request.actor).filter(uuid=pk).select_related("mediator__person").first()
    if found is not None:
        return found
    return get_object_or_404(selectors.joined_of(request.actor).select_related("mediator__person"), uuid=pk)
