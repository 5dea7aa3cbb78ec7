"""Claims, what proves them, what is owed and paid, and who got it."""

from .claims import Claim, ClaimItem, ClaimNote, Difference, Share
from .evidence import Proof, ProofContent
from .payments import Batch, Line, Payment, Receipt, Transfer
from .settings import Layout, PayRule, Sample, SampleCase
from .supports import Accident, AccidentContent, AccidentPaper, SupportAct, SupportMonth

__all__ = [
    "Accident",
    "AccidentContent",
    "AccidentPaper",
    "Batch",
    "Claim",
    "ClaimItem",
    "ClaimNote",
    "Difference",
    "Layout",
    "Line",
    "PayRule",
    "Payment",
    "Proof",
    "ProofContent",
    "Receipt",
    "Sample",
    "SampleCase",
    "Share",
    "SupportAct",
    "SupportMonth",
    "Transfer",
]
