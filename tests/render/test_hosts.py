# ruff: noqa: RUF001  # letters that look like others are what is tested
"""Hosts in letters where these are honest, in ASCII where they could be taken for another's."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.render.escape import HARMFUL, link_target, web_address
from bot.render.hosts import in_ascii, in_letters


@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        "Example.ORG.",
        "a_b.example.org",
        "192.0.2.7",
        "[2001:db8::1]",
        "",
        "例え.jp",
        "日本語ドメイン.example",
        "ソニー.jp",
        "東京tower.jp",
        "пример.рф",
        "новини.укр",
        "новости.com",
        "сор.ua",
        "bücher.de",
        "café.fr",
        "łódź.pl",
        "straße.de",
        "việtnam.vn",
        "ışık.com.tr",
        "col·lecció.cat",
        "παράδειγμα.gr",
        "ανα.gr",
        "דוגמה.il",
        "مثال.إختبار",
        "उदाहरण.परीक्षा",
        "한국.kr",
        "k팝.kr",
        "ตัวอย่าง.th",
        "հայ.am",
    ],
)
def test_honest_hosts_stay_readable(host: str) -> None:
    assert in_letters(host) == host
    assert in_letters(in_ascii(host)) == host


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("раураl.com", "xn--l-7sba6dbr.com"),  # mixed: a Latin l
        ("раура.com", "xn--80aa0cbo.com"),  # Cyrillic throughout
        ("аррӏе.com", "xn--80ak6aa92e.com"),
        ("www.сор.com", "www.xn--n1aeb.com"),
        ("gооgle.com", "xn--ggle-55da.com"),
        ("ɡoogle.com", "xn--oogle-qmc.com"),
        ("gօօgle.com", "xn--ggle-vifa.com"),  # Armenian
        ("ουτ.com", "xn--0xakc.com"),  # Greek
        ("lıve.com", "xn--lve-jua.com"),
        ("paypalþ.com", "xn--paypal-nza.com"),
        ("ᏢᎪ.com", "xn--g9d5i.com"),  # Cherokee
        ("exampleノa.com", "xn--examplea-b44g.com"),
        ("一.com", "xn--4gq.com"),
        ("৪৪.com", "xn--47ba.com"),  # Bengali digits that look like 8
        ("a\u0338b.com", "xn--ab-yyb.com"),
        ("می\u200cخواهم.com", "xn--mgbn2ecje63gr19l.com"),
        ("bücher例.com", "xn--bcher-kva5981l.com"),
        ("i❤.ws", "xn--i-7iq.ws"),
        ("xn--80ak6aa92e.com", "xn--80ak6aa92e.com"),
        ("xn--zzzzzz.com", "xn--zzzzzz.com"),
        ("xn--r8jz45g.jp", "例え.jp"),
        ("ｅｘａｍｐｌｅ。org", "example.org"),
        ("BÜCHER.de", "bücher.de"),
        ("exa\u00admple\u200b.org", "example.org"),  # as browsers read it
        ("example.org／evil.example", "example.org%EF%BC%8Fevil.example"),
        ("example.org\u202e", "example.org%E2%80%AE"),
        ("б" * 254, "%D0%B1" * 254),
    ],
)
def test_what_could_be_taken_for_another_is_in_ascii(host: str, shown: str) -> None:
    assert in_letters(host) == shown


@pytest.mark.parametrize(
    ("url", "shown", "target"),
    [
        (
            "https://раура.com:8080/Курск",
            "https://xn--80aa0cbo.com:8080/Курск",
            "https://xn--80aa0cbo.com:8080/%D0%9A",
        ),
        (
            "https://xn--e1afmkfd.xn--p1ai/?a#b",
            "https://пример.рф/?a#b",
            "https://xn--e1afmkfd.xn--p1ai/?a#b",
        ),
        ("https://nytimes.com@example.org/", "https://example.org/", "https://example.org/"),
        ("https://a:b@c@example.org:8/", "https://example.org:8/", "https://example.org:8/"),
        (
            "https://example.com\\@example.org/",
            "https://example.com/@example.org/",
            "https://example.com/@example.org/",
        ),
        ("https://[::1]:80/a@b", "https://[::1]:80/a@b", "https://[::1]:80/a@b"),
        ("https://раура.com", "https://xn--80aa0cbo.com", "https://xn--80aa0cbo.com"),
    ],
)
def test_an_address_leads_where_its_host_says(url: str, shown: str, target: str) -> None:
    assert web_address(url) == shown
    assert link_target(shown).startswith(target)


ODD = st.text(st.sampled_from("aр-.:@/\\[]%#?１。／ｘxn\u200b\u200d\u0301例ノ❤ß\ud800\x1b·٣৪"), max_size=12)


@given(st.text(st.characters(exclude_categories=())) | ODD)
@example("xn--a.xn--")
def test_whatever_the_host_it_is_shown_or_encoded(host: str) -> None:
    shown = web_address(f"https://{host}/")
    assert shown is not None
    assert not HARMFUL.search(shown)
    assert link_target(shown).isascii()
    assert web_address(shown) == shown
    assert in_ascii(host).isascii()
