"""When a province assesses: its periods, their stages, and the windows in which each may be worked on."""

import re
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from indicators.models import Instrument, Revision
from indicators.scoring.grades import GradeError, read_grades
from indicators.services.sheets import sheet_of
from kinerja.ids import OpaqueIdModel
from kinerja.regions.models import District, Province

TIE_KEY = re.compile(r"aspect:[0-9A-Za-z._-]{1,40}|submitted_at")
MOST_TIE_KEYS = 10


def default_tie_keys() -> list[str]:
    """Innovation, then service, then who sent earlier: the rule of the shipped edition."""
    return ["aspect:5", "aspect:2", "submitted_at"]


def default_titles() -> list[str]:
    """Three winners and three commended ones."""
    return ["Juara 1", "Juara 2", "Juara 3", "Harapan 1", "Harapan 2", "Harapan 3"]


def check_titles(titles: Any) -> None:
    """Raise ValidationError unless it is a list of different short texts."""
    texts = isinstance(titles, list) and all(isinstance(it, str) and 0 < len(it) <= 60 for it in titles)
    if not texts or len(set(titles)) != len(titles):
        raise ValidationError('Tulis daftar gelar yang berbeda, misalnya ["Juara 1", "Juara 2"].')


def check_holidays(days: Any) -> None:
    """Raise ValidationError unless it is a list of ISO dates."""
    try:
        if not isinstance(days, list):
            raise TypeError
        for day in days:
            date.fromisoformat(day)
    except (TypeError, ValueError):
        raise ValidationError('Tulis daftar tanggal, misalnya ["2022-12-26"].') from None


def check_tie_keys(keys: Any) -> None:
    """Raise ValidationError with what to write instead."""
    example = 'Tulis daftar seperti ["aspect:5", "aspect:2", "submitted_at"].'
    if not isinstance(keys, list) or len(keys) > MOST_TIE_KEYS:
        raise ValidationError(f"{example} Paling banyak {MOST_TIE_KEYS} penentu.")
    for key in keys:
        if not isinstance(key, str) or not TIE_KEY.fullmatch(key):
            raise ValidationError(
                f"Penentu “{key}” belum dikenal. Tulis aspect: dan kode aspek, atau submitted_at. {example}"
            )
    if len(set(keys)) != len(keys):
        raise ValidationError("Tulis setiap penentu satu kali saja.")


def default_grades() -> list[dict[str, str]]:
    """An assumption of ours: no regulation names the bands of the shipped edition."""
    bands = {"0": "Sangat Rendah", "51": "Rendah", "66": "Sedang", "76": "Tinggi", "91": "Sangat Tinggi"}
    return [{"from": start, "label": label} for start, label in bands.items()]


def check_grades(data: Any) -> None:
    """Raise ValidationError with what to write instead."""
    try:
        read_grades(data)
    except GradeError as problem:
        raise ValidationError(str(problem)) from None


