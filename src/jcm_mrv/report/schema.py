"""The JSON Schema of the report, from the model that reads one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic.json_schema import GenerateJsonSchema

from jcm_mrv.report.model import Report

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "jcm-mrv/report/1"


class _Plain(GenerateJsonSchema):
    """Leave out the titles that only say a key's name again."""

    def field_title_should_be_set(self, schema: CoreSchema) -> bool:
        return False


def render_schema() -> str:
    """Return the JSON Schema of a report (draft 2020-12), as the text of a file.

    It says what shape a report has; that its numbers agree with each other is for a
    verification to say.
    """
    described = Report.model_json_schema(schema_generator=_Plain)
    schema = {"$schema": DIALECT, **described, "title": TITLE}
    for one in schema["$defs"].values():
        one.pop("title", None)
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
