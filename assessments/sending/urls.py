"""Addresses: checking, approval, sending and the receipt."""

from django.urls import path

from . import views

# Below kertas-kerja/<uuid:worksheet_id>/.
worksheet_patterns = [
    path("periksa/", views.check_before_sending, name="check"),
    path("langkah/", views.sending_step, name="step"),
    path("persetujuan/", views.approval, name="approval"),
    path("tanda-terima/", views.receipt, name="receipt"),
    path("tanda-terima.pdf", views.receipt_pdf, name="receipt_pdf"),
]
