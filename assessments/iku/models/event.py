"""What happened to a kecamatan's IKU."""

from django.db import models

from assessments.models.event import History


class IkuEvent(History):
    """Who did what to which part of which document or year (`about_id`), with the old and the new."""

    class Action(models.TextChoices):
        DRAFTED = "drafted", "Rancangan dibuat"
        IMPORTED = "imported", "Dokumen dimasukkan dari berkas"
        PART_SAVED = "part_saved", "Bagian dokumen disimpan"
        PART_REMOVED = "part_removed", "Bagian dokumen dihapus"
        DISCARDED = "discarded", "Rancangan dibuang"
        SIGNED = "signed", "Dokumen ditandatangani"
        REPLACED = "replaced", "Dokumen digantikan"
        YEAR_OPENED = "year_opened", "Tahun dibuka"
        YEAR_MOVED = "year_moved", "Tahun memakai dokumen baru"
        TARGET_SAVED = "target_saved", "Target disimpan"
        ENTRY_SAVED = "entry_saved", "Realisasi disimpan"
        PROGRAMS_SAVED = "programs_saved", "Program dan anggaran disimpan"
        PLAN_SAVED = "plan_saved", "Rencana aksi disimpan"
        AGREED = "agreed", "Perjanjian kinerja dibuat"
        YEAR_CLOSED = "year_closed", "Tahun ditutup"
        YEAR_REOPENED = "year_reopened", "Tahun dibuka kembali"
        EVIDENCE_ADDED = "evidence_added", "Bukti ditambahkan"
        EVIDENCE_LINKED = "evidence_linked", "Bukti ditautkan"
        EVIDENCE_UNLINKED = "evidence_unlinked", "Tautan bukti dilepas"
        EVIDENCE_REMOVED = "evidence_removed", "Bukti dihapus"

    at = models.DateTimeField("waktu")
    actor_id = models.UUIDField("pelaku", null=True)
    actor_name = models.CharField("nama pelaku", max_length=120, blank=True)
    district_id = models.UUIDField("kecamatan")
    about_id = models.UUIDField("dokumen atau tahun")
    action = models.CharField("tindakan", max_length=20, choices=Action)
    subject = models.CharField("hal", max_length=140, blank=True)
    old = models.JSONField("lama", null=True)
    new = models.JSONField("baru", null=True)
    note = models.TextField("catatan", blank=True)

    class Meta:
        ordering = ("-at",)
        verbose_name = verbose_name_plural = "riwayat IKU"
        indexes = [
            models.Index(fields=("district_id", "at"), name="iku_event_of_district"),
            models.Index(fields=("about_id", "at"), name="iku_event_about"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.get_action_display()} {self.subject}"
