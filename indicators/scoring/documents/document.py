"""The instrument's document: read, checked, parsed, and written in its one canonical form."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import cast

from indicators.scoring import rules
from indicators.scoring.finding import Finding, error_finding
from indicators.scoring.sheet import (
    Action,
    Applies,
    AspectSpec,
    Display,
    Edition,
    Heading,
    IndicatorSpec,
    Outcome,
    Policy,
    Sheet,
    SubAspectSpec,
)
from indicators.scoring.specs import (
    ConstantSource,
    Details,
    FactSource,
    IkuLink,
    IndicatorSource,
    InputKind,
    InputSpec,
    LevelSpec,
    Source,
)
from indicators.scoring.values import to_fraction

from .checks import meaning_errors
from .content import (
    AppliesContent,
    Content,
    Document,
    EvidenceContent,
    IkuContent,
    InputContent,
    LevelContent,
    SourceContent,
)
from .schema import NO_EVIDENCE, form_errors
from .strictjson import JsonProblem, read_json

FORMAT = "kinerja.instrument/1"
HUNDRED = to_fraction("100")
RULE = "rule"  # the code of what keeps a rule from working


class DocumentError(ValueError):
    """A document that is not an instrument; `errors` holds every sentence on why."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = tuple(errors)


def read_document(text: str) -> Document:
    """Read a document's JSON text. Raise DocumentError."""
    try:
        document = read_json(text)
    except JsonProblem as problem:
        raise DocumentError([str(problem)]) from None
    if not isinstance(document, dict):
        raise DocumentError(["Dokumen harus objek JSON."])
    return document


