"""Parts of addresses that are a row of the product's tables, by the name that people read there."""

from django.urls import register_converter

from assessments.workflow import PAGE_LAYERS, SCANNED, Layer, Paper


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

    slugs = {scans.slug: paper for paper, scans in SCANNED.items()}
    regex = "|".join(slugs)

    def to_python(self, value: str) -> Paper:
        return self.slugs[value]

    def to_url(self, value: str) -> str:
        return SCANNED[Paper(value)].slug


def register_converters() -> None:
    """Before the addresses of any district are read."""
    register_converter(LayerConverter, "layer")
    register_converter(SignedPaperConverter, "signed_paper")
