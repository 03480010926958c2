"""The scoring engine: plain data in, exact results with their reasons out.

Pure: the standard library and `kinerja.numbers` only; no Django, no clock, no input or output.

    document -> Sheet        what the instrument says (document.parse)
    Sheet + facts + answers -> Items    what one kecamatan answered (items.build_items)
    Items -> Result          rows, aspects and total with reasons (engine.score)
"""
