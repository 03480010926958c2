"""Parts of addresses that are a row of the product's tables, by the name that people read there."""

from django.urls import register_converter

from assessments.models import SignedScan
from assessments.workflow import PAGE_LAYERS, Layer


class LayerConverter:
    """A layer of judging."""

    slugs = {layer.row.slug: layer for layer in PAGE_LAYERS}
    regex = "|".join(slugs)

    def to_python(self, value: str) -> Layer:
        return self.slugs[value]

    def to_url(self, value: str) -> str:
        return Layer(value).row.slug


class SignedPaperConverter:
    """A paper of which signed scans are kept."""

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


def register() -> None:
    """Before the addresses of any district are read."""
    register_converter(LayerConverter, "layer")
    register_converter(SignedPaperConverter, "signed_paper")
