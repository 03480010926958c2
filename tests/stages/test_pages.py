"""The stages of a period, and who comes into each: listed, selected, nominated, withdrawn and replaced."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from assessments.admin.stage_form import stage_problems
from assessments.models import Event, JuryScore, Layer, LayerScore, Nomination, Stage, Worksheet
from assessments.records.worksheets import open_worksheets
from assessments.stages.services import replace_nomination, select_participants, withdraw_nomination
from assessments.workflow import State
from kinerja.refusals import Moved
from kinerja.regions.models import District, Profile
from tests.builders.jurors import add_jury, assign_jurors
from tests.builders.sending import small_office
from tests.cast import Cast, sign_in
from tests.offices import Office, add_judging, sheet_of_district
from tests.town import state

LIST = "/p/jatim-2022/tahap/"


@pytest.fixture
def office(cast: Cast) -> Office:
    """Magetan has Uji 30 to 33 too; the desk gave 90, 80, 70, 60, 50 and 85 in the city."""
    office = small_office(cast)
    add_judging(office, Stage.Kind.REGENCY, Stage.Kind.DESK)
    more_sheets(office, 3)
    for name, total in (
        ("Bendo", "90"),
        ("Maospati", "80"),
        ("Uji 30", "70"),
        ("Uji 31", "60"),
        ("Uji 32", "60"),
        ("Kartoharjo", "85"),
    ):
        for layer in (Layer.REGENCY, Layer.DESK):
            judged(sheet(office, name), layer, total)
    return office


def judged(worksheet: Worksheet, layer: Layer, total: str) -> None:
    LayerScore.objects.create(worksheet=worksheet, layer=layer, total=Decimal(total), judged=2, asked=2)


def more_sheets(office: Office, count: int, first: int = 30) -> None:
    regency = office.bendo.district.regency
    districts = District.objects.bulk_create(
        District(code=f"35.20.{no}", name=f"Uji {no}", regency=regency) for no in range(first, first + count)
    )
    Profile.objects.bulk_create(
        Profile(district=it, data_year=office.stage.instrument.data_year, desa=5, kelurahan=0)
        for it in districts
    )
    open_worksheets(stage=office.stage, districts=districts, by=None)
    Worksheet.objects.update(state=State.VERIFIED)


def sheet(office: Office, name: str) -> Worksheet:
    return sheet_of_district(office.stage, District.objects.get(name=name))


@pytest.fixture
def finals(office: Office) -> Stage:
    """Two of the province, chosen by the chair."""
    return add_jury(office, no=4, quota=2)


@pytest.fixture
def desk(office: Office) -> Stage:
    """One of each kabupaten, nominated by it."""
    stage = Stage.objects.get(kind=Stage.Kind.DESK)
    stage.quota, stage.quota_scope = 1, Stage.Scope.REGENCY
    stage.save()
    return stage


def page_of(stage: Stage) -> str:
    return f"/tahap/{stage.pk}/peserta/"


def inside() -> list[tuple[str, int, str]]:
    rows = Nomination.objects.filter(withdrawn_at=None).order_by("rank", "worksheet__district__code")
    return [(it.worksheet.district.name, it.rank, it.reason) for it in rows]


def post(client: Client, stage: Stage, action: str, **fields: Any) -> Any:
    return client.post(page_of(stage), {"action": action} | {f"{action}-{k}": v for k, v in fields.items()})


def chosen(name: str) -> str:
    return str(Nomination.objects.get(worksheet__district__name=name, withdrawn_at=None).pk)


def test_the_stages_say_what_they_select_and_count(client: Client, finals: Stage, cast: Cast) -> None:
    Stage.objects.filter(kind="desk").update(weight=50)
    Stage.objects.filter(pk=finals.pk).update(weight=50, cut_off=75)

    page = sign_in(client, cast.asri).get(LIST)

    assert [(it.stage.no, it.selects, it.weight, it.count) for it in page.context["lines"]] == [
        (1, "Semua kecamatan", "–", 6),
        (2, "Semua kecamatan", "–", 6),
        (3, "Semua kecamatan", "50", 6),
        (4, "2 kecamatan dengan nilai paling rendah 75 dari Penilaian administrasi", "50", 0),
    ]


def test_a_kabupaten_sees_its_own_and_not_whom_the_province_chose(
    client: Client, desk: Stage, office: Office, cast: Cast
) -> None:
    finals = add_jury(office, no=4, quota=2)
    select_participants(stage=desk, by=cast.vera, regency=cast.places.regency)

    page = sign_in(client, cast.vera).get(LIST)

    assert [it.count for it in page.context["lines"]] == [5, 5, 1, None]
    links = page.content.decode()
    assert page_of(desk) in links
    assert page_of(finals) not in links


def test_the_chair_brings_in_all_who_qualify(client: Client, finals: Stage, cast: Cast) -> None:
    sign_in(client, cast.kiki)

    answer = post(client, finals, "pilih")

    assert answer["Location"] == page_of(finals)
    assert inside() == [("Bendo", 1, ""), ("Kartoharjo", 2, "")]
    assert Event.objects.filter(action="nominated").count() == 2
    again = post(client, finals, "pilih")
    assert again.status_code == 409
    assert "Tidak ada kecamatan lain yang memenuhi" in again.content.decode()


def test_a_shared_rank_brings_in_all_its_holders(office: Office, cast: Cast) -> None:
    stage = add_jury(office, no=4, quota=5)

    assert select_participants(stage=stage, by=cast.kiki) == 6  # two share the fifth


def test_somebody_out_of_turn_needs_a_reason_and_takes_a_place(
    client: Client, finals: Stage, office: Office, cast: Cast
) -> None:
    sign_in(client, cast.kiki)
    third = str(sheet(office, "Maospati").pk)

    refused = post(client, finals, "usulkan", worksheet=third, reason=" ")
    assert refused.status_code == 409
    assert "Tulis alasan memilih kecamatan" in refused.content.decode()
    assert f'value="{third}" selected' in refused.content.decode()
    assert post(client, finals, "usulkan", worksheet=third, reason="Wakil desa").status_code == 302
    post(client, finals, "pilih")

    assert inside() == [("Bendo", 1, ""), ("Maospati", 3, "Wakil desa")]
    full = post(client, finals, "usulkan", worksheet=str(sheet(office, "Uji 30").pk), reason="Satu lagi")
    assert "Kuota 2 sudah terisi" in full.content.decode()
    assert "Satu lagi" in full.content.decode()


def test_nobody_comes_in_below_the_cut_off(client: Client, finals: Stage, office: Office, cast: Cast) -> None:
    Stage.objects.filter(pk=finals.pk).update(cut_off="82.5", quota=None)
    sign_in(client, cast.kiki)

    post(client, finals, "pilih")
    refused = post(
        client, finals, "usulkan", worksheet=str(sheet(office, "Maospati").pk), reason="Hampir sampai"
    )

    assert [name for name, *_ in inside()] == ["Bendo", "Kartoharjo"]
    assert "di bawah nilai batas 82,5" in refused.content.decode()


def test_one_is_withdrawn_and_the_next_comes_in_its_place(
    client: Client, finals: Stage, office: Office, cast: Cast
) -> None:
    sign_in(client, cast.kiki)
    post(client, finals, "pilih")

    bare = post(client, finals, "tarik", nomination=chosen("Bendo"), reason="")
    assert bare.status_code == 422
    assert "Isi alasan." in bare.content.decode()
    post(
        client,
        finals,
        "ganti",
        nomination=chosen("Bendo"),
        worksheet=str(sheet(office, "Maospati").pk),
        reason="Camat berhalangan",
    )

    assert inside() == [("Kartoharjo", 2, ""), ("Maospati", 3, "Camat berhalangan")]
    came = Nomination.objects.get(worksheet__district__name="Maospati")
    assert came.replaces is not None
    assert came.replaces.withdrawal == "Camat berhalangan"
    page = client.get(page_of(finals)).content.decode()
    assert "Menggantikan Kecamatan Bendo." in page
    assert "Pernah ditarik" in page
    post(client, finals, "tarik", nomination=chosen("Maospati"), reason="Juga berhalangan")
    assert [name for name, *_ in inside()] == ["Kartoharjo"]
    back = post(client, finals, "usulkan", worksheet=str(sheet(office, "Bendo").pk), reason="")
    assert "Tulis alasan" in back.content.decode()


def test_a_replacement_that_is_refused_leaves_everybody_in_place(
    finals: Stage, office: Office, cast: Cast
) -> None:
    Stage.objects.filter(pk=finals.pk).update(cut_off=82)
    finals.refresh_from_db()
    select_participants(stage=finals, by=cast.kiki)
    before = state()

    with pytest.raises(Moved, match="di bawah nilai batas"):
        replace_nomination(
            nomination=Nomination.objects.select_related("stage__period").get(pk=chosen("Bendo")),
            worksheet=sheet(office, "Maospati"),
            by=cast.kiki,
            reason="Coba",
        )

    assert state() == before


def test_jurors_are_asked_for_whoever_comes_in(finals: Stage, office: Office, cast: Cast) -> None:
    assign_jurors(finals, cast, cast.joko)

    select_participants(stage=finals, by=cast.kiki)

    scores = JuryScore.objects.filter(stage=finals).order_by("worksheet__district__code")
    assert [(it.worksheet.district.name, it.asked, it.given) for it in scores] == [
        ("Bendo", 1, 0),
        ("Kartoharjo", 1, 0),
    ]


def test_after_the_announcement_the_field_stands(client: Client, finals: Stage, cast: Cast) -> None:
    select_participants(stage=finals, by=cast.kiki)
    Worksheet.objects.update(state=State.PROVISIONAL)
    sign_in(client, cast.kiki)
    before = state()

    page = client.get(page_of(finals)).content.decode()
    answer = post(client, finals, "tarik", nomination=chosen("Bendo"), reason="Terlambat")

    assert "Hasil sementara sudah diumumkan" in page
    assert "Tetapkan peserta" not in page
    assert answer.status_code == 403
    assert state() == before


@pytest.mark.parametrize("who", ["asri", "lina", "root_user"])
def test_the_rest_of_the_team_reads(client: Client, finals: Stage, cast: Cast, who: str) -> None:
    sign_in(client, getattr(cast, who))
    before = state()

    page = client.get(page_of(finals))

    assert page.status_code == 200
    assert "Tetapkan peserta" not in page.content.decode()
    assert post(client, finals, "pilih").status_code == 403
    assert state() == before


@pytest.mark.parametrize(
    ("who", "listed", "provincial", "regional"),
    [
        ("vera", 200, 403, 200),
        ("joko", 403, 404, 404),
        ("sari", 403, 404, 404),
        ("indra", 403, 404, 404),
        ("yuni", 403, 404, 404),
    ],
)
def test_who_opens_what(
    client: Client, office: Office, cast: Cast, who: str, listed: int, provincial: int, regional: int
) -> None:
    finals = add_jury(office, no=4, quota=2)
    desk = Stage.objects.get(kind=Stage.Kind.DESK)
    Stage.objects.filter(pk=desk.pk).update(quota=1, quota_scope="regency")
    sign_in(client, getattr(cast, who))

    found = [client.get(it).status_code for it in (LIST, page_of(finals), page_of(desk))]

    assert found == [listed, provincial, regional]
    assert post(client, finals, "pilih").status_code == provincial


def test_a_kabupaten_nominates_its_own(client: Client, desk: Stage, office: Office, cast: Cast) -> None:
    sign_in(client, cast.vera)

    page = client.get(page_of(desk))
    post(client, desk, "pilih")

    assert "Kartoharjo" not in page.content.decode()
    assert [(it.rank, it.worksheet.district.name) for it in Nomination.objects.all()] == [(1, "Bendo")]
    other = {"kabupaten": cast.places.city.code}
    assert client.get(page_of(desk), other).status_code == 404
    foreign = post(client, desk, "usulkan", worksheet=str(office.city_sheet.pk), reason="Milik lain")
    assert foreign.status_code == 422


def test_the_team_reads_kabupaten_by_kabupaten(
    client: Client, desk: Stage, office: Office, cast: Cast
) -> None:
    select_participants(stage=desk, by=cast.vera, regency=cast.places.regency)
    sign_in(client, cast.kiki)

    page = client.get(page_of(desk))
    own = client.get(page_of(desk), {"kabupaten": cast.places.regency.code})

    assert [(it.name, names) for it, names in page.context["lines"]] == [
        ("Kabupaten Magetan", ["Bendo"]),
        ("Kota Madiun", []),
    ]
    assert [it.nomination.worksheet.district.name for it in own.context["inside"]] == ["Bendo"]
    assert "Tetapkan peserta" not in own.content.decode()
    address = f"{page_of(desk)}?kabupaten={cast.places.regency.code}"
    assert client.post(address, {"action": "pilih"}).status_code == 403
    assert client.get(page_of(desk), {"kabupaten": "99.99"}).status_code == 404


def test_a_kabupaten_never_ranks_by_figures_of_the_province(
    client: Client, office: Office, cast: Cast
) -> None:
    stage = add_jury(office, no=4, quota=1, quota_scope="regency")
    sign_in(client, cast.vera)

    assert client.get(page_of(stage)).status_code == 403
    assert stage_problem(stage) == "Kabupaten/kota hanya mengusulkan sebelum provinsi menilai."


def stage_problem(stage: Stage) -> str:
    return dict(stage_problems(stage))["quota_scope"]


def test_a_stage_without_a_selection_takes_everybody(client: Client, office: Office, cast: Cast) -> None:
    stage = add_jury(office, no=4)

    page = sign_in(client, cast.kiki).get(page_of(stage))

    assert "tidak memilih peserta" in page.content.decode()


def test_a_strange_action_is_told(client: Client, finals: Stage, cast: Cast) -> None:
    answer = post(sign_in(client, cast.kiki), finals, "hapus")

    assert answer.status_code == 422
    assert "Muat ulang halaman." in answer.content.decode()


def test_where_it_stands_now_is_told_where_it_moved(
    client: Client, finals: Stage, office: Office, cast: Cast
) -> None:
    select_participants(stage=finals, by=cast.kiki)
    LayerScore.objects.filter(worksheet=office.bendo, layer=Layer.DESK).update(total=Decimal("82"))
    LayerScore.objects.filter(worksheet=office.city_sheet, layer=Layer.DESK).update(judged=1)
    LayerScore.objects.filter(worksheet=office.neighbour, layer=Layer.DESK).update(total=Decimal("83"))

    page = sign_in(client, cast.asri).get(page_of(finals))

    assert [it.moved for it in page.context["inside"]] == [
        "sekarang peringkat 2, nilai 82,00",
        "sekarang belum lengkap",
    ]


def test_withdrawing_twice_is_refused(finals: Stage, cast: Cast) -> None:
    select_participants(stage=finals, by=cast.kiki)
    nomination = Nomination.objects.select_related("stage__period").get(pk=chosen("Bendo"))
    withdraw_nomination(nomination=nomination, by=cast.kiki, reason="Berhalangan")

    with pytest.raises(Moved, match="sudah ditarik"):
        withdraw_nomination(nomination=nomination, by=cast.kiki, reason="Lagi")


@pytest.mark.parametrize("extra", [0, 30])
@pytest.mark.parametrize(
    ("who", "address", "queries"), [("kiki", "", 9), ("kiki", "finals", 12), ("vera", "", 9)]
)
def test_it_takes_the_same_queries_for_any_number(
    client: Client,
    finals: Stage,
    office: Office,
    cast: Cast,
    django_assert_num_queries: Any,
    extra: int,
    who: str,
    address: str,
    queries: int,
) -> None:
    more_sheets(office, extra, first=40)
    for worksheet in Worksheet.objects.filter(district__code__gte="35.20.40", layer_scores=None):
        judged(worksheet, Layer.DESK, "40")
    Stage.objects.filter(pk=finals.pk).update(quota=6 if extra else 2)
    finals.refresh_from_db()
    select_participants(stage=finals, by=cast.kiki)
    sign_in(client, getattr(cast, who))

    with django_assert_num_queries(queries):
        client.get(page_of(finals) if address else LIST)
