"""Data for bench/crawl.py: a round under way, its provisional result, the same round published, and corners.

    python bench/crawl_seed.py DIR

Made with the services of the tree in the working directory, so this is run once, before modules move.
Each folder in DIR holds a database with its files, the moment at which the crawl's clock stands, and the
actors: one for each role and place, and an operator for each state of a worksheet.
"""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from assessments.models import Period, Stage, Worksheet
    from kinerja.accounts.models import Role, User

PASSWORD = "crawl-tanpa-sandi-asli"  # noqa: S105 of nobody; the crawl needs none
ABOUT = "crawl.json"
STEPS = (
    ("base", ""),
    ("mid", "base"),
    ("provisional", "base"),
    ("published", "provisional"),
    ("corners", "provisional"),
)
ABOVE = ["verifikator.magetan", "penilai.jatim", "penilai2.jatim", "juri.jatim", "pimpinan.magetan"]
ABOVE += ["pimpinan.jatim"]
ABOVE_RESULTS = ["verifikator.magetan", "penilai.jatim", "juri.jatim", "pimpinan.jatim"]
HEADS_DIFFER = ("awaiting_head", "repair", "verified", "provisional", "final")
LATER = timedelta(days=12)  # when the time for objections is over
sys.path[0] = str(Path.cwd())


def main(folder: Path) -> None:
    """Each step in a process of its own, on a copy of what it follows."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for step, before in STEPS:
        if before:
            shutil.copytree(folder / before, folder / step)
        environment = {**os.environ, "KINERJA_MODE": "demo", "KINERJA_DATA_DIR": str(folder / step)}
        subprocess.run([sys.executable, __file__, "--step", step], env=environment, check=True)  # noqa: S603
    shutil.rmtree(folder / "base")


def step(name: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinerja.settings")
    import django

    django.setup()
    steps: dict[str, Callable[[], None]] = {
        "base": base,
        "mid": under_way,
        "provisional": provisional,
        "published": published,
        "corners": corners,
    }
    steps[name]()


def base() -> None:
    """Regions, instruments, people and worksheets, as the demonstration has them, and some people more."""
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.core.management import call_command

    from kinerja.regions.logos import set_logo
    from kinerja.regions.models import Regency

    call_command("migrate", verbosity=0)
    call_command("seed_demo", kecamatan=16, stdout=io.StringIO())
    call_command("seed_iku", stdout=io.StringIO())
    add_people()
    set_logo(regency=Regency.objects.get(code="35.20"), upload=SimpleUploadedFile("logo.png", picture()))
    (settings.DATA_DIR / "static").mkdir(exist_ok=True)


def add_people() -> None:
    """The superuser, one whose first password waits, one whose time is over, a verifier of each kabupaten."""
    from assessments.models import Worksheet
    from kinerja.accounts.models import Membership, Role, User
    from kinerja.accounts.services import add_person
    from kinerja.regions.models import District

    User.objects.create_superuser(username="admin", name="Admin Sistem", password=PASSWORD)
    bendo = District.objects.get(code="35.20.10")
    over = {"starts": date(2021, 1, 4), "ends": date(2022, 1, 1)}
    people: tuple[tuple[str, dict[str, Any]], ...] = (("baru", {}), ("purna", over))
    for name, changes in people:
        membership = Membership(role=Role.OPERATOR, district=bendo, **changes)
        add_person(person=User(username=name, name=name.title()), membership=membership)
    User.objects.filter(username="baru").update(must_change_password=True)
    for worksheet in Worksheet.objects.exclude(district__regency__code="35.20").order_by("district__code"):
        regency = worksheet.district.regency
        username = f"verifikator.{regency.code}"
        if not User.objects.filter(username=username).exists():
            person = User(username=username, name=f"Verifikator {regency}")
            add_person(person=person, membership=Membership(role=Role.REGENCY_VERIFIER, regency=regency))


def under_way() -> None:
    """A worksheet in every state that comes before a result, with files, ballots and papers around."""
    from assessments.models import Worksheet

    decline(sheets("draft").exclude(entries__isnull=False)[0])
    send_again(sheets("submitted").exclude(district__regency__code="35.20")[0])
    for state in ("draft", "regency_review", "under_review", "repair", "verified"):
        add_proofs(sheets(state).order_by("district__code")[0])
    add_proofs(Worksheet.objects.get(district__code="35.20.10"))
    file_papers()
    score_some()
    change_instruments()
    workbook = send_workbook()
    remind()
    others = ["operator.bendo", "camat.bendo", "pengelola.jatim", "baru", "purna", "admin"]
    note(
        now(), ["anonymous", *others, *ABOVE, *people_by_state(), *verifiers("not_participating")], [workbook]
    )


def sheets(state: str) -> "QuerySet[Worksheet]":
    from assessments.models import Worksheet

    related = ("district__regency__province", "profile", "stage__period__owner", "revision__instrument")
    return Worksheet.objects.filter(state=state).select_related(*related).order_by("district__code")


def now() -> datetime:
    from django.utils import timezone

    return timezone.now().replace(microsecond=0) + timedelta(minutes=5)


def note(instant: datetime, actors: list[str], starts: list[str] | None = None) -> None:
    """Where the crawl's clock stands, who walks, and where from beside the pages that all know."""
    from django.conf import settings

    description = {"now": instant.isoformat(), "actors": list(dict.fromkeys(actors)), "starts": starts or []}
    (settings.DATA_DIR / ABOUT).write_text(json.dumps(description, indent=1), encoding="utf-8")


