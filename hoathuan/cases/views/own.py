"""The one way to a dispute from an address."""

from django.shortcuts import get_object_or_404

from hoathuan.cases import selectors


def own_case(request, pk):
    """A dispute within the seat's reach; any other does not exist."""
    return get_object_or_404(
        selectors.visible_cases(request.actor).select_related("mediator__person"), uuid=pk
    )
