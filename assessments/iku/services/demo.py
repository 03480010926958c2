"""Fill the demonstration with IKU: Jatiroto's document as a draft, Bendo's signed and measured."""

from datetime import date
from decimal import Decimal

from assessments.demo.filling import Account, head_of, operator_of, verifier_of
from assessments.iku.models import IkuDocument, IkuYear, RegencyTemplate
from indicators.iku.parts import Content
from indicators.iku.quarters import QUARTERS
from kinerja.accounts.models import Role, User
from kinerja.regions.models import District

from .documents import bring_in_document, sign_document
from .plans import Program, make_agreement, mark_of, programs_mark, save_plan, save_programs
from .years import EntryContent, TargetContent, close_year, open_year, save_entry, save_targets

BENDO = "35.20.10"
TARGETS = {
    "1": {"2019": "80", "2020": "82.5", "2021": "85", "2022": "87.5", "2023": "90"},
    "2": {"2019": "75", "2020": "80", "2021": "85", "2022": "90", "2023": "95"},
}
# By year, IKU and data item: the four quarters, "" where nothing is known yet.
DONE: dict[int, dict[str, dict[str, tuple[str, ...]]]] = {
    2020: {
        "1": {"ditindaklanjuti": ("9", "10", "11", "12"), "dilakukan": ("12", "13", "14", "14")},
        "2": {
            "lppdesa": ("12", "", "", ""),
            "rkpdesa": ("", "", "12", ""),
            "apbdesa": ("", "", "", "11"),
            "desa": ("15", "15", "15", "15"),
        },
    },
    2021: {
        "1": {"ditindaklanjuti": ("10", "12", "13", "13"), "dilakukan": ("12", "14", "15", "14")},
        "2": {
            "lppdesa": ("14", "", "", ""),
            "rkpdesa": ("", "", "12", ""),
            "apbdesa": ("", "", "", "12"),
            "desa": ("15", "15", "15", "15"),
        },
    },
}
PROGRAMS = {
    "1": [
        ("Program Penyelenggaraan Pelayanan Publik", "Koordinasi pelayanan", "185000000", "171500000"),
        ("Program Penyelenggaraan Urusan Pemerintahan Umum", "", "42500000", "40250000"),
    ],
    "2": [("Program Pembinaan Pemerintahan Desa", "Fasilitasi administrasi desa", "96000000", "95100000")],
}
PLANS = {
    "1": ("Rapat koordinasi", "Fasilitasi usulan desa", "Tinjauan tindak lanjut", "Evaluasi akhir tahun"),
    "2": ("Pendampingan LPPDesa", "", "Klinik RKPDesa di kecamatan", "Evaluasi rancangan APBDesa"),
}
WHY = "Tiga desa menetapkan APBDesa sesudah 31 Desember karena pergantian perangkat."
THEN = "Pendampingan penyusunan APBDesa dimulai bulan Oktober."


def make_accounts(fixture: Content) -> list[Account]:
    """Who writes, signs and oversees the fixture's document; those that are there stay as they are."""
    district = District.objects.select_related("regency__province").get(code=fixture["district"])
    return [operator_of(district), head_of(district), verifier_of(district.regency)]


def seed_iku(fixture: Content) -> list[IkuDocument]:
    """Make what is not there yet of the two documents, from Jatiroto's fixture; the second is Bendo's."""
    first_content = first_document(fixture)
    bendo = District.objects.select_related("regency").get(code=BENDO)
    RegencyTemplate.objects.get_or_create(
        regency=bendo.regency,
        defaults={
            "duty": fixture["duty"],
            "functions": "\n".join(fixture["functions"]),
            "head_position": "Bupati Magetan",
        },
    )
    signed_document = bendo.iku_documents.exclude(state=IkuDocument.State.DRAFT).first()
    return [first_content, signed_document or measured_document(bendo, fixture)]


def first_document(data: Content) -> IkuDocument:
    newest = IkuDocument.objects.filter(district__code=data["district"]).order_by("-no").first()
    return newest or bring_in_document(data=data, by=None).document


def measured_document(bendo: District, fixture: Content) -> IkuDocument:
    """Bendo's document, signed by its camat, with a closed year and the year of the worksheet's data."""
    operator, head = holder_of(bendo, Role.OPERATOR), holder_of(bendo, Role.HEAD)
    draft = bring_in_document(data=demo_document(bendo, fixture, head), by=operator).document
    document = sign_document(document=draft, by=head)
    for year in DONE:
        opened = open_year(district=bendo, year=year, by=operator)
        fill_year(opened, operator)
        plan_year(opened, operator, head)
    close_year(year=IkuYear.objects.get(district=bendo, year=min(DONE)), by=head)
    return document


def holder_of(district: District, role: Role) -> User:
    return User.objects.filter(memberships__district=district, memberships__role=role).earliest("username")


def demo_document(district: District, fixture: Content, head: User) -> Content:
    reason = "Menunjukkan hasil tugas pokok kecamatan"
    planned = {"baseline": "70", "reason": reason}
    basis = {"number": "Peraturan Bupati Nomor 12 Tahun 2019", "date": "2019-02-04", "about": "IKU"}
    position = f"Camat {district.name}"
    return {
        **fixture,
        "district": district.code,
        "agency": str(district),
        "legal_basis": [basis],
        "signature": {"position": position, "name": head.name, "rank": "", "nip": head.nip},
        "indicators": [{**one, **planned, "targets": TARGETS[one["code"]]} for one in fixture["indicators"]],
    }


def fill_year(year: IkuYear, by: User) -> None:
    """Targets of the quarters as high as the year's, and what was done."""
    for target in list(year.targets.all()):
        content = TargetContent(target.annual, [target.annual] * len(QUARTERS))
        save_targets(year=year, code=target.code, content=content, version=target.version, by=by)
    for code, items in DONE[year.year].items():
        for no in QUARTERS:
            values = {item: texts[no - 1] for item, texts in items.items() if texts[no - 1]}
            analysis = (WHY, THEN) if (code, no) == ("2", 4) else ()
            save_entry(
                year=year, code=code, quarter=no, content=EntryContent(values, *analysis), version=0, by=by
            )


def plan_year(year: IkuYear, by: User, head: User) -> None:
    """Programs with their money, what is planned each quarter, and the agreement of January."""
    for objective, lines in PROGRAMS.items():
        programs = [Program(name, part, Decimal(money), Decimal(spent)) for name, part, money, spent in lines]
        save_programs(year=year, objective=objective, lines=programs, mark=programs_mark([]), by=by)
    for code, texts in PLANS.items():
        save_plan(year=year, code=code, texts=list(texts), mark=mark_of([""] * len(QUARTERS)), by=by)
    make_agreement(year=year, signed_on=date(year.year, 1, 15), reason="", by=head)