def canonical_text(document: Content) -> str:
    """Write the one text of a document: equal documents give equal text."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False) + "\n"


def sha256(document: Content) -> str:
    """Hex digest of the canonical text."""
    return hashlib.sha256(canonical_text(document).encode()).hexdigest()


def parse_document(document: Content) -> Sheet:
    """Check a document and give its sheet. Raise DocumentError with every error that was found."""
    sheet, errors = examine_document(document)
    if sheet is None or errors:
        raise DocumentError([found.sentence for found in errors])
    return sheet


def examine_document(document: Content) -> tuple[Sheet | None, list[Finding]]:
    """Give the sheet, if the document's form allows one, and every error.

    An indicator that a finding of code RULE is about has no rule: with errors, look at its other parts only.
    """
    wrong_form = form_errors(document)
    if not wrong_form and document["format"] != FORMAT:
        wrong_form = [f"Format dokumen harus “{FORMAT}”."]
    if wrong_form:
        return None, [error_finding("form", sentence) for sentence in wrong_form]
    builder = _Builder(document)
    sheet = builder.sheet()
    return sheet, [*builder.errors, *meaning_errors(sheet)]


class _Builder:
    """Turns a well-formed document into specs, gathering what the rules refuse."""

    def __init__(self, document: Content) -> None:
        self.document = document
        self.errors: list[Finding] = []
        self.labels = dict(document["labels"])
        self.edition = Edition(document["code"], document["name"], document["year"], self.labels)
        self.numbers = {raw["code"]: raw["no"] for raw in indicators_of(document)}
        assumed = document["assumptions"]
        self.policies = {
            Outcome(name): Policy(Action(action), name in assumed)
            for name, action in document["policies"].items()
        }
        self.evidence = document.get("evidence")
        self.cap = _read_amount(document.get("cap")) or HUNDRED

    def sheet(self) -> Sheet:
        document = self.document
        plain_fields = ("code", "kind", "name", "title", "subtitle", "owner", "year", "data_year")
        return Sheet(
            **{key: document[key] for key in plain_fields},
            labels=self.labels,
            texts={key: tuple(texts) for key, texts in document["texts"].items()},
            policies=self.policies,
            evidence=self.evidence,
            cap=self.cap,
            display=Display(**document["display"]),
            aspects=tuple(map(self.aspect, document["aspects"])),
        )

    def aspect(self, raw: Content) -> AspectSpec:
        heading = _heading_of(raw)
        sub_aspects = tuple(self.sub_aspect(sub_aspect, heading) for sub_aspect in raw["sub_aspects"])
        return AspectSpec(*heading, _read_amount(raw["stated_weight"]), sub_aspects)

    def sub_aspect(self, raw: Content, aspect: Heading) -> SubAspectSpec:
        heading = _heading_of(raw)
        indicators = tuple(self.indicator(indicator, heading, aspect) for indicator in raw["indicators"])
        return SubAspectSpec(*heading, indicators)

    def indicator(self, raw: Content, sub_aspect: Heading, aspect: Heading) -> IndicatorSpec:
        inputs = tuple(map(self.input, raw["inputs"]))
        levels = tuple(map(_read_level, raw["levels"]))
        shape = rules.Shape(raw["params"], {spec.code: spec for spec in inputs}, levels)
        problems = [*_level_problems(levels), *rules.rule_problems(raw["rule"], shape)]
        place = f"Indikator {raw['code']}"
        sentences = (f"{place}: {problem.removesuffix('.')}." for problem in problems)
        self.errors += [error_finding(RULE, sentence, indicator=raw["code"]) for sentence in sentences]
        rule = None if problems else rules.build_rule(raw["rule"], shape)
        plain_fields = ("code", "no", "old_no", "text", "unit", "params", "tdi", "none_occurred")
        later_fields = ("guidance", "predecessor", "note")
        own_policies = _own_policies(raw["policies"])
        return IndicatorSpec(
            **{key: raw[key] for key in (*plain_fields, *later_fields)},
            weight=to_fraction(raw["weight"]),
            rule=cast(rules.Rule, rule),  # where it is None, parse raises before the sheet is seen
            policies=self.policies | own_policies,
            own_policies=frozenset(own_policies),
            evidence=self.evidence_of(raw),
            cap=_read_amount(raw.get("cap")) or self.cap,
            applies=_read_applies(raw["applies"]),
            inputs=inputs,
            by_input=shape.inputs,
            levels=levels,
            needs=frozenset(spec.code for spec in rule.needs) if rule else frozenset(),
            sourced=tuple(spec for spec in inputs if spec.source is not None),
            sub_aspect=sub_aspect,
            aspect=aspect,
            edition=self.edition,
            iku=_iku_link(raw.get("iku")),
        )

    def evidence_of(self, raw: Content) -> EvidenceContent | None:
        """The indicator's own rule of evidence, else the edition's."""
        own_evidence: EvidenceContent | None = raw["evidence"]
        if own_evidence is None:
            return self.evidence
        return None if own_evidence["scope"] == NO_EVIDENCE else own_evidence

    def input(self, raw: InputContent) -> InputSpec:
        return InputSpec(
            code=raw["code"],
            label=raw["label"],
            kind=InputKind(raw["kind"]),
            unit=raw["unit"],
            step=_read_amount(raw["step"]),
            min=_read_amount(raw["min"]),
            max=_read_amount(raw["max"]),
            coefficient=_read_amount(raw["coefficient"]),
            source=self.source(raw["source"]),
            overridable=raw["overridable"],
            repeatable=raw["repeatable"],
            details=Details(details) if (details := raw.get("details")) else None,
            villages=tuple(raw.get("villages") or ()),
        )

    def source(self, raw: SourceContent | None) -> Source | None:
        if raw is None:
            return None
        if "facts" in raw:
            return FactSource(tuple(raw["facts"]))
        if "indicator" in raw:
            return IndicatorSource(raw["indicator"], raw["input"], self.numbers.get(raw["indicator"], 0))
        return ConstantSource(to_fraction(raw["constant"]))


def indicators_of(document: Content) -> Iterator[Document]:
    """All indicators of a document, in its order."""
    for aspect in document["aspects"]:
        for sub_aspect in aspect["sub_aspects"]:
            yield from sub_aspect["indicators"]


def _heading_of(raw: Content) -> Heading:
    return Heading(raw["code"], raw["no"], raw["name"])


def _read_amount(text: str | None) -> Fraction | None:
    return None if text is None else to_fraction(text)


def _own_policies(raw: Mapping[str, str]) -> dict[Outcome, Policy]:
    return {Outcome(name): Policy(Action(action), assumed=False) for name, action in raw.items()}


def _read_applies(raw: AppliesContent | None) -> Applies | None:
    return None if raw is None else Applies(tuple(raw["facts"]), to_fraction(raw["min"]))


def _iku_link(raw: IkuContent | None) -> IkuLink | None:
    return IkuLink(raw["achieved"], raw["total"], to_fraction(raw["from"])) if raw else None


def _read_level(raw: LevelContent) -> LevelSpec:
    return LevelSpec(
        code=raw["code"],
        label=raw["label"],
        lower=_read_amount(raw["lower"]),
        inclusive=raw["inclusive"],
        stated_upper=_read_amount(raw["stated_upper"]),
        achievement=to_fraction(raw["achievement"]),
        inferred=raw["inferred"],
    )


def _level_problems(levels: tuple[LevelSpec, ...]) -> list[str]:
    if all(0 <= level.achievement <= 100 for level in levels):
        return []
    return ["capaian setiap tingkat harus antara 0 dan 100"]
