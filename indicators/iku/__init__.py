"""Indikator Kinerja Utama: a document that defines a kecamatan's key indicators, and what their figures mean.

Pure: the standard library, `kinerja.numbers` and `indicators.scoring` only.

    document -> Definition          what the document says (document.read)
    formula text -> Formula         parsed by the engine, shown as a fraction (formula, markup)
    quarters -> Figure -> capaian   realisation by tipe perhitungan, capaian, predikat (quarters, achievement)
    document -> findings            what its author may not have meant (lint)
"""