def verifiers(state: str) -> list[str]:
    return [f"verifikator.{sheets(state)[0].district.regency.code}"]


def people_by_state() -> list[str]:
    """The operator of one kecamatan for each state, and the camat where they act; Bendo's are others."""
    from assessments.workflow import State
    from kinerja.accounts.models import Role

    usernames = []
    for state in State:
        worksheet = sheets(state).exclude(district__code="35.20.10").first()
        if worksheet:
            roles = [Role.OPERATOR, Role.HEAD] if state in HEADS_DIFFER else [Role.OPERATOR]
            usernames += [person_in(role, district=worksheet.district).username for role in roles]
    return usernames


def person_in(role: "Role", **place: object) -> "User":
    from assessments.services.demo_judging import someone

    person: User = someone(role, **place)
    return person


def named(username: str) -> "User":
    from kinerja.accounts.models import User

    return User.objects.get(username=username)


def decline(worksheet: "Worksheet") -> None:
    from assessments.services.review import transition
    from assessments.workflow import Action
    from kinerja.accounts.models import Role

    verifier = person_in(Role.REGENCY_VERIFIER, regency=worksheet.district.regency)
    transition(worksheet=worksheet, action=Action.DECLINE, by=verifier, note="Kecamatan sedang dimekarkan.")


def send_again(worksheet: "Worksheet") -> None:
    """Asked back, mended and sent again."""
    from dataclasses import replace

    from assessments.models import Entry
    from assessments.services.demo_judging import send_back
    from assessments.services.entry import Content, save
    from assessments.services.review import transition
    from assessments.workflow import Action
    from kinerja.accounts.models import Role

    verifier = person_in(Role.REGENCY_VERIFIER, regency=worksheet.district.regency)
    transition(worksheet=worksheet, action=Action.BEGIN_REGENCY, by=verifier)
    send_back(worksheet, verifier)
    operator, head = (person_in(role, district=worksheet.district) for role in (Role.OPERATOR, Role.HEAD))
    for repair in worksheet.repairs.all():
        entry = Entry.objects.get(worksheet=worksheet, code=repair.code)
        values = {code: bump(value) for code, value in entry.values.items()}
        content = Content(status=entry.status, values=values, reason=entry.reason)
        content = replace(content, note="Angka diperbaiki menurut dokumen.")
        save(worksheet=worksheet, code=repair.code, content=content, version=entry.version, by=operator)
    transition(worksheet=worksheet, action=Action.RESUBMIT, by=head)


def bump(value: object) -> object:
    """One less of a number; what is no number stays."""
    return str(int(value) - 1) if isinstance(value, str) and value.isdigit() and int(value) else value


