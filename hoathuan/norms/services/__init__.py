"""What is done to norms: one function per verb, with the right asked again and a line in the trail."""

from .entering import Changed, enter, replace, take_back
from .exceptions import put_exception, take_back_exception
from .marking import confirm, confirm_year

__all__ = [
    "Changed",
    "confirm",
    "confirm_year",
    "enter",
    "put_exception",
    "replace",
    "take_back",
    "take_back_exception",
]
