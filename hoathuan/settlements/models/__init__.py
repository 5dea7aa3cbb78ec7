"""What stands in tables: days and types in the open, words behind row security."""

from .agreements import Agreement, Draft, Scan, Signature, Version, VersionText
from .court import CourtRequest, CourtText
from .failing import FailureNote
from .promises import Promise, PromiseEvent, PromiseText, Report

__all__ = [
    "Agreement",
    "CourtRequest",
    "CourtText",
    "Draft",
    "FailureNote",
    "Promise",
    "PromiseEvent",
    "PromiseText",
    "Report",
    "Scan",
    "Signature",
    "Version",
    "VersionText",
]
