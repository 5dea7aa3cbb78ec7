"""Figures as Vietnamese papers write them: dots between thousands, a comma before decimals."""

from decimal import Decimal
from typing import Annotated

from pydantic import PlainSerializer


def vietnamese_figure(value: int | Decimal | str | None) -> str:
    """25000 → "25.000", Decimal("92.50") → "92,5"; None → "": not reported is not 0. Text stays as it is."""
    if value is None or isinstance(value, str):
        return value or ""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,d}"
    whole, _, places = text.partition(".")
    places = places.rstrip("0")
    return whole.replace(",", ".") + (f",{places}" if places else "")


Figure = Annotated[int | Decimal | str | None, PlainSerializer(vietnamese_figure, return_type=str)]
