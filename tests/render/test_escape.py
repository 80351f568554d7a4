# ruff: noqa: RUF001  # letters and signs that look like others are what is tested
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.render.escape import HARMFUL, harmless, link_target, web_address

ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
JOINERS = "\u200c\u200d"
FORMAT_BUT_SEEN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Signs before numbers in Arabic, Syriac and Kaithi: of the category of format characters, yet they show."""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\ufffd[31mred\ufffd[0m"),
        ("\x1b]0;title\x07", "\ufffd]0;title\ufffd"),
        ("\x9b31m", "\ufffd31m"),
        ("a\x00b\x7fc\x85d", "a\ufffdb\ufffdc d"),
        ("one\r\ntwo\tthree\u2028four\u2029five\x0bsix\x1cseven", "one  two three four five six seven"),
        ("txt\u202eexe\u202c", "txt\ufffdexe\ufffd"),
        ("\u2066a\u2069\u200eb\u200fc\u061c", "\ufffda\ufffd\ufffdb\ufffdc\ufffd"),
        ("Ukr\u200baine\u2060\ufeff", "Ukr\ufffdaine\ufffd\ufffd"),
        ("a\u200db a\u200cb", "a\ufffdb a\ufffdb"),
        ("Bun\xaddes\xadtag", "Bun-des-tag"),
        ("\u3164", "\ufffd"),
        ("a\U000e0041\U000e007f", "a\ufffd\ufffd"),
        ("🏴\U000e0075\U000e0073\U000e007f", "🏴\ufffd\ufffd\ufffd"),
        ("a\ufe01\ufe02\U000e0101", "a\ufe01\ufffd\ufffd"),
        ("\ud83d", "\ufffd"),
        ("❤\u200d", "❤\ufffd"),
        ("\u0915\u200d\u200d", "\u0915\u200d\ufffd"),
    ],
)
def test_what_steers_reorders_or_hides_is_seen(text: str, shown: str) -> None:
    assert harmless(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain & <b>tags</b> [bold] *stars* \\ ‹›",
        "é e\u0301 ñ Z\u0335 ạ̈",
        "Курськ 쿠르스크 库尔斯克 عربي עברית",
        "👩\u200d🚒 ❤\ufe0f\u200d🔥 👨🏽\u200d⚕\ufe0f 🇺🇦 1\ufe0f\u20e3",
        ENGLAND,
        "می\u200cخواهم",  # "I want" in Persian
        "क्\u200dष \u0dc1\u0dca\u200d\u0dbb\u0dd3",  # half forms of Devanagari, and the "Sri" of Sri Lanka
        "葛\U000e0100",
        FORMAT_BUT_SEEN,
        "\ue000\ufffc\ufffd\xa0\u3000",
    ],
)
def test_all_else_stays(text: str) -> None:
    assert harmless(text) == text


ODD = st.text(
    st.sampled_from(
        "ab\x1b\x07\r\n\t\x9b\u202e\u2067\u200b\u200c\u200d\ufe0f\xad\u061c\u180e👩🏽🚒❤मک्🏴\U000e0067\ud800"
    )
)


@given(st.text(st.characters(exclude_categories=())) | ODD)
@example("\u061c\u200d")
@example("❤\ufe0f\ufe0f\u200d❤")
def test_one_character_for_one_and_nothing_harmful_left(text: str) -> None:
    shown = harmless(text)

    assert len(shown) == len(text)
    assert harmless(shown) == shown
    assert set(HARMFUL.findall(shown.replace(ENGLAND, ""))) <= set(JOINERS)
    assert "".join(shown.splitlines()) == shown
    shown.encode()
    for before, after in zip(text, shown, strict=True):
        assert (
            before == after
            or HARMFUL.match(before)
            or 0xFE00 <= ord(before) <= 0xFE0F
            or ord(before) > 0xE00FF
        )


def test_every_control_and_format_character_is_known() -> None:
    """What Unicode calls a control, a format character or a line separator is harmful, or known to show."""
    missed = [
        character
        for character in map(chr, range(0x110000))
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        and not HARMFUL.match(character)
        and character not in FORMAT_BUT_SEEN
        and not "\U00013430"
        <= character
        <= "\U0001345f"  # they lay out hieroglyphs, and show nothing by themselves
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("https://пример.example/Курск", "https://пример.example/Курск"),
        ("http://example.org/a b>c\"d<e'f", "http://example.org/a%20b%3Ec%22d%3Ce'f"),
        ("https://example.org/\x1b\\\x07\n\u202e", "https://example.org/%1B%5C%07%0A%E2%80%AE"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_addresses_of_the_web_only_and_nothing_that_ends_them(url: str, address: str | None) -> None:
    assert web_address(url) == address


def test_the_target_of_a_link_is_ascii() -> None:
    assert (
        link_target("https://example.org/Курск?a=1")
        == "https://example.org/%D0%9A%D1%83%D1%80%D1%81%D0%BA?a=1"
    )
