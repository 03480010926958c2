"""A worksheet with all that was said of it, read once for whatever one request does with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from assessments.access import JudgingRights
from assessments.access.queries import proofs_shown
from assessments.entry.sheet import LoadedWorksheet, links_by_row
from assessments.models import Entry, Judgement, Layer, LayerScore, Repair, Worksheet
from assessments.scores.layers import Layered, LayerWord, layered_result
from assessments.scores.scoring import Answers, result_by
from indicators.scoring.engine import Result
from indicators.scoring.items import Answer
from kinerja.accounts.models import User

# Of whoever judged, only the name is shown.
UNREAD = tuple(
    f"judged_by__{it.attname}" for it in User._meta.concrete_fields if it.attname not in ("id", "name")
)
Judgements = dict[tuple[Layer, str], Judgement]  # by layer and code


@dataclass
class JudgedWorksheet:
    """The claim, every judgement of it with who judged, what was asked back, what the layers come to, and
    what the person who looks may judge."""

    loaded: LoadedWorksheet
    rights: JudgingRights
    judgements: Judgements
    repairs: list[Repair]
    scores: dict[Layer, LayerScore]
    scored: dict[Layer, Layered] = field(default_factory=dict)  # beside the claim, in this request

    @property
    def worksheet(self) -> Worksheet:
        return self.loaded.worksheet

    def version_of(self, code: str) -> int:
        """The version of the claim on a row; 0 where there is none."""
        entry = self.loaded.entries.get(code)
        return entry.version if entry else 0

    def of_layer(self, layer: Layer) -> dict[str, Judgement]:
        """What a layer says, by code."""
        return {code: it for (said_in, code), it in self.judgements.items() if said_in == layer}

    def is_stale(self, judgement: Judgement) -> bool:
        """Whether it counts no more: while a layer is at work, one of a claim that moved on does not."""
        at_work = self.worksheet.current_state is Layer(judgement.layer).judged_in
        return at_work and judgement.entry_version != self.version_of(judgement.code)

    def answers_in(self, layer: Layer) -> Answers:
        """What counts of what a layer itself says, as the engine reads it."""
        counting_judgements = (it for it in self.of_layer(layer).values() if not self.is_stale(it))
        return {it.code: Answer(it.status, it.values, it.proven) for it in counting_judgements}

    def layer_result(self, layer: Layer) -> Layered | None:
        """The result of a stored layer, None where nobody has spoken in it."""
        layer_words = [
            word_of(it) for (said_in, _), it in self.judgements.items() if said_in in layer.row.speakers
        ]
        if not layer_words:
            return None
        versions = {code: entry.version for code, entry in self.loaded.entries.items()}
        self.scored[layer] = layered_result(self.worksheet, layer, layer_words, versions)
        return self.scored[layer]

    def result_by(self, answers: Answers) -> Result:
        """What other answers come to, by what has been scored already."""
        scored_so_far = [(self.loaded.answers, self.loaded.result)]
        scored_so_far += [(it.answers, it.result) for it in self.scored.values()]
        return result_by(self.worksheet, answers, scored_so_far)

    def put_judgement(self, layer: Layer, code: str, judgement: Judgement | None) -> None:
        """This is what the layer says of the row from now on."""
        self.judgements.pop((layer, code), None)
        if judgement:
            self.judgements[layer, code] = judgement

    def lock(self) -> None:
        """As `LoadedWorksheet.lock`, with all that was said."""
        if self.loaded.lock():
            self.judgements = judgements_of(self.worksheet)
            self.repairs = repairs_of(self.worksheet)
            self.scores = scores_of(self.worksheet)
            self.scored.clear()


def load_judged(
    user: User,
    worksheet: Worksheet,
    *,
    rights: JudgingRights | None = None,
    scores: dict[Layer, LayerScore] | None = None,
    entries: Iterable[Entry] | None = None,
) -> JudgedWorksheet:
    """Five queries, less what was read before; one more for the rights where they are asked."""
    answers = worksheet.entries.all() if entries is None else entries
    return JudgedWorksheet(
        loaded=LoadedWorksheet(
            worksheet=worksheet,
            entries={entry.code: entry for entry in answers},
            links=links_by_row(proofs_shown(worksheet)),
            window=None,  # of filling it, which no judge asks
        ),
        rights=rights or JudgingRights(user, [worksheet]),
        judgements=judgements_of(worksheet),
        repairs=repairs_of(worksheet),
        scores=scores_of(worksheet) if scores is None else scores,
    )


def with_judges(judgements: QuerySet[Judgement]) -> QuerySet[Judgement]:
    return judgements.select_related("judged_by").defer(*UNREAD)


def judgements_of(worksheet: Worksheet) -> Judgements:
    return by_layer(with_judges(worksheet.judgements.all()))


def by_layer(judgements: Iterable[Judgement]) -> Judgements:
    return {(Layer(it.layer), it.code): it for it in judgements}


def repairs_of(worksheet: Worksheet) -> list[Repair]:
    return list(worksheet.repairs.all())


def scores_of(worksheet: Worksheet) -> dict[Layer, LayerScore]:
    return {Layer(score.layer): score for score in worksheet.layer_scores.all()}


def word_of(judgement: Judgement) -> LayerWord:
    """A judgement as scoring reads it."""
    return LayerWord(*(getattr(judgement, name) for name in LayerWord._fields))
