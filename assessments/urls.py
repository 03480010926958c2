"""Addresses of the kecamatan's work and of those who look after it."""

from django.contrib.admin import site
from django.urls import include, path, register_converter

from assessments.archive.views import authenticity, scans
from assessments.dashboard.views import dashboard, progress
from assessments.entry.views import details, matrix, news, profile
from assessments.entry.views import indicator_preview as preview
from assessments.entry.views import rows as entry
from assessments.home.views import papers, participation, person_history, worksheet
from assessments.home.views import worksheets as home
from assessments.jury.views import ballots, juries
from assessments.models import Layer, SignedScan
from assessments.ranking.views import rank_changes as replay
from assessments.ranking.views import ranking, recap
from assessments.results.views import certificates, decision, feedback, result
from assessments.results.views import published as public
from assessments.review.views import indicator_review as across
from assessments.review.views import minutes, tasks
from assessments.review.views import worksheet as review
from assessments.stages.views import nomination_letter as nomination_papers
from assessments.stages.views import participants, stages
from assessments.team.views import assignment_letter as errand
from assessments.team.views import assignments as team
from assessments.workbook.views import bulk as workbook_bulk
from assessments.workbook.views import old_form
from assessments.workbook.views import upload as workbook

from .comparison import views as comparison
from .evidence import views as evidence
from .files import views as evidence_files
from .revision import views as revision
from .sending import views as sending


class LayerConverter:
    """A layer by the name that people read in the address."""

    slugs = {"kabupaten": Layer.REGENCY, "administrasi": Layer.DESK, "lapang": Layer.FIELD}
    regex = "|".join(slugs)

    def to_python(self, value: str) -> Layer:
        return self.slugs[value]

    def to_url(self, value: str) -> str:
        return next(slug for slug, layer in self.slugs.items() if layer == value)


class SignedPaperConverter:
    """A paper of which signed scans are kept, by the name that people read in the address."""

    slugs = {
        "berita-acara": SignedScan.Paper.MINUTES,
        "penetapan": SignedScan.Paper.DECISION,
        "surat-tugas": SignedScan.Paper.ERRAND,
        "surat-usulan": SignedScan.Paper.NOMINATION,
    }
    regex = "|".join(slugs)

    def to_python(self, value: str) -> SignedScan.Paper:
        return self.slugs[value]

    def to_url(self, value: str) -> str:
        return next(slug for slug, paper in self.slugs.items() if paper == value)


register_converter(LayerConverter, "layer")
register_converter(SignedPaperConverter, "signed_paper")