def add_proofs(worksheet: "Worksheet") -> None:
    """A PDF and a photograph, each proving a row; written as they stand after their upload."""
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from assessments.models import Evidence
    from assessments.services.totals import refresh
    from kinerja.accounts.models import Role

    by = person_in(Role.OPERATOR, district=worksheet.district)
    for kind, body, codes in (("pdf", paper(), ("i01", "i05")), ("jpg", picture("JPEG"), ("i05", "i08"))):
        evidence = Evidence.objects.create(
            worksheet=worksheet,
            name=f"bukti {worksheet.district.name}.{kind}",
            kind=kind,
            size=len(body),
            sha256=f"{worksheet.pk.hex}{kind}",
            pages=2 if kind == "pdf" else 1,
            file=ContentFile(body, f"{worksheet.pk}.{kind}"),
            uploaded_at=timezone.now(),
            uploaded_by=by,
        )
        for code in codes:
            evidence.links.create(code=code, pages="1-2" if kind == "pdf" else "")
    refresh(worksheet, at=timezone.now())


def paper() -> bytes:
    from pypdf import PdfWriter

    writer, target = PdfWriter(), io.BytesIO()
    for _ in range(2):
        writer.add_blank_page(595, 842)
    writer.write(target)
    return target.getvalue()


def opened(body: bytes) -> IO[bytes]:
    """What was uploaded, as a file that another process can read."""
    file = TemporaryFile()  # noqa: SIM115 it is closed with its last reader
    file.write(body)
    file.seek(0)
    return file


def picture(kind: str = "PNG") -> bytes:
    from PIL import Image

    target = io.BytesIO()
    Image.linear_gradient("L").resize((320, 240)).convert("RGB").save(target, kind)
    return target.getvalue()


def file_papers() -> None:
    """A signed berita acara, a proof in a year of IKU, and a conflict of interest."""
    from assessments.iku.models import IkuYear
    from assessments.iku.services import evidence as iku_evidence
    from assessments.models import Period, SignedScan
    from assessments.services.evidence_files import Upload
    from assessments.services.scans import PaperOf, file_scan
    from assessments.services.team import declare
    from kinerja.regions.models import Regency

    magetan = Regency.objects.get(code="35.20")
    kind = SignedScan.Paper.MINUTES  # type: ignore[attr-defined]  # of the preview
    minutes = PaperOf(kind, Period.objects.get(), regency=magetan)
    verifier = named("verifikator.magetan")
    upload = Upload("berita acara.pdf", opened(paper()))
    file_scan(paper=minutes, upload=upload, note="Lengkap", by=verifier)
    year = IkuYear.objects.order_by("-year")[0]
    target = iku_evidence.Target("1", 1, pages="1")  # type: ignore[attr-defined]  # of the preview
    upload = Upload("tindak lanjut.pdf", opened(paper()))
    operator = named("operator.bendo")
    iku_evidence.add(year=year, upload=upload, target=target, by=operator)  # type: ignore[attr-defined]  # of the preview
    other = Regency.objects.filter(province=magetan.province).exclude(pk=magetan.pk).order_by("code")[0]
    declare(
        judge=named("penilai2.jatim"),
        regency=other,
        reason="Keluarga bekerja di sana",
        by=named("penilai.jatim"),
    )


def score_some() -> None:
    """One juror hands over, the other has begun."""
    from assessments.models import Stage

    stage = Stage.objects.get(kind=Stage.Kind.JURY)
    finalists = participants_in(stage)
    ballot(stage, finalists[0], "juri.jatim", give=True)
    ballot(stage, finalists[0], "juri2.jatim", give=False)


def participants_in(stage: "Stage") -> "list[Worksheet]":
    from assessments.services.course import course_of
    from assessments.services.jury_seats import participants

    worksheets: list[Worksheet] = participants(stage, course_of(stage.period))
    return worksheets


def ballot(stage: "Stage", worksheet: "Worksheet", juror: str, *, give: bool) -> None:
    from assessments.services.jury import edition_of, save_ballot
    from indicators.services.sheets import sheet_of

    scores = {}
    for no, criterion in enumerate(sheet_of(edition_of(stage).pk).indicators):
        options = [level.code for level in criterion.levels]
        scores[criterion.code] = options[-1] if options else str(70 + 3 * no + len(juror) % 4)
    first = next(iter(scores))
    notes = {first: "Menarik"}
    given = scores if give else {first: "81.5"}
    save_ballot(
        stage=stage, worksheet=worksheet, values=given, notes=notes, version=0, by=named(juror), give=give
    )