class Period(OpaqueIdModel):
    """One year's assessment of the kecamatan of a province.

    `tie_keys` decide in their order where totals are equal: "aspect:5" the higher score of the aspect with
    that code, "submitted_at" the earlier submission. `grades` are the bands of the predikat.
    """

    owner = models.ForeignKey(Province, models.PROTECT, related_name="periods", verbose_name="pemilik")
    year = models.PositiveSmallIntegerField("tahun penilaian")
    name = models.CharField("nama", max_length=120)
    help_contact = models.CharField("bantuan", max_length=200, blank=True)
    tie_keys = models.JSONField(
        "penentu nilai sama",
        default=default_tie_keys,
        blank=True,
        help_text="Berurutan. aspect:5 berarti nilai aspek 5 yang lebih tinggi didahulukan; submitted_at"
        " berarti yang lebih dahulu dikirim. Bila semuanya sama, peringkatnya sama."
        " Kosong ([]) berarti tanpa penentu.",
    )
    grades = models.JSONField(
        "predikat",
        default=default_grades,
        help_text="Dari batas terendah ke tertinggi, mulai dari 0. Satu predikat berlaku dari batasnya sampai"
        " tepat di bawah batas berikutnya, menurut nilai yang belum dibulatkan. Desimal ditulis dengan titik"
        ' dalam tanda kutip: "76.5". Batas bawaan adalah anggapan; sesuaikan dengan ketentuan provinsi.',
    )

    class Visibility(models.TextChoices):
        NOTHING = "nothing", "tidak diumumkan"
        RANKS = "ranks", "peringkat, nilai, dan predikat"
        ASPECTS = "aspects", "peringkat, nilai, predikat, dan nilai per aspek"

    visibility = models.CharField(
        "yang dilihat umum", max_length=10, choices=Visibility, default=Visibility.RANKS
    )
    titles = models.JSONField(
        "gelar",
        default=default_titles,
        blank=True,
        help_text="Berurutan menurut peringkat. Peringkat yang sama mendapat gelar yang sama.",
    )
    objection_days = models.PositiveSmallIntegerField(
        "hari kerja untuk sanggahan",
        default=3,
        help_text="Sejak hasil sementara diumumkan. 0: tanpa sanggahan.",
    )
    holidays = models.JSONField(
        "hari libur", default=list, blank=True, help_text='Daftar tanggal, misalnya ["2022-12-26"].'
    )

    class Meta:
        ordering = ("-year", "name")
        verbose_name = verbose_name_plural = "periode penilaian"
        constraints = [models.UniqueConstraint(fields=("owner", "year", "name"), name="period_once")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Known tie keys, of aspects that the period's editions have, grades without a gap, and the rest."""
        checks = {
            "tie_keys": self.check_ties,
            "grades": lambda: check_grades(self.grades),
            "titles": lambda: check_titles(self.titles),
            "holidays": lambda: check_holidays(self.holidays),
        }
        problems = {}
        for name, check in checks.items():
            try:
                check()
            except ValidationError as problem:
                problems[name] = problem
        if problems:
            raise ValidationError(problems)

    def check_ties(self) -> None:
        check_tie_keys(self.tie_keys)
        self.check_aspects()

    def check_aspects(self) -> None:
        for code in (key.partition(":")[2] for key in self.tie_keys if key.startswith("aspect:")):
            for revision in self.editions():
                codes = [aspect.code for aspect in sheet_of(revision.pk).aspects]
                if code not in codes:
                    raise ValidationError(f"Aspek {code} belum ada. Tulis salah satu: {', '.join(codes)}.")

    def editions(self) -> models.QuerySet[Revision]:
        """The revisions in force of the instruments of its stages."""
        return Revision.objects.filter(instrument__stages__period=self, state=Revision.State.IN_FORCE)


class Stage(OpaqueIdModel):
    """A step of a period, with the instrument that it works on.

    Kecamatan fill in the stage of entry; every other stage judges what they sent, each in a layer of its own.
    """

    class Kind(models.TextChoices):
        ENTRY = "entry", "Pengisian oleh kecamatan"
        REGENCY = "regency", "Verifikasi kabupaten/kota"
        DESK = "desk", "Penilaian administrasi"
        FIELD = "field", "Tinjau lapang"

    period = models.ForeignKey(
        Period, models.CASCADE, related_name="stages", verbose_name="periode penilaian"
    )
    no = models.PositiveSmallIntegerField(
        "nomor",
        default=1,
        help_text="Berurutan: pengisian, verifikasi kabupaten/kota, penilaian administrasi, tinjau lapang.",
    )
    kind = models.CharField(
        "jenis",
        max_length=20,
        choices=Kind,
        default=Kind.ENTRY,
        help_text="Setiap jenis penilaian paling banyak satu tahap dalam satu periode.",
    )
    name = models.CharField("nama", max_length=120, help_text="Nama yang dibaca pengguna.")
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        related_name="stages",
        verbose_name="instrumen",
        help_text="Tahap penilaian memakai instrumen yang sama dengan tahap pengisian.",
    )

    class Meta:
        ordering = ("period", "no")
        verbose_name = verbose_name_plural = "tahap"
        constraints = [
            models.UniqueConstraint(
                fields=("period", "no"),
                name="stage_no_once",
                violation_error_message="Nomor ini sudah dipakai tahap lain dalam periode ini.",
            ),
            models.UniqueConstraint(
                fields=("period", "kind"),
                condition=~Q(kind="entry"),
                name="stage_of_judging_once",
                violation_error_message="Periode ini sudah memiliki tahap dengan jenis ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.name}"

    def clean(self) -> None:
        """The instrument is offered, and the numbers follow the order in which the work is done."""
        self.check_archived()
        if self.period_id is None or self.no is None:
            return
        turn = self.Kind.values.index(self.kind)
        for other in Stage.objects.filter(period=self.period_id).exclude(pk=self.pk):
            others_turn = self.Kind.values.index(other.kind)
            if turn != others_turn and (turn < others_turn) != (self.no < other.no):
                where = "sebelum" if turn < others_turn else "sesudah"
                raise ValidationError(
                    {"no": f"{self.get_kind_display()} harus {where} tahap {other.no} ({other.name})."}
                )

    def check_archived(self) -> None:
        """A stage may keep an instrument that was archived since, and takes none that is."""
        kept = Stage.objects.filter(pk=self.pk, instrument=self.instrument_id).exists()
        if self.instrument_id and self.instrument.archived_at and not kept:
            raise ValidationError({"instrument": "Instrumen ini diarsipkan. Pilih yang masih dipakai."})


class Window(OpaqueIdModel):
    """When a stage is open: for all kecamatan, or with a reason for one."""

    class Purpose(models.TextChoices):
        ENTRY = "entry", "Pengisian"
        JUDGING = "judging", "Penilaian"

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="windows", verbose_name="tahap")
    purpose = models.CharField(
        "keperluan",
        max_length=20,
        choices=Purpose,
        default=Purpose.ENTRY,
        help_text="Pengisian untuk tahap pengisian, Penilaian untuk tahap lainnya.",
    )
    district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kecamatan",
        help_text="Kosong berarti semua kecamatan. Pilih satu untuk memberi pengecualian.",
    )
    opens = models.DateTimeField("dibuka", help_text="Sejak saat ini tahap terbuka.")
    closes = models.DateTimeField("ditutup", help_text="Sejak saat ini tahap tertutup.")
    reason = models.CharField(
        "alasan",
        max_length=250,
        blank=True,
        help_text="Wajib untuk pengecualian: mengapa, dan atas permintaan siapa.",
    )

    class Meta:
        ordering = ("stage", "opens")
        verbose_name = verbose_name_plural = "jadwal"
        constraints = [
            models.UniqueConstraint(
                fields=("stage", "purpose"), condition=Q(district=None), name="window_for_all_once"
            ),
            models.UniqueConstraint(
                fields=("stage", "purpose", "district"),
                condition=~Q(district=None),
                name="window_for_one_once",
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=models.F("opens")),
                name="window_closes_after_opening",
                violation_error_message="Waktu tutup harus sesudah waktu buka.",
            ),
        ]

    def __str__(self) -> str:
        told = f"{self.stage}, {self.get_purpose_display()}"
        return f"{told}, {self.district}: {self.reason}" if self.district else told

    def clean(self) -> None:
        """An exception says why; a window is for what its stage does."""
        if self.district_id and not self.reason.strip():
            raise ValidationError({"reason": "Tulis alasan pengecualian untuk kecamatan ini."})
        entry = self.stage.kind == Stage.Kind.ENTRY
        if entry != (self.purpose == self.Purpose.ENTRY):
            right = self.Purpose.ENTRY if entry else self.Purpose.JUDGING
            raise ValidationError({"purpose": f"Untuk tahap ini pilih {right.label}."})

    def is_open(self, at: datetime) -> bool:
        """Open from the opening instant; shut from the closing instant on."""
        return self.opens <= at < self.closes