INSTRUMENT = "admin/indicators/instrument/<uuid:instrument_id>/"
admin_view = site.admin_view
worksheet_patterns = [
    path("", worksheet.task_list, name="worksheet"),
    path("aspek/<str:aspect_code>/", entry.aspect, name="aspect"),
    path("semua/", entry.whole, name="whole"),
    path("kabar/", news.news, name="news"),
    path("baris/<str:code>/", entry.row_save, name="row_save"),
    path("rincian/<str:code>/", details.details, name="details"),
    path("desa-kelurahan/", matrix.matrix, name="matrix"),
    path("bukti/", evidence.library, name="evidence"),
    path("bukti/baris/<str:code>/", evidence.row, name="evidence_row"),
    path("bukti/<uuid:evidence_id>/", evidence.detail, name="evidence_file"),
    path("bukti/<uuid:evidence_id>/lepas/", evidence.unlink, name="evidence_unlink"),
    path("bukti/<uuid:evidence_id>/hapus/", evidence.remove, name="evidence_remove"),
    path("bukti/<uuid:evidence_id>/unduh/", evidence_files.download, name="evidence_download"),
    path("bukti/<uuid:evidence_id>/tampil/", evidence_files.preview, name="evidence_preview"),
    path("profil/", profile.profile, name="profile"),
    path("profil/pastikan/", profile.profile_confirm, name="profile_confirm"),
    path("profil/buka/", profile.profile_unlock, name="profile_unlock"),
    path("formulir-lama/", old_form.old_form, name="old_form"),
    path("riwayat/", worksheet.history, name="history"),
    path("telaah/<layer:layer>/", review.page, name="review"),
    path("telaah/<layer:layer>/baris/<str:code>/", review.judge, name="review_row"),
    path("telaah/<layer:layer>/perbaikan/<str:code>/", review.repair, name="review_repair"),
    path("telaah/<layer:layer>/langkah/", review.step, name="review_step"),
    path("periksa/", sending.check, name="check"),
    path("ikut-serta/", participation.participation, name="participation"),
    path("langkah/", sending.step, name="step"),
    path("persetujuan/", sending.approval, name="approval"),
    path("tanda-terima/", sending.receipt, name="receipt"),
    path("tanda-terima.pdf", papers.receipt_pdf, name="receipt_pdf"),
    path("kertas-kerja.pdf", papers.worksheet_pdf, name="worksheet_pdf"),
    path("kertas-kerja.xlsx", papers.worksheet_xlsx, name="worksheet_xlsx"),
    path("buku-kerja/", workbook.upload, name="workbook_upload"),
    path("buku-kerja/<uuid:upload_id>/", workbook.preview, name="workbook_preview"),
    path("formulir-kosong.pdf", papers.empty_form_pdf, name="empty_form_pdf"),
    path("formulir-kosong.xlsx", papers.empty_form_xlsx, name="empty_form_xlsx"),
    path("hasil/", result.result, name="result"),
    path("daftar-periksa-lapang.pdf", errand.checklist, name="checklist"),
    path("umpan-balik/", feedback.feedback, name="feedback"),
    path("umpan-balik.pdf", feedback.feedback_pdf, name="feedback_pdf"),
    path("hasil/sanggahan/<str:code>/", result.object_to, name="objection"),
    path("hasil/jawaban/<uuid:objection_id>/", result.answer, name="objection_answer"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("dasbor/", dashboard.dashboard, name="dashboard"),
    path("pemantauan/", progress.progress, name="progress"),
    path("buku-kerja/", workbook_bulk.bulk, name="workbook_bulk"),
    path("peringkat/", ranking.ranking, name="ranking"),
    path("peringkat/riwayat/<uuid:worksheet_id>/", replay.rank_history, name="rank_history"),
    path("peringkat.pdf", ranking.ranking_pdf, name="ranking_pdf"),
    path("peringkat.xlsx", ranking.ranking_xlsx, name="ranking_xlsx"),
    path("peringkat.csv", ranking.ranking_csv, name="ranking_csv"),
    path("instrumen/<str:code>/pembanding/", comparison.comparison, name="comparison"),
    path("instrumen/<str:code>/pembanding.xlsx", comparison.comparison_as_xlsx, name="comparison_xlsx"),
    path("instrumen/<str:code>/pembanding.csv", comparison.comparison_as_csv, name="comparison_csv"),
    path("riwayat-orang/<uuid:person_id>/", person_history.person_history, name="person_history"),
    path("tugas/", tasks.tasks, name="tasks"),
    path("telaah-indikator/<layer:layer>/", across.indicators, name="across_list"),
    path("telaah-indikator/<layer:layer>/<str:code>/", across.indicator, name="across"),
    path("telaah-indikator/<layer:layer>/<str:code>/<uuid:worksheet_id>/", across.judge, name="across_row"),
    path(
        "telaah-indikator/<layer:layer>/<str:code>/<uuid:worksheet_id>/perbaikan/",
        across.repair,
        name="across_repair",
    ),
    path("penugasan/", team.assignments, name="assignments"),
    path("penugasan/<uuid:stage_id>/", team.assignments_of_stage, name="assignments_of_stage"),
    path("penugasan/<uuid:stage_id>/surat-tugas/", errand.errand, name="errand"),
    path(
        "penugasan/<uuid:assignment_id>/cabut/",
        team.assignment_remove,
        name="assignment_remove",
    ),
    path("benturan-kepentingan/", team.conflicts, name="conflicts"),
    path(
        "benturan-kepentingan/<uuid:conflict_id>/cabut/",
        team.conflict_withdraw,
        name="conflict_withdraw",
    ),
    path("tahap/", stages.stages, name="stages"),
    path("tahap/<uuid:stage_id>/peserta/", participants.participants, name="participants"),
    path(
        "tahap/<uuid:stage_id>/usulan/<uuid:regency_id>.pdf",
        nomination_papers.nomination_pdf,
        name="nomination_pdf",
    ),
    path(
        "tahap/<uuid:stage_id>/usulan/<uuid:regency_id>.docx",
        nomination_papers.nomination_docx,
        name="nomination_docx",
    ),
    path("penilaian-juri/", juries.juries, name="juries"),
    path("penilaian-juri/<uuid:stage_id>/", juries.jury_stage, name="jury_stage"),
    path("penilaian-juri/<uuid:stage_id>/<uuid:worksheet_id>/", ballots.ballot, name="ballot"),
    path("keaslian/", authenticity.authenticity, name="authenticity"),
    path("keaslian/<str:code>/", authenticity.authenticity_code, name="authenticity_code"),
    path("berita-acara/<uuid:regency_id>/verifikasi.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("berita-acara/<uuid:regency_id>/verifikasi.docx", minutes.minutes_docx, name="minutes_docx"),
    path("pindaian/<signed_paper:paper>/<uuid:subject_id>/", scans.scans, name="scans"),
    path("pindaian/<uuid:scan_id>/unduh/", scans.scan_download, name="scan_download"),
    path("pindaian/<uuid:scan_id>/hapus/", scans.scan_remove, name="scan_remove"),
    path("rekap.xlsx", recap.recap_xlsx, name="recap_xlsx"),
    path("penetapan/", decision.decision, name="decision"),
    path("penetapan/<uuid:period_id>/umumkan/", decision.announce_result, name="announce"),
    path("penetapan/<uuid:period_id>/usulkan/", decision.propose_decision, name="propose"),
    path(
        "penetapan/<uuid:period_id>/<uuid:decision_id>/tetapkan/", decision.approve_decision, name="approve"
    ),
    path(
        "penetapan/<uuid:period_id>/<uuid:decision_id>/piagam.pdf",
        certificates.certificates,
        name="certificates",
    ),
    path(
        "penetapan/<uuid:period_id>/<uuid:decision_id>/piagam/<int:no>.pdf",
        certificates.certificate,
        name="certificate",
    ),
    path("hasil/", public.results, name="results"),
    path("hasil/<str:code>/", public.published, name="published"),
    path("hasil/<str:code>/lampiran.pdf", public.published_pdf, name="published_pdf"),
    path("hasil/<str:code>/peringkat.xlsx", public.published_xlsx, name="published_xlsx"),
    path("kertas-kerja/<uuid:worksheet_id>/", include(worksheet_patterns)),
    # Inside the instrument's admin, but of this room: they speak of worksheets.
    path(f"{INSTRUMENT}revisi/", admin_view(revision.revision), name="revision"),
    path(f"{INSTRUMENT}revisi/pratinjau/", admin_view(revision.revision_preview), name="revision_preview"),
    path(f"{INSTRUMENT}arsip/", admin_view(revision.edition_archive), name="edition_archive"),
    # Beside the admin's own pages of the indicator: it shows what this room shows.
    path(
        "admin/indicators/indicator/<uuid:indicator_id>/pratinjau/",
        site.admin_view(preview.indicator_preview),
        name="indicator_preview",
    ),
]
