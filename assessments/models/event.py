"""What happened: appended, never changed, and held by no foreign key that could take it away."""

from typing import Any

from django.db import models

from kinerja.ids import OpaqueIdModel


class AppendOnly(Exception):
    """An event was about to be changed or deleted."""


class History(OpaqueIdModel):
    """Rows that are appended, never changed and never deleted."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("Riwayat hanya ditambah.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Riwayat hanya ditambah.")


class TotalPoint(History):
    """What a worksheet is ranked by from `at` on; written by `assessments.scores.rank_history.mark` alone.

    `figures` hold by basis the total and the aspects' scores, of those bases in which it has a rank.
    `no` counts from 1 for every worksheet, and `at` never runs backwards in that order.
    """

    worksheet_id = models.UUIDField("kertas kerja")
    no = models.PositiveIntegerField("nomor")
    at = models.DateTimeField("waktu")
    figures = models.JSONField("nilai", default=dict)
    sent_at = models.DateTimeField("dikirim", null=True)

    class Meta:
        ordering = ("at", "no")
        verbose_name = verbose_name_plural = "jejak nilai"
        constraints = [models.UniqueConstraint(fields=("worksheet_id", "no"), name="total_point_once")]
        indexes = [models.Index(fields=("worksheet_id", "at"), name="point_of_worksheet")]

    def __str__(self) -> str:
        return f"{self.worksheet_id}, {self.no}"


class Event(History):
    """Who did what to which thing of which worksheet, with the old and the new."""

    class Action(models.TextChoices):
        OPENED = "opened", "Kertas kerja dibuka"
        ROW_SAVED = "row_saved", "Baris disimpan"
        WORKBOOK_APPLIED = "workbook_applied", "Buku kerja diterapkan"
        PROFILE_SAVED = "profile_saved", "Profil disimpan"
        PROFILE_CONFIRMED = "profile_confirmed", "Profil dipastikan benar"
        PROFILE_UNLOCKED = "profile_unlocked", "Profil dibuka kembali"
        EVIDENCE_ADDED = "evidence_added", "Bukti ditambahkan"
        EVIDENCE_LINKED = "evidence_linked", "Bukti ditautkan"
        EVIDENCE_UNLINKED = "evidence_unlinked", "Tautan bukti dilepas"
        EVIDENCE_REMOVED = "evidence_removed", "Bukti dihapus"
        SIGNOFF_REQUESTED = "signoff_requested", "Diajukan ke camat"
        WITHDRAWN = "withdrawn", "Ditarik kembali oleh operator"
        RETURNED = "returned", "Dikembalikan oleh camat"
        SUBMITTED = "submitted", "Disetujui dan dikirim"
        DECLINED = "declined", "Dinyatakan tidak mengikuti"
        REJOINED = "rejoined", "Mengikuti kembali"
        REGENCY_BEGUN = "regency_begun", "Verifikasi kabupaten/kota dimulai"
        REGENCY_FINISHED = "regency_finished", "Verifikasi kabupaten/kota selesai"
        REGENCY_REOPENED = "regency_reopened", "Verifikasi kabupaten/kota dibuka kembali"
        DESK_BEGUN = "desk_begun", "Penelaahan dimulai"
        REPAIR_NOTED = "repair_noted", "Baris dicatat untuk diperbaiki"
        REPAIR_REQUESTED = "repair_requested", "Dikembalikan untuk perbaikan"
        RESUBMITTED = "resubmitted", "Dikirim ulang"
        VERIFIED = "verified", "Diverifikasi"
        REOPENED = "reopened", "Penilaian dibuka kembali"
        ANNOUNCED = "announced", "Hasil sementara diumumkan"
        OBJECTED = "objected", "Sanggahan diajukan"
        OBJECTION_ANSWERED = "objection_answered", "Sanggahan dijawab"
        FINALISED = "finalised", "Hasil ditetapkan"
        JUDGED = "judged", "Baris dinilai"
        NOMINATED = "nominated", "Masuk tahap berikutnya"
        NOMINATION_WITHDRAWN = "nomination_off", "Keikutsertaan dalam tahap ditarik"
        BALLOT_GIVEN = "ballot_given", "Nilai juri diserahkan"
        BALLOT_RETURNED = "ballot_returned", "Nilai juri dikembalikan"
        REVISED = "revised", "Instrumen direvisi"
        ANSWER_CUT = "answer_cut", "Isian tidak cocok lagi dengan aturan"
        REVISION_TOLD = "revision_told", "Pemberitahuan revisi dikirim lewat surel"
        REMINDED = "reminded", "Pengingat dikirim lewat surel"

    at = models.DateTimeField("waktu")
    actor_id = models.UUIDField("pelaku", null=True)
    actor_name = models.CharField("nama pelaku", max_length=120, blank=True)
    worksheet_id = models.UUIDField("kertas kerja")
    action = models.CharField("tindakan", max_length=20, choices=Action)
    subject = models.CharField("hal", max_length=60, blank=True)
    old = models.JSONField("lama", null=True)
    new = models.JSONField("baru", null=True)
    note = models.TextField("catatan", blank=True)

    class Meta:
        ordering = ("-at",)
        verbose_name = verbose_name_plural = "riwayat"
        indexes = [models.Index(fields=("worksheet_id", "at"), name="event_of_worksheet")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.get_action_display()} {self.subject}"
