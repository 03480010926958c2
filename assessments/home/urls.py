"""Addresses: the list of worksheets, and one worksheet with its history and papers."""

from django.urls import path

from .views import papers, participation, person_history, worksheet, worksheets

# Below kertas-kerja/<uuid:worksheet_id>/.
worksheet_patterns = [
    path("", worksheet.task_list, name="worksheet"),
    path("riwayat/", worksheet.history, name="history"),
    path("ikut-serta/", participation.participation, name="participation"),
    path("kertas-kerja.pdf", papers.worksheet_pdf, name="worksheet_pdf"),
    path("kertas-kerja.xlsx", papers.worksheet_xlsx, name="worksheet_xlsx"),
    path("formulir-kosong.pdf", papers.empty_form_pdf, name="empty_form_pdf"),
    path("formulir-kosong.xlsx", papers.empty_form_xlsx, name="empty_form_xlsx"),
]
# Below p/<slug:period_code>/.
period_patterns = [path("", worksheets.worksheets, name="worksheets")]
urlpatterns = [
    path("", worksheets.home, name="home"),
    path("riwayat-orang/<uuid:person_id>/", person_history.person_history, name="person_history"),
]
