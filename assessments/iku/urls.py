"""Addresses of Indikator Kinerja Utama, below iku/."""

from django.urls import include, path

from assessments.iku.views import bridge, papers, plans

document_patterns = [
    path("dokumen.pdf", papers.document_pdf, name="iku_document_pdf"),
    path("dokumen.xlsx", papers.document_xlsx, name="iku_document_xlsx"),
]

year_patterns = [
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
    path("dokumen/<uuid:document_id>/", include(document_patterns)),
    path("tahun/<uuid:year_id>/", include(year_patterns)),
    path("kertas-kerja/<uuid:worksheet_id>/<str:code>/", bridge.trace, name="iku_trace"),
    path("kertas-kerja/<uuid:worksheet_id>/<str:code>/pakai/", bridge.take, name="iku_take"),
]