def change_instruments() -> None:
    """A copy for next year that is a draft, and weights moved in the one in force, to be revised."""
    from decimal import Decimal

    from indicators.models import Indicator, Instrument
    from indicators.services.clone import clone

    instrument = Instrument.objects.get(code="jatim-2022")
    clone(instrument=instrument, code="jatim-2023", year=2023, data_year=2022, by=named("pengelola.jatim"))
    for code, change in (("i01", Decimal("0.5")), ("i05", Decimal("-0.5"))):
        indicator = Indicator.objects.get(instrument=instrument, code=code)
        indicator.weight += change
        indicator.save()


def send_workbook() -> str:
    """Bendo's workbook as it was downloaded comes back, and waits for its confirmation."""
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    worksheet = sheets("draft").get(district__code="35.20.10")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    client = Client()
    client.force_login(named("operator.bendo"), backend=settings.AUTHENTICATION_BACKENDS[-1])
    book = client.get(f"/kertas-kerja/{worksheet.pk}/kertas-kerja.xlsx").content
    file = SimpleUploadedFile("kertas kerja.xlsx", book)
    answer = client.post(f"/kertas-kerja/{worksheet.pk}/buku-kerja/", {"file": file})
    return str(answer.headers["Location"])


def remind() -> None:
    from django.core.management import call_command

    call_command("send_reminders", stdout=io.StringIO())


def provisional() -> None:
    """All of Magetan that is sent is judged, two are scored by the jury; one objects."""
    from django.utils import timezone

    from assessments.models import Period, Stage
    from assessments.services.decision import announce
    from assessments.services.objections import file_objection
    from kinerja.accounts.models import Role

    judge_all()
    stage = Stage.objects.select_related("period__owner").get(kind=Stage.Kind.JURY)
    for finalist in participants_in(stage):
        for juror in ("juri.jatim", "juri2.jatim"):
            ballot(stage, finalist, juror, give=True)
    announce(period=Period.objects.get(), by=named("penilai.jatim"))
    for worksheet in sheets("provisional")[:2]:
        head = person_in(Role.HEAD, district=worksheet.district)
        for code in ("i01", "i05"):
            file_objection(worksheet=worksheet, code=code, text="Dokumen sudah dilampirkan.", by=head)
    answer_some(timezone.now())
    note(now(), [*ABOVE_RESULTS, *people_by_state()[-2:]])


def judge_all() -> None:
    """Finish what the demonstration has begun in Magetan."""
    from assessments.models import Layer
    from assessments.services.demo_judging import judge_rows
    from assessments.services.review import transition
    from assessments.workflow import Action
    from kinerja.accounts.models import Role

    assessor = named("penilai.jatim")
    for worksheet in sheets("regency_review"):
        verifier = person_in(Role.REGENCY_VERIFIER, regency=worksheet.district.regency)
        judge_rows(worksheet, Layer.REGENCY, verifier, None)
        transition(worksheet=worksheet, action=Action.FINISH_REGENCY, by=verifier)
    for worksheet in sheets("regency_verified"):
        transition(worksheet=worksheet, action=Action.BEGIN_DESK, by=assessor)
    for worksheet in sheets("under_review"):
        judge_rows(worksheet, Layer.DESK, assessor, None)
        transition(worksheet=worksheet, action=Action.VERIFY, by=assessor)


def answer_some(at: datetime, *, every: bool = False) -> None:
    """One objection is accepted, one rejected; the others wait, or are rejected too."""
    from assessments.models import Objection
    from assessments.services.judging import Opinion
    from assessments.services.objections import answer_objection

    waiting = Objection.objects.filter(outcome=Objection.Outcome.OPEN).order_by("worksheet__district", "code")
    for place, objection in enumerate(list(waiting)[: None if every else 2]):
        opinion = Opinion("agrees") if place == 0 and not every else None
        answer = "Dokumen sudah diperiksa kembali."
        answer_objection(
            objection=objection, opinion=opinion, answer=answer, by=named("penilai.jatim"), at=at
        )


