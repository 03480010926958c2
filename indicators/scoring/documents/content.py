"""What a document is made of, as JSON brings it; `schema` asks for exactly these keys before it is read."""

from collections.abc import Mapping
from typing import Any, NotRequired, TypeAlias, TypedDict, final

Document: TypeAlias = dict[str, Any]  # whole, or an aspect, sub-aspect or indicator of one
Content: TypeAlias = Mapping[str, Any]  # the same for somebody who only reads


class EvidenceContent(TypedDict):
    """What needs evidence of its own: one of `schema.SCOPES`."""

    scope: str


class AppliesContent(TypedDict):
    """The facts of a kecamatan that an indicator is about, and how many there must be."""

    facts: list[str]
    min: str


@final
class FactsContent(TypedDict):
    facts: list[str]


@final
class IndicatorInputContent(TypedDict):
    indicator: str
    input: str


@final
class ConstantContent(TypedDict):
    constant: str


SourceContent: TypeAlias = FactsContent | IndicatorInputContent | ConstantContent
IkuContent = TypedDict("IkuContent", {"achieved": str, "total": str, "from": str})


class LevelContent(TypedDict):
    code: str
    label: str
    lower: str | None
    inclusive: bool
    stated_upper: str | None
    achievement: str
    inferred: bool


class InputContent(TypedDict):
    code: str
    label: str
    kind: str
    unit: str
    step: str | None
    min: str | None
    max: str | None
    coefficient: str | None
    source: SourceContent | None
    overridable: bool
    repeatable: bool
    details: NotRequired[str | None]
    villages: NotRequired[list[str] | None]
