"""Addresses: judging, row by row, and the minutes of a verification."""

from django.urls import path

from .views import indicator_review, minutes, tasks, worksheet

# Below kertas-kerja/<uuid:worksheet_id>/.
worksheet_patterns = [
    path("telaah/<layer:layer>/", worksheet.page, name="review"),
    path("telaah/<layer:layer>/baris/<str:code>/", worksheet.judge, name="review_row"),
    path("telaah/<layer:layer>/perbaikan/<str:code>/", worksheet.repair, name="review_repair"),
    path("telaah/<layer:layer>/langkah/", worksheet.step, name="review_step"),
]
# Below p/<slug:period_code>/; without it they lead to the period that matters to the person now.
period_patterns = [
    path("tugas/", tasks.tasks, name="tasks"),
    path("telaah-indikator/<layer:layer>/", indicator_review.indicators, name="across_list"),
    path("telaah-indikator/<layer:layer>/<str:code>/", indicator_review.indicator, name="across"),
    path("berita-acara/<uuid:regency_id>/verifikasi.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("berita-acara/<uuid:regency_id>/verifikasi.docx", minutes.minutes_docx, name="minutes_docx"),
]
urlpatterns = [
    path(
        "telaah-indikator/<layer:layer>/<str:code>/<uuid:worksheet_id>/",
        indicator_review.judge,
        name="across_row",
    ),
    path(
        "telaah-indikator/<layer:layer>/<str:code>/<uuid:worksheet_id>/perbaikan/",
        indicator_review.repair,
        name="across_repair",
    ),
]
