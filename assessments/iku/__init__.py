"""Indikator Kinerja Utama of a kecamatan: documents, years, realisations. A room beside worksheets.

What the documents and figures mean is said in `indicators.iku`; here they are kept, signed and measured.
"""
