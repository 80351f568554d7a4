# ruff: noqa: RUF001  # letters and signs that look like others are what is tested
"""An editor's web address becomes one form: a table of addresses, and what holds for any text at all."""

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commands.addresses import LONGEST, Address, NotAnAddress, read
from storage import lines
from tests.soak import often


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("  https://example.org/a\n", "https://example.org/a"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("\ufeff\u202ahttps://example.org/a\u202c\u200b", "https://example.org/a"),
        # Scheme
        ("HTTPS://example.org/a", "https://example.org/a"),
        ("http://example.org/a", "http://example.org/a"),
        ("//example.org/a", "https://example.org/a"),
        ("example.org/a", "https://example.org/a"),
        ("example.org:8080/a", "https://example.org:8080/a"),
        ("example.org?id=1", "https://example.org/?id=1"),
        ("www.bbc.co.uk", "https://www.bbc.co.uk/"),
        ("example.com", "https://example.com/"),
        ("example.news", "https://example.news/"),
        ("пример.рф", "https://xn--e1afmkfd.xn--p1ai/"),
        # Host and port
        ("https://Example.ORG", "https://example.org/"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:80", "http://example.org/"),
        ("https://example.org:/a", "https://example.org/a"),
        ("http://example.org:443/a", "http://example.org:443/a"),
        ("https://bücher.de/", "https://xn--bcher-kva.de/"),
        ("https://XN--BCHER-KVA.de/", "https://xn--bcher-kva.de/"),
        ("https://faß.de/", "https://xn--fa-hia.de/"),
        ("https://例え。jp/", "https://xn--r8jz45g.jp/"),
        ("https://ｅｘａｍｐｌｅ.org/", "https://example.org/"),
        ("https://an_old_one.example.org/", "https://an_old_one.example.org/"),
        ("https://r3---sn-a.example.org/", "https://r3---sn-a.example.org/"),
        ("https://192.0.2.7/a", "https://192.0.2.7/a"),
        ("https://[2001:DB8::0:1]:8443/a", "https://[2001:db8::1]:8443/a"),
        # Path
        ("https://example.org/%7eann/../b/./c", "https://example.org/b/c"),
        ("https://example.org/%d0%9a", "https://example.org/%D0%9A"),
        ("https://example.org/К", "https://example.org/%D0%9A"),
        (
            "https://example.org/می\u200cخواهم",
            "https://example.org/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85",
        ),
        ("https://example.org/a%2Fb", "https://example.org/a%2Fb"),
        ("https://example.org/%zz", "https://example.org/%25zz"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("https://example.org//a", "https://example.org//a"),
        # Query
        ("https://example.org/?b=2&a=1", "https://example.org/?b=2&a=1"),
        ("https://example.org/?", "https://example.org/"),
        ("https://example.org/?a=&b&&c=+%20", "https://example.org/?a=&b&c=+%20"),
        ("https://example.org/?id=1&p=2&v=3&q=4&page=5&s=6&t=7&mod=8&source=9",) * 2,
        ("https://example.org/a?utm_source=x&id=7&UTM_Medium=y&fbclid=z", "https://example.org/a?id=7"),
        ("https://example.org/a?gclid=1&mc_cid=2&mc_eid=3&igshid=4", "https://example.org/a"),
        ("https://example.org/a?yclid=1&_ga=2&ref=3&ref_src=4&s_cid=5&cmpid=6", "https://example.org/a"),
        ("https://www.bbc.com/news/1?at_medium=RSS&at_campaign=KARANGA", "https://www.bbc.com/news/1"),
        ("https://example.org/a?utm%5Fsource=x", "https://example.org/a"),
        ("https://example.org/a?x=utm_source", "https://example.org/a?x=utm_source"),
        ("https://www.youtube.com/watch?v=abc&si=def&t=10s", "https://www.youtube.com/watch?v=abc&t=10s"),
        ("https://x.com/a/status/1?s=20&t=abc", "https://x.com/a/status/1"),
        ("https://www.theguardian.com/a?CMP=share_btn_tw", "https://www.theguardian.com/a"),
        ("https://github.com/a/b?ref=v1", "https://github.com/a/b?ref=v1"),
        # Fragment
        ("https://example.org/a#section", "https://example.org/a"),
        ("https://example.org/a#", "https://example.org/a"),
        ("https://example.org/#!/a/b", "https://example.org/#!/a/b"),
        ("https://example.org/#/a/b", "https://example.org/#/a/b"),
        ("https://example.org/a#:~:text=they%20said,here", "https://example.org/a#:~:text=they%20said,here"),
        ("https://example.org/a#b:~:text=c", "https://example.org/a#:~:text=c"),
    ],
)
def test_the_form_that_the_record_keeps(typed: str, url: str) -> None:
    assert read(typed).url == url


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "blank"),
        (" \n", "blank"),
        ("<>", "blank"),
        ("https://example.org/" + "a" * LONGEST, "too_long"),
        ("https://example.org/" + "К" * 400, "too_long"),
        ("a" * 9000, "too_long"),
        ("https://example.org/a b", "characters"),
        ("https://example.org/\x1b[31m", "characters"),
        ("https://example.org/\u202egpj.exe", "characters"),
        ("https://example.org/\ud800", "characters"),
        ("https://exa\u200bmple.org/", "characters"),
        ("https://example.org\\@example.com/", "characters"),
        ('<a href="https://example.org">', "characters"),
        ("javascript:alert(1)", "scheme"),
        ("mailto:ann@example.org", "scheme"),
        ("ftp://example.org/", "scheme"),
        ("view-source:https://example.org/", "scheme"),
        ("hxxps://example.org/", "scheme"),
        ("https://ann@example.org/", "userinfo"),
        ("https://example.org:pw@example.com/", "userinfo"),
        ("ann@example.org", "userinfo"),
        ("https://", "host"),
        ("https:///a", "host"),
        ("https:/example.org", "host"),
        ("https://localhost/a", "host"),
        ("https://example..org/", "host"),
        ("https://-example.org/", "host"),
        ("https://exa mple.org/".replace(" ", "%20"), "host"),
        ("https://xn--zzzzzz.com/", "host"),
        ("https://" + "a." * 127 + "org/", "host"),
        ("https://" + "a" * 64 + ".org/", "host"),
        ("https://i❤.ws/", "host"),
        ("https://192.0.2.256/", "host"),
        ("https://127.1/", "host"),
        ("https://2130706433/", "host"),
        ("https://[fe80::1%25eth0]/", "host"),
        ("https://[fe80::1%eth0]/", "host"),
        ("https://[zz]/", "host"),
        ("https://example.org／a.example/", "host"),
        ("[words](https://example.org/)", "host"),
        ("soon", "host"),
        ("report.pdf", "host"),
        ("3.14", "host"),
        ("10.5/2", "host"),
        ("and/or", "host"),
        ("https://example.org:0/", "port"),
        ("https://example.org:65536/", "port"),
        ("https://example.org:http/", "port"),
        ("https://example.org:٤٤٣/", "port"),
    ],
)
def test_a_refusal_has_a_reason(typed: str, reason: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        read(typed)
    assert refused.value.reason == reason


def test_what_was_typed_and_its_site_stay_beside_it() -> None:
    assert read(" WWW.bücher.de/a?utm_source=b#c ") == Address(
        url="https://www.xn--bcher-kva.de/a",
        given="WWW.bücher.de/a?utm_source=b#c",
        host="www.bücher.de",
        site="bücher.de",
    )


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("example.org", "example.org"),
        ("www.example.org", "example.org"),
        ("m.example.org", "example.org"),
        ("amp.www.example.org", "example.org"),
        ("mobile.example.org", "example.org"),
        ("www.com", "www.com"),
        ("news.example.org", "news.example.org"),
        ("192.0.2.7", "192.0.2.7"),
    ],
)
def test_the_site_of_a_host(host: str, site: str) -> None:
    assert read(f"https://{host}/").site == site


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.org/", "https://example.org/"),
        ("https://example.org/", "https://www.example.org/"),
        ("https://example.org/a", "https://example.org/a/"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/?a=1&b=2", "https://example.org/?b=2&a=1"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
    ],
)
def test_what_only_a_server_could_call_the_same_is_kept_apart(one: str, other: str) -> None:
    assert read(one).url != read(other).url


