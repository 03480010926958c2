"""The workbook of each paper of IKU."""

from collections.abc import Iterator
from fractions import Fraction

from indicators.iku.achievement import Polarity
from indicators.iku.budget import Use
from indicators.iku.figures import EMPTY, Figure
from indicators.iku.report import IndicatorResult

from .agreement import AgreementPaper
from .book import FIRST, NOTHING, Cell, Maker, Page, book_of, cell_reference
from .document import DocumentPaper
from .words import ROMAN
from .year import NO_PLAN, YearPaper

DIRECTIONS = {Polarity.MORE: "Makin banyak makin baik", Polarity.FEWER: "Makin sedikit makin baik"}
DOCUMENT = (
    *(("No", 6), ("Sasaran Strategis", 36), ("Indikator Kinerja Utama", 36), ("Rumus/Formula", 60)),
    *(("Penjelasan", 60), ("Sumber Data", 24), ("Penanggung Jawab", 20), ("Satuan", 10)),
    *(("Alasan Pemilihan", 36), ("Kondisi Awal", 12)),
)
AGREEMENT = (
    ("No", 6),
    ("Sasaran Strategis", 40),
    ("Indikator Kinerja Utama", 40),
    ("Satuan", 10),
    ("Target", 14),
)
PROGRAMS = (("No", 6), ("Program", 44), ("Kegiatan", 44), ("Anggaran (Rp)", 20))
PLAN = (
    *(("No", 6), ("Sasaran Strategis", 36), ("Indikator Kinerja Utama", 36), ("Satuan", 10)),
    *(("Target Setahun", 14), ("Triwulan", 10), ("Target Triwulan", 14), ("Rencana Aksi", 50)),
    ("Penanggung Jawab", 20),
)
MEASURED = (
    *(("No", 6), ("Sasaran Strategis", 36), ("Indikator Kinerja Utama", 36), ("Satuan", 10)),
    *(("Arah", 24), ("Batas Capaian", 12), ("Target", 12), ("Realisasi", 12), ("Capaian", 12)),
    *(("Capaian tersimpan", 12), ("Predikat", 16), ("Realisasi Tahun Lalu", 12), ("Target Akhir", 12)),
)
MONEY = (
    *(("No", 6), ("Sasaran Strategis", 40), ("Capaian", 14), ("Anggaran (Rp)", 20)),
    *(("Realisasi Anggaran (Rp)", 20), ("Penyerapan", 14), ("Efisiensi", 14), ("Keterangan", 14)),
    *(("Capaian tersimpan", 14), ("Penyerapan tersimpan", 14), ("Efisiensi tersimpan", 14)),
)
RESULTS = "Pengukuran"


def document_xlsx(paper: DocumentPaper) -> bytes:
    """The document's table, its head on a page of its own, and the yearly targets as columns."""

    def write(maker: Maker) -> None:
        definition = paper.definition
        targets = tuple((f"Target {year}", 12) for year in paper.years)
        page = maker.page("IKU", (*DOCUMENT, *targets))
        page.head("Indikator Kinerja Utama", definition.agency, paper.standing)
        row = FIRST
        for objective in definition.objectives:
            for indicator in objective.indicators:
                baseline: Figure = EMPTY if indicator.baseline is None else indicator.baseline
                indicator_texts = (
                    objective.text,
                    indicator.name,
                    indicator.formula_text,
                    indicator.explanation,
                    indicator.source,
                    indicator.owner,
                )
                year_targets = [indicator.targets.get(year, EMPTY) for year in paper.years]
                page.row(
                    row,
                    [
                        indicator.no,
                        *indicator_texts,
                        indicator.unit,
                        indicator.reason,
                        baseline,
                        *year_targets,
                    ],
                )
                row += 1
        agency_page = maker.page("Instansi", (("Keterangan", 24), ("Isi", 100)))
        agency_page.head("Indikator Kinerja Utama", definition.agency, paper.standing)
        for row, line in enumerate(document_head(paper), start=FIRST):
            agency_page.row(row, line)

    return book_of(write)


def document_head(paper: DocumentPaper) -> Iterator[tuple[str, str]]:
    definition = paper.definition
    yield from (("Instansi", definition.agency), ("Tugas Pokok", definition.duty))
    yield from (("Fungsi", f"{no}. {text}") for no, text in enumerate(definition.functions, start=1))
    yield from (("Tujuan", definition.goal), ("Indikator Tujuan", definition.goal_indicator))
    yield from (("Dasar Hukum", text) for text in paper.legal_basis)
    yield "Masa Berlaku", paper.validity
    signed = definition.signature
    yield from (
        ("Jabatan", signed.position),
        ("Nama", signed.name),
        ("Pangkat", signed.rank),
        ("NIP", paper.nip),
    )


def agreement_xlsx(paper: AgreementPaper) -> bytes:
    """Targets, and programs with their sum."""

    def write(maker: Maker) -> None:
        page = maker.page("Perjanjian", AGREEMENT)
        page.head(paper.title, paper.says["agency"], paper.standing)
        row = FIRST
        for objective in paper.says["objectives"]:
            for indicator in objective["indicators"]:
                target: Cell = Fraction(indicator["target"]) if indicator["target"] else EMPTY
                page.row(
                    row, [row - FIRST + 1, objective["text"], indicator["name"], indicator["unit"], target]
                )
                row += 1
        write_programs(maker.page("Program dan anggaran", PROGRAMS), paper)

    return book_of(write)


