"""Each reader of the environment takes what it should, as it is written in an environment file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from kinerja import env


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Sets the variable X and returns its name."""

    def set_it(value: str) -> str:
        monkeypatch.setenv("X", value)
        return "X"

    return set_it


def test_text_is_stripped_and_an_empty_one_is_as_good_as_none(given: Callable[[str], str]) -> None:
    assert env.text_setting(given("  surat.go.id\n")) == "surat.go.id"
    assert env.text_setting(given("  "), "default") == "default"
    assert env.text_setting("NOT_SET_AT_ALL", "default") == "default"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1", True),
        ("true", True),
        ("Yes", True),
        ("ON", True),
        ("0", False),
        ("False", False),
        ("no", False),
        ("off", False),
    ],
)
def test_flag_is_written_in_four_ways(given: Callable[[str], str], written: str, meant: bool) -> None:
    assert env.flag_setting(given(written), not meant) is meant


@pytest.mark.parametrize("default", [True, False])
def test_flag_that_is_not_set_keeps_its_default(default: bool) -> None:
    assert env.flag_setting("NOT_SET_AT_ALL", default) is default


@pytest.mark.parametrize(("written", "number"), [("3", 3), ("007", 7), ("10", 10)])
def test_integer_reaches_to_both_its_bounds(given: Callable[[str], str], written: str, number: int) -> None:
    assert env.integer_setting(given(written), 5, minimum=3, maximum=10) == number


@pytest.mark.parametrize("written", ["2", "11", "-3", "+3", "3.0", "３", "1_0", "tiga"])
def test_integer_refuses_anything_else(given: Callable[[str], str], written: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="harus bilangan bulat 3 sampai 10"):
        env.integer_setting(given(written), 5, minimum=3, maximum=10)


def test_hosts_are_names_addresses_and_subdomains(given: Callable[[str], str]) -> None:
    name = given("kinerja.go.id, .magetan.go.id,127.0.0.1 ,[::1],localhost,")

    assert env.host_names(name) == ["kinerja.go.id", ".magetan.go.id", "127.0.0.1", "[::1]", "localhost"]


@pytest.mark.parametrize("host", ["*", "http://a.id", "a.id/x", "a.id:80", "a b.id", "-", "a_b.id", "a.id\n"])
def test_what_is_no_host_is_refused(host: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"X: .* tidak dikenal"):
        list(env.matching_words("X", [host], env.HOST, "a.id"))


def test_origins_have_a_scheme(given: Callable[[str], str]) -> None:
    assert env.web_origins(given("https://a.go.id,https://*.b.go.id:8443")) == [
        "https://a.go.id",
        "https://*.b.go.id:8443",
    ]
    with pytest.raises(ImproperlyConfigured, match=r"'ftp://a\.go\.id' tidak dikenal"):
        env.web_origins(given("ftp://a.go.id"))


@pytest.mark.parametrize("address", ["kinerja@localhost", "Kinerja <kinerja@magetan.go.id>"])
def test_sender_is_an_address_with_or_without_a_name(given: Callable[[str], str], address: str) -> None:
    assert env.sender_address(given(address), "") == address


def test_secret_is_not_shown_when_it_is_refused(given: Callable[[str], str]) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.secret_key(given("hunter2"))

    assert "hunter2" not in str(refusal.value)


def test_password_in_a_url_is_not_shown_when_it_is_refused(given: Callable[[str], str]) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.database_settings(given("postgres://kinerja:hunter2@db:x/kinerja"), Path("unused"))

    assert "hunter2" not in str(refusal.value)


def test_folder_is_made_with_those_above_it(given: Callable[[str], str], tmp_path: Path) -> None:
    found = env.made_folder(given(str(tmp_path / "a" / "b")), Path("unused"))

    assert (found, found.is_dir()) == (tmp_path / "a" / "b", True)


def test_database_without_a_url_is_sqlite_that_survives_a_power_cut() -> None:
    found = env.database_settings("NOT_SET_AT_ALL", Path("data.sqlite3"))

    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", Path("data.sqlite3"))
    assert found["OPTIONS"] == {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        (
            "postgres://kinerja:p%40ss@db.go.id:5433/kinerja?sslmode=require",
            {"NAME": "kinerja", "USER": "kinerja", "PASSWORD": "p@ss", "HOST": "db.go.id", "PORT": "5433"},
        ),
        (
            "postgresql://kinerja@/kinerja?host=/run/postgresql&sslmode=require",
            {"NAME": "kinerja", "USER": "kinerja", "PASSWORD": "", "HOST": "/run/postgresql", "PORT": ""},
        ),
    ],
)
def test_database_url_names_a_postgresql(
    given: Callable[[str], str], url: str, parts: dict[str, Any]
) -> None:
    found = env.database_settings(given(url), Path("unused"))

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert {key: found[key] for key in parts} == parts
    assert found["OPTIONS"] == {"sslmode": "require"}
