"""Addresses of Indikator Kinerja Utama, below iku/."""

from django.urls import include, path

from .views import districts, documents, evidence, monitoring, papers, parts, plans, rows, years
from .views import iku_offer as bridge

document_patterns = [
    path("", documents.document, name="iku_document"),
    path("buang/", documents.discard, name="iku_discard"),
    path("tandatangani/", documents.signing, name="iku_sign"),
    path("bagian/<str:slug>/", parts.document_head_part, name="iku_head"),
    path("sasaran/", parts.document_objective, name="iku_objective_new"),
    path("sasaran/<str:code>/", parts.document_objective, name="iku_objective"),
    path("indikator/", parts.document_indicator, name="iku_indicator_new"),
    path("indikator/<str:code>/", parts.document_indicator, name="iku_indicator"),
    path("indikator/<str:code>/butir/", parts.document_item, name="iku_item_new"),
    path("indikator/<str:code>/butir/<str:item>/", parts.document_item, name="iku_item"),
    path("hapus/", parts.remove_part, name="iku_part_remove"),
    path("urutan/", parts.reorder_part, name="iku_part_move"),
    path("dokumen.pdf", papers.document_pdf, name="iku_document_pdf"),
    path("dokumen.xlsx", papers.document_xlsx, name="iku_document_xlsx"),
]

year_patterns = [
    path("", years.year, name="iku_year"),
    path("tutup/", years.close, name="iku_year_close"),
    path("buka/", years.reopen, name="iku_year_reopen"),
    path("target/", rows.targets, name="iku_targets"),
    path("target/<str:code>/", rows.target_save, name="iku_target_save"),
    path("realisasi/", rows.realisation, name="iku_realisation"),
    path("realisasi/<str:code>/<int:quarter>/", rows.entry_save, name="iku_entry_save"),
    path("pemantauan/", monitoring.monitoring, name="iku_monitoring"),
    path("bukti/<str:code>/<int:quarter>/", evidence.iku_evidence_row, name="iku_evidence_row"),
    path("bukti/<uuid:evidence_id>/lepas/", evidence.unlink_file, name="iku_evidence_unlink"),
    path("bukti/<uuid:evidence_id>/hapus/", evidence.remove_file, name="iku_evidence_remove"),
    path("bukti/<uuid:evidence_id>/unduh/", evidence.download_iku_evidence, name="iku_evidence_download"),
    path("bukti/<uuid:evidence_id>/tampil/", evidence.preview_iku_evidence, name="iku_evidence_preview"),
    path("cetakan/", papers.papers, name="iku_papers"),
    path("perjanjian.pdf", papers.agreement_pdf, name="iku_agreement_pdf"),
    path("perjanjian.xlsx", papers.agreement_xlsx, name="iku_agreement_xlsx"),
    path("rencana-aksi.pdf", papers.plan_pdf, name="iku_plan_pdf"),
    path("rencana-aksi.xlsx", papers.plan_xlsx, name="iku_plan_xlsx"),
    path("pengukuran.pdf", papers.measurement_pdf, name="iku_measurement_pdf"),
    path("pengukuran.xlsx", papers.measurement_xlsx, name="iku_measurement_xlsx"),
    path("program/", plans.plans, name="iku_plans"),
    path("program/<str:objective>/", plans.programs_save, name="iku_programs_save"),
    path("rencana-aksi/<str:code>/", plans.plan_save, name="iku_plan_save"),
    path("perjanjian/", plans.agreement, name="iku_agree"),
]

urlpatterns = [
    path("", districts.iku_home, name="iku"),
    path("kecamatan/<uuid:district_id>/", districts.district, name="iku_district"),
    path("kecamatan/<uuid:district_id>/rancangan/", districts.draft_begin, name="iku_draft_begin"),
    path("kecamatan/<uuid:district_id>/tahun/", districts.year_open, name="iku_year_open"),
    path("kecamatan/<uuid:district_id>/riwayat/", districts.iku_history, name="iku_history"),
    path("dokumen/<uuid:document_id>/", include(document_patterns)),
    path("tahun/<uuid:year_id>/", include(year_patterns)),
    path("kertas-kerja/<uuid:worksheet_id>/<str:code>/", bridge.offer_trace, name="iku_trace"),
    path("kertas-kerja/<uuid:worksheet_id>/<str:code>/pakai/", bridge.take_offer, name="iku_take"),
]