part = st.text(max_size=12) | st.text("abz09-_.~%2fFзя例é\u200c+!$&'()*,;=:@|^`[]{}", max_size=12)
host = st.sampled_from(
    [
        "example.org",
        "EXAMPLE.org.",
        "www.example.org",
        "bücher.de",
        "пример.рф",
        "例え。jp",
        "xn--bcher-kva.de",
        "a_b.example.org",
        "192.0.2.7",
        "[::1]",
        "youtube.com",
        "x.com",
        "github.com",
        "ex\u00adample.org",
    ]
) | part.map("{}.org".format)
query = st.lists(
    st.tuples(st.sampled_from(["id", "utm_x", "ref", "s", "q", "FBCLID", "a%62c", ""]) | part, part),
    max_size=4,
).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs))
address = st.builds(
    "{}{}{}/{}?{}#{}".format,
    st.sampled_from(["http://", "https://", "HTTPS://", "//", ""]),
    host,
    st.sampled_from(["", ":80", ":443", ":8080", ":"]),
    st.lists(part | st.sampled_from(["..", ".", "%2e%2E", "%7E"]), max_size=4).map("/".join),
    query,
    part | part.map(":~:text={}".format) | part.map("!{}".format),
)


@settings(max_examples=often(1000), deadline=None)
@given(st.text() | address)
@example("https://example.org/?a=%&b=%2&c=%2G")
@example("https://example.org/#!#!#:~:")
def test_whatever_the_text_it_is_one_form_or_refused(text: str) -> None:
    try:
        found = read(text)
    except NotAnAddress:
        return
    again = read(found.url)
    assert again.url == found.url
    assert (again.host, again.site) == (found.host, found.site)
    assert found.url.isascii()
    assert found.url.isprintable()
    assert msgspec.convert(found.url, lines.Address) == found.url


@settings(max_examples=often(200), deadline=None)
@given(st.sampled_from(["/", "/a", "/a?id=1"]), st.sampled_from(["http", "https"]), st.data())
def test_addresses_of_one_page_are_one(path: str, scheme: str, data: st.DataObject) -> None:
    port = {"http": ":80", "https": ":443"}[scheme]
    shared = data.draw(st.sampled_from(["", "utm_source=x", "fbclid=1&gclid=2", "_ga=1.2"]))
    other = "".join(
        (
            data.draw(st.sampled_from([scheme, scheme.upper()])),
            "://",
            data.draw(st.sampled_from(["example.org", "EXAMPLE.Org"])),
            data.draw(st.sampled_from(["", port, ":"])),
            "" if path == "/" and data.draw(st.booleans()) else path,
            ("&" if "?" in path else "?") + shared if shared else "",
            data.draw(st.sampled_from(["", "#top"])),
        )
    )
    assert read(other).url == read(f"{scheme}://example.org{path}").url
