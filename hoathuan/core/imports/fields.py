"""Types for pydantic row models: each reads what people type, and its problems say what to write.

class MediatorRow(BaseModel):
    name: Text
    birth: PersonDate = None      # stored as [1968, "1968-03-15"] or [1968, null]
    sex: Sex = ""
"""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from hoathuan.core.spreadsheets import values

Text = Annotated[str, BeforeValidator(values.parse_text)]
PersonDate = Annotated[tuple[int, date | None] | None, BeforeValidator(values.parse_person_date)]
Day = Annotated[date | None, BeforeValidator(values.parse_day)]
Sex = Annotated[str, BeforeValidator(values.parse_sex)]
Ethnicity = Annotated[str, BeforeValidator(values.parse_ethnicity)]
Phone = Annotated[str, BeforeValidator(values.parse_phone)]
Whole = Annotated[int | None, BeforeValidator(values.parse_whole)]
