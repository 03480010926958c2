"""One kecamatan's answers to one stage, with the totals that every writer keeps up to date."""

from decimal import Decimal

from django.db import models

from assessments.workflow import STATE_CHOICES, Phase, State, Tag, phase_of, tag_of
from indicators.models import Revision
from kinerja.ids import OpaqueIdModel
from kinerja.numbers import format_number
from kinerja.regions.models import District, Profile

from .stage import Stage


class Worksheet(OpaqueIdModel):
    """A kertas kerja. Only `assessments.scores.totals.refresh_totals` writes its totals."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="worksheets", verbose_name="tahap")
    district = models.ForeignKey(
        District, models.PROTECT, related_name="worksheets", verbose_name="kecamatan"
    )
    profile = models.ForeignKey(Profile, models.PROTECT, related_name="worksheets", verbose_name="profil")
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="worksheets", verbose_name="edisi instrumen"
    )
    state = models.CharField("keadaan", max_length=20, choices=STATE_CHOICES, default=State.DRAFT)
    version = models.PositiveIntegerField("versi", default=0)
    claim_total = models.DecimalField(
        "nilai menurut isian", max_digits=15, decimal_places=12, default=Decimal(0)
    )
    aspect_totals = models.JSONField("nilai per aspek", default=dict)
    filled = models.PositiveSmallIntegerField("terisi", default=0)
    asked = models.PositiveSmallIntegerField("diminta", default=0)
    complete = models.BooleanField("lengkap", default=False)
    requested_at = models.DateTimeField("diajukan ke camat", null=True)
    submitted_at = models.DateTimeField("disetujui dan dikirim", null=True)
    registration_no = models.CharField("nomor registrasi", max_length=40, null=True, unique=True)  # noqa: DJ001
    created_at = models.DateTimeField("dibuka", auto_now_add=True)
    saved_at = models.DateTimeField("terakhir disimpan", null=True)

    class Meta:
        ordering = ("district__code",)
        verbose_name = verbose_name_plural = "kertas kerja"
        constraints = [models.UniqueConstraint(fields=("stage", "district"), name="worksheet_once")]

    def __str__(self) -> str:
        return f"Kertas kerja {self.district}"

    @property
    def shown_total(self) -> str:
        """The total as people read it; none before the first answer."""
        return format_number(self.claim_total, places=2) if self.filled else "–"

    @property
    def current_state(self) -> State:
        """Its state with all that the workflow says of it."""
        return State(self.state)

    @property
    def phase(self) -> Phase:
        """How far its kecamatan is."""
        return phase_of(self.current_state, filled=bool(self.filled))

    @property
    def tag(self) -> Tag:
        """Where it stands, as a tag says it."""
        return tag_of(self.current_state, filled=bool(self.filled), complete=self.complete)

    @property
    def in_repair(self) -> bool:
        """Whether rows were asked back, which alone are open."""
        return self.current_state.in_repair

    @property
    def editable(self) -> bool:
        return self.current_state.editable