def published() -> None:
    """When objections are over and answered, the chair proposes and the leadership decides."""
    from assessments.models import Decision, Period, SignedScan
    from assessments.services.decision import approve, propose
    from assessments.services.evidence_files import Upload
    from assessments.services.scans import PaperOf, file_scan

    at, period = now() + LATER, Period.objects.get()
    Period.objects.update(visibility=Period.Visibility.ASPECTS)
    answer_some(at, every=True)
    chair, leader = named("penilai.jatim"), named("pimpinan.jatim")
    propose(period=period, embargo_until=None, mentor="35.20", by=chair, at=at)
    decision = propose(period=period, embargo_until=None, mentor="35.20", by=chair, at=at)
    approve(decision=decision, by=leader, at=at)
    kind = SignedScan.Paper.DECISION  # type: ignore[attr-defined]  # of the preview
    scan = PaperOf(kind, period, decision=Decision.objects.get(pk=decision.pk))
    file_scan(paper=scan, upload=Upload("penetapan.pdf", opened(paper())), note="", by=chair)
    note(at + timedelta(hours=1), ["anonymous", *ABOVE_RESULTS, *people_by_state()[-2:]])


def corners() -> None:
    """What the other parts have no place for: a proposal that waits, visits, nominations, a draft of IKU."""
    from assessments.models import Period, PrintedCopy
    from assessments.services.decision import propose
    from assessments.services.profile import confirm_profile
    from kinerja.accounts.services import password_link, set_active

    period, chair = Period.objects.get(), named("penilai.jatim")
    propose(period=period, embargo_until=None, mentor="", by=chair)
    plan_visits(period, chair)
    nominate_in_regency(period)
    workbook = send_workbook()
    sheet = sheets("draft").get(district__code="35.20.10")
    confirm_profile(worksheet=sheet, version=sheet.profile.version, by=named("operator.bendo"))
    add_iku_people()
    set_active(people=[named("operator2.bendo")], active=False)
    printed = print_one(sheet)
    codes = PrintedCopy.objects.order_by("code").values_list("code", flat=True)
    starts = [
        workbook,
        printed,
        *(f"/keaslian/{code}/" for code in codes),
        password_link(user=named("baru")).path,
    ]
    people = ["anonymous", "operator.bendo", "operator.jatiroto", "camat.jatiroto", "verifikator.magetan"]
    note(now(), [*people, "penilai.jatim", "pimpinan.jatim"], starts)


def plan_visits(period: "Period", chair: "User") -> None:
    from assessments.models import Assignment, Stage
    from assessments.services.team import assign
    from kinerja.regions.models import Regency

    entry = Stage.objects.get(period=period, kind=Stage.Kind.DESK)
    visit = Stage.objects.create(
        period=period, kind=Stage.Kind.FIELD, no=9, name="Tinjau lapang", instrument=entry.instrument
    )
    for judge in ("penilai.jatim", "penilai2.jatim"):
        assignment = Assignment(stage=visit, judge=named(judge), regency=Regency.objects.get(code="35.20"))
        assign(assignment=assignment, by=chair)


def nominate_in_regency(period: "Period") -> None:
    """The kabupaten has named its best for the desk's stage; written as it stands afterwards."""
    from django.utils import timezone

    from assessments.models import Nomination, Stage

    desk = Stage.objects.get(period=period, kind=Stage.Kind.DESK)
    Stage.objects.filter(pk=desk.pk).update(quota=1, quota_scope=Stage.Scope.REGENCY)
    Nomination.objects.create(
        stage=desk,
        worksheet=sheets("provisional")[0],
        rank=1,
        total=5,
        nominated_at=timezone.now(),
        nominated_by=named("verifikator.magetan"),
    )


def add_iku_people() -> None:
    """The operator and the camat of the kecamatan whose document is a draft."""
    from assessments.iku.models import IkuDocument
    from kinerja.accounts.models import Membership, Role, User
    from kinerja.accounts.services import add_person

    district = IkuDocument.objects.get(state=IkuDocument.State.DRAFT).district
    for username, role in (("operator.jatiroto", Role.OPERATOR), ("camat.jatiroto", Role.HEAD)):
        person = User(username=username, name=username.title())
        add_person(person=person, membership=Membership(role=role, district=district))


def print_one(worksheet: "Worksheet") -> str:
    """Print a paper, so that a copy is known, and give its address."""
    from django.conf import settings
    from django.test import Client

    client, address = Client(), f"/kertas-kerja/{worksheet.pk}/kertas-kerja.pdf"
    client.force_login(named("operator.bendo"), backend=settings.AUTHENTICATION_BACKENDS[-1])
    client.get(address)
    return address


if __name__ == "__main__":
    if sys.argv[1] == "--step":
        step(sys.argv[2])
    else:
        main(Path(sys.argv[1]).resolve())