def write_programs(page: Page, paper: AgreementPaper) -> None:
    page.head(paper.title, paper.says["agency"], paper.standing)
    program_lines = [line for objective in paper.says["objectives"] for line in objective["programs"]]
    budgets = [Fraction(line["budget"]) for line in program_lines]
    for row, (line, budget) in enumerate(zip(program_lines, budgets, strict=True), start=FIRST):
        page.row(row, [row - FIRST + 1, line["program"], line["activity"], budget])
    sum_row = FIRST + len(program_lines)
    if program_lines:
        page.write(sum_row, 2, "Jumlah")
        page.compute(
            sum_row,
            3,
            f"SUM({cell_reference(FIRST, 3)}:{cell_reference(sum_row - 1, 3)})",
            sum(budgets, Fraction(0)),
        )


def plan_xlsx(paper: YearPaper) -> bytes:
    """A line for each IKU and quarter."""

    def write(maker: Maker) -> None:
        page = maker.page("Rencana aksi", PLAN)
        page.head(f"Rencana aksi tahun {paper.year.year}", paper.definition.agency, paper.printed)
        row = FIRST
        for objective, result, _ in paper.rows:
            indicator = result.indicator
            plan_texts = paper.plans.get(indicator.code, NO_PLAN)
            for roman, target, text in zip(ROMAN, result.targets.quarters, plan_texts, strict=True):
                indicator_cells: list[Cell] = [
                    indicator.no,
                    objective.text,
                    indicator.name,
                    indicator.unit,
                    result.targets.annual,
                ]
                page.row(row, [*indicator_cells, roman, target, text, indicator.owner])
                row += 1

    return book_of(write)


def measurement_xlsx(paper: YearPaper) -> bytes:
    """Capaian, penyerapan and efficiency as live formulas, beside what the system stored."""

    def write(maker: Maker) -> None:
        title = f"Pengukuran kinerja tahun {paper.year.year}"
        page = maker.page(RESULTS, MEASURED)
        page.head(title, paper.definition.agency, paper.printed)
        rows_by_objective: dict[str, list[int]] = {}
        for row, (objective, result, _) in enumerate(paper.rows, start=FIRST):
            write_result(page, row, objective.text, result)
            rows_by_objective.setdefault(objective.code, []).append(row)
        budget_page = maker.page("Anggaran", MONEY)
        budget_page.head(title, paper.definition.agency, paper.printed)
        for row, objective in enumerate(paper.definition.objectives, start=FIRST):
            write_use(
                budget_page,
                row,
                objective.text,
                paper.uses[objective.code],
                rows_by_objective.get(objective.code, []),
            )

    return book_of(write)


def write_result(page: Page, row: int, objective: str, result: IndicatorResult) -> None:
    indicator = result.indicator
    cap: Cell = "tanpa batas" if indicator.cap is None else indicator.cap
    head: list[Cell] = [
        indicator.no,
        objective,
        indicator.name,
        indicator.unit,
        DIRECTIONS[indicator.polarity],
        cap,
    ]
    figures: list[Cell] = [result.targets.annual, result.realisation.figure, None, result.achievement]
    page.row(row, [*head, *figures, result.predicate or NOTHING, result.last_year, result.end_target])
    target, realised, cap_cell = cell_reference(row, 6), cell_reference(row, 7), cell_reference(row, 5)
    formula_top = realised if indicator.polarity is Polarity.MORE else f"(2*{target}-{realised})"
    percent_formula = f"{formula_top}/{target}*100"
    if indicator.cap is not None:
        percent_formula = f"MIN({percent_formula},{cap_cell})"
    measurable = f"AND(ISNUMBER({target}),ISNUMBER({realised}))"
    formula = f'IF({measurable},IF({target}=0,"{NOTHING}",{percent_formula}),"{NOTHING}")'
    page.compute(row, 8, formula, result.achievement)


def write_use(page: Page, row: int, objective: str, use: Use, places: list[int]) -> None:
    use_figures = [None, use.budget, use.spent, None, None, None]
    page.row(row, [row - FIRST + 1, objective, *use_figures, use.achievement, use.absorption, use.efficiency])
    reached, budget, spent = cell_reference(row, 2), cell_reference(row, 3), cell_reference(row, 4)
    absorbed, gain_cell = cell_reference(row, 5), cell_reference(row, 6)
    achievement_cells = f"{RESULTS}!{cell_reference(places[0], 8)}:{cell_reference(places[-1], 8)}"
    mean_formula = f'IF(COUNT({achievement_cells})={len(places)},AVERAGE({achievement_cells}),"{NOTHING}")'
    page.compute(row, 2, mean_formula, use.achievement)
    computable = f"AND(ISNUMBER({budget}),ISNUMBER({spent}))"
    share_formula = f'IF({computable},IF({budget}=0,"{NOTHING}",{spent}/{budget}*100),"{NOTHING}")'
    page.compute(row, 5, share_formula, use.absorption)
    comparable = f"AND(ISNUMBER({reached}),ISNUMBER({absorbed}))"
    page.compute(row, 6, f'IF({comparable},{reached}-{absorbed},"{NOTHING}")', use.efficiency)
    verdict = "Hemat" if use.thrifty else NOTHING
    thrifty_formula = (
        f'IF(ISNUMBER({gain_cell}),IF(AND({reached}>=100,{absorbed}<100),"Hemat","{NOTHING}"),"{NOTHING}")'
    )
    page.compute(row, 7, thrifty_formula, verdict)
