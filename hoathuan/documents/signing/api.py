"""The door of signing, for the modules of documents above it."""

from .comparing import Comparison, compare
from .errors import CopyRefused, NotConfigured, SigningFailed
from .making import sign_pdf
from .models import Likeness, Returned
from .services import check_returned, take_back
from .stamping import SIGNER, TOP_RIGHT, Place
from .trust import is_configured, signs_for
from .verifying import SignatureReport, SignatureState, verify_pdf

__all__ = [
    "SIGNER",
    "TOP_RIGHT",
    "Comparison",
    "CopyRefused",
    "Likeness",
    "NotConfigured",
    "Place",
    "Returned",
    "SignatureReport",
    "SignatureState",
    "SigningFailed",
    "check_returned",
    "compare",
    "is_configured",
    "sign_pdf",
    "signs_for",
    "take_back",
    "verify_pdf",
]
