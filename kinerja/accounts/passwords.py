"""The rules for a new password, said in Indonesian before and after typing; and passwords to begin with."""

import secrets

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)


class LongEnough(MinimumLengthValidator):
    """At least `min_length` characters."""

    def get_error_message(self) -> str:
        return f"Kata sandi terlalu pendek. Pakai sedikitnya {self.min_length} karakter."

    def get_help_text(self) -> str:
        return f"Pakai sedikitnya {self.min_length} karakter, misalnya empat kata yang mudah Anda ingat."


class NotCommon(CommonPasswordValidator):
    """None of the passwords that guessers try first."""

    def get_error_message(self) -> str:
        return "Kata sandi ini banyak dipakai orang sehingga mudah ditebak. Pilih yang lain."

    def get_help_text(self) -> str:
        return "Jangan pakai kata sandi yang banyak dipakai orang."


class NotPersonal(UserAttributeSimilarityValidator):
    """Nothing close to what others know of the person."""

    DEFAULT_USER_ATTRIBUTES = ("username", "name", "nip", "email")

    def __init__(self) -> None:
        super().__init__(self.DEFAULT_USER_ATTRIBUTES)

    def get_error_message(self) -> str:
        return "Kata sandi terlalu mirip dengan %(verbose_name)s Anda. Pilih yang lain."

    def get_help_text(self) -> str:
        return "Jangan pakai nama, nama pengguna, NIP, atau surel Anda."


# Neither vowels, so that no word comes about, nor what is mistaken for another: 27 signs, 76 bits in 16.
SIGNS = "bcdfghjkmnpqrstvwxz23456789"
GROUPS, GROUP = 4, 4


def make_first_password() -> str:
    """A password of chance, made to be read from paper: "k7rm-x2hd-9qvt-wn4p"."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))


class FirstPasswordHasher(PBKDF2PasswordHasher):
    """For passwords of chance alone, hundreds in one request: no guesser gets through 76 bits.

    The first signing in hashes it anew by the hasher that stands first in the settings.
    """

    algorithm = "first_pbkdf2_sha256"
    iterations = 10_000
