"""The five steps of opening a year in words: what is done, what is not, and what can be done now."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from assessments.models import Stage
from assessments.years.forms import OpeningAct
from assessments.years.services.opening import Opening
from kinerja.accounts.models import Role
from kinerja.numbers import format_number, format_short_datetime
from kinerja.regions.models import District


class StepLine(NamedTuple):
    """One thing that is done or not, with the places where it is not."""

    done: bool
    text: str
    places: Sequence[str] = ()


class Standing(NamedTuple):
    """How far a step is, as its tag says."""

    label: str
    tint: str
    icon: str


DONE = Standing("Selesai", "ok", "check")
PARTLY = Standing("Belum lengkap", "wait", "half")
NOT_BEGUN = Standing("Belum mulai", "none", "dotted")


@dataclass(frozen=True)
class Step:
    """One of the five; `act` with the words of its button, where there is something to do on this page."""

    title: str
    lines: list[StepLine]
    begun: bool
    act: OpeningAct | None = None
    button: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return all(it.done for it in self.lines)

    @property
    def standing(self) -> Standing:
        if self.is_done:
            return DONE
        return PARTLY if self.begun else NOT_BEGUN


def steps_of(opening: Opening) -> list[Step]:
    makers: list[Callable[[Opening], Step]] = [
        instrument_step,
        period_step,
        profile_step,
        worksheet_step,
        people_step,
    ]
    return [make(opening) for make in makers]


def instrument_step(opening: Opening) -> Step:
    year = opening.year
    lines = [
        StepLine(
            it in opening.published, f"{it.name} ({it.code}), tahun data {it.data_year}: {it.edition_state}"
        )
        for it in opening.instruments
    ]
    if opening.published:  # a second draft beside the one in force lacks nothing
        lines = [it._replace(done=True) for it in lines]
    else:
        lines.append(StepLine(False, f"Instrumen tahun {year} belum terbit."))
    return Step(
        f"Instrumen {year} disalin dan diterbitkan",
        lines,
        bool(opening.instruments),
        links=instrument_links(opening),
    )


def instrument_links(opening: Opening) -> list[tuple[str, str]]:
    """To the copy, then to checking and publishing, in the admin of the instrument."""
    links = []
    if opening.source and not opening.instruments:
        address = reverse("admin:indicators_instrument_copy", args=(opening.source.pk,))
        links.append((f"Salin {opening.source.name}", address))
    for it in opening.instruments:
        if it in opening.published:
            address = reverse("admin:indicators_instrument_change", args=(it.pk,))
            links.append((f"Lihat {it.name}", address))
        else:
            address = reverse("admin:indicators_instrument_check", args=(it.pk,))
            links.append((f"Periksa dan terbitkan {it.name}", address))
    return links


def period_step(opening: Opening) -> Step:
    following, title = opening.following, "Periode dan jadwal"
    if following is None:
        waits = "menunggu langkah 1" if not opening.published else "tahap, jadwal, dan aturan disalin"
        lines = [StepLine(False, f"Periode {opening.year} belum ada; {waits}.")]
        return Step(title, lines, False)
    zone = opening.period.owner.time_zone
    made = StepLine(True, f"{following.name}, kode {following.code}: {following.standing.label.lower()}")
    days = f"{len(following.holidays)} hari libur dilewati" if following.holidays else "tanpa hari libur"
    objection = StepLine(True, f"Masa sanggah {following.objection_days} hari kerja; {days}")
    lines = [made, *(stage_line(it, zone) for it in opening.stages), objection]
    return Step(title, lines, True, links=[("Halaman periode", reverse("period", args=(following.code,)))])


def stage_line(stage: Stage, zone: str) -> StepLine:
    windows = stage.common_windows  # type: ignore[attr-defined]  # read by `dated_stages`
    if not windows:
        return StepLine(False, f"Tahap {stage.no} {stage.name} belum bertanggal")
    opens, closes = (format_short_datetime(it, zone) for it in (windows[0].opens, windows[0].closes))
    return StepLine(True, f"{stage.name}: {opens} sampai {closes}")


def profile_step(opening: Opening) -> Step:
    districts, year = opening.districts, opening.data_year
    having = [it for it in districts if it.profile]
    to_take = [it for it in districts if not it.profile and it.earlier] if year else []
    bare = [it for it in districts if not it.profile and not it.earlier] if year else []
    doubtful = sum(not it.confirmed for it in having)
    words = f"{counted(having)} dari {counted(districts)} profil ada"
    lines = [StepLine(len(having) == len(districts), words)]
    if year is None:
        lines.append(StepLine(False, "Tahun data belum pasti; menunggu langkah 1."))
    if doubtful:
        words = "belum dipastikan; kecamatan memeriksa dan memastikannya sendiri sebelum mengirim"
        lines.append(StepLine(True, f"{format_number(doubtful)} profil {words}"))
    if bare:
        words = "kecamatan tidak punya profil tahun lalu; isi jumlah desa dan kelurahannya"
        lines.append(StepLine(False, f"{counted(bare)} {words}", [place_of(it.district) for it in bare]))
    return Step(
        f"Profil {counted(districts)} kecamatan diambil dari tahun lalu",
        lines,
        bool(having),
        OpeningAct.PROFILES if to_take else None,
        f"Ambil {counted(to_take)} profil",
    )


def worksheet_step(opening: Opening) -> Step:
    districts = opening.districts
    opened = [it for it in districts if it.worksheet]
    ready = [it for it in districts if it.profile and not it.worksheet]
    waiting = [it for it in districts if not it.profile and not it.worksheet]
    lines = [StepLine(len(opened) == len(districts), f"{counted(opened)} dari {counted(districts)} dibuka")]
    if opening.entry is None:
        lines.append(StepLine(False, "Menunggu langkah 2."))
    if waiting:
        words = f"belum siap: belum punya profil tahun {opening.data_year or 'data'} (langkah 3)"
        places = [place_of(it.district) for it in waiting]
        lines.append(StepLine(False, f"{counted(waiting)} kecamatan {words}", places))
    act = OpeningAct.WORKSHEETS if ready and opening.entry else None
    return Step("Kertas kerja dibuka", lines, bool(opened), act, f"Buka {counted(ready)} kertas kerja")


def people_step(opening: Opening) -> Step:
    had, has = opening.assignments
    count = {role: format_number(opening.people.get(role, 0)) for role in LOCAL}
    active = ", ".join(f"{count[role]} {word}" for role, word in LOCAL.items())
    without = [
        ("operator", [place_of(it.district) for it in opening.districts if not it.operator]),
        ("camat", [place_of(it.district) for it in opening.districts if not it.head]),
    ]
    lines = [StepLine(True, f"Aktif: {active}")]
    lines += [StepLine(False, f"{counted(it)} kecamatan tanpa {word}", it) for word, it in without if it]
    if alone := [str(it) for it in opening.regencies_alone]:
        lines.append(StepLine(False, f"{counted(alone)} kabupaten/kota tanpa verifikator", alone))
    lines.append(StepLine(bool(has) or not had, assignment_words(had, has)))
    act = OpeningAct.ASSIGNMENTS if opening.following and had and not has else None
    return Step("Orang dan penugasan", lines, True, act, f"Ambil {format_number(had)} penugasan tahun lalu")


LOCAL = {Role.OPERATOR: "operator", Role.HEAD: "camat", Role.REGENCY_VERIFIER: "verifikator"}


def assignment_words(had: int, has: int) -> str:
    if has:
        return f"{format_number(has)} penugasan"
    if had:
        words = "diambil dari sana, atau dibuat baru oleh ketua tim penilai"
        return f"Belum ada penugasan; tahun lalu {format_number(had)}, {words}"
    return "Tahun lalu tanpa penugasan; ketua tim penilai membuatnya bila perlu"


def place_of(district: District) -> str:
    return f"{district}, {district.regency}"


def counted(rows: Sequence[object]) -> str:
    return format_number(len(rows))


def missing_count(steps: Iterable[Step]) -> int:
    return sum(not line.done for step in steps for line in step.lines)


class FillingOpens(NamedTuple):
    """When the kecamatan can begin, and in how many days that is."""

    at: str
    left: str


def filling_of(opening: Opening) -> FillingOpens | None:
    windows = opening.entry.common_windows if opening.entry else []  # type: ignore[attr-defined]  # as above
    if not windows:
        return None
    zone = opening.period.owner.time_zone
    opens = windows[0].opens
    days = (opens - timezone.now()).days
    return FillingOpens(format_short_datetime(opens, zone), f"{days} hari lagi" if days > 0 else "")
