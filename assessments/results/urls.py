"""Addresses: objections, decision and published results."""

from django.urls import path

from .views import certificates, decision, feedback, published, result

# Below kertas-kerja/<uuid:worksheet_id>/.
worksheet_patterns = [
    path("hasil/", result.result, name="result"),
    path("umpan-balik/", feedback.feedback, name="feedback"),
    path("umpan-balik.pdf", feedback.feedback_pdf, name="feedback_pdf"),
    path("hasil/sanggahan/<str:code>/", result.object_to, name="objection"),
    path("hasil/jawaban/<uuid:objection_id>/", result.objection_answer, name="objection_answer"),
]
# Below p/<slug:period_code>/; without it they lead to the period that matters to the person now.
period_patterns = [
    path("penetapan/", decision.decision, name="decision"),
]
urlpatterns = [
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
    path("hasil/", published.results, name="results"),
    path("hasil/<str:code>/", published.published, name="published"),
    path("hasil/<str:code>/lampiran.pdf", published.published_pdf, name="published_pdf"),
    path("hasil/<str:code>/peringkat.xlsx", published.published_xlsx, name="published_xlsx"),
]
