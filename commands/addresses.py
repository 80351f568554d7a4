"""An address of the web as an editor typed it, read into the one form that the record keeps.

Two addresses that lead to the same page by the rules of the web (RFC 3986, section 6.2.2, and UTS #46) become
the same text, and so do two that differ only in how a reader came by the link: what such parameters are is in
the tables below. Nothing is ever fetched, so nothing is merged that only a server could say is the same: http
and https, or a host with and without "www.".
"""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import unquote_plus

import idna
from yarl import URL

LONGEST: Final = 2000
"""Characters of an address in the record."""

Reason = Literal["blank", "too_long", "characters", "scheme", "userinfo", "host", "port"]
"""Why a text is no address: see `NotAnAddress`."""

_LONGEST_TYPED = 8000  # what tracking adds may go; anything longer is not looked at
_LONGEST_HOST = 253  # of DNS, in ASCII
_DEFAULT_PORTS = {"http": 80, "https": 443}

# Pasted along with an address and not seen: a byte order mark, zero-width and bidirectional controls.
_UNSEEN = "\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069"
_AROUND = re.compile(rf"^[\s{_UNSEEN}]+|[\s{_UNSEEN}]+$")
_JOINERS = "\u200c\u200d"  # Persian and Sinhala, for some, are misspelt without them
_IN_ANGLES = re.compile(r"<([^<>]*)>")  # how chats are told not to unfold a link

_WITH_SCHEME = re.compile(r"(?:(?P<scheme>[a-z][a-z0-9+.-]*):)?//(?P<rest>.*)", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+-]*:(?![0-9])", re.IGNORECASE)
_BARE = re.compile(r"[^\s/?#:@\[\]]+\.(?P<last>[^\W\d_][\w-]*[^\W_])\.?(?::[0-9]*)?(?P<tail>[/?#].*)?")
_AUTHORITY = re.compile(r"(?P<host>\[[^\[\]]*\]|[^\[\]:]*)(?::(?P<port>.*))?")
_PLAIN_LABEL = re.compile(r"(?!xn--)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")


def _names(*listed: str) -> frozenset[str]:
    return frozenset(" ".join(listed).split())


# Beside the countries' two letters and what is not written in ASCII.
_COMMON_ENDINGS = _names(
    "academy agency app biz blog center cloud com community coop dev digital edu email foundation global",
    "gov group info int international live media mil museum net network news ngo one online ong org press",
    "pro report reviews site social space store studio tech today watch website wiki work world xyz zone",
)

_SHARED_BY_PREFIX = ("utm_", "mtm_", "matomo_", "piwik_", "hsa_", "itm_", "__cft__")
"""Beginnings of names that only say how a reader came."""

_SHARED_BY = _names(
    # Click numbers of advertisers
    "fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid msclkid yclid ymclid ysclid",
    "twclid ttclid li_fat_id igshid igsh epik rdt_cid sccid zanpid rb_clickid s_kwcid ef_id wickedid",
    # Newsletters and customer files
    "mc_cid mc_eid mkt_tok _hsenc _hsmi __hssc __hstc __hsfp hsctatracking vero_id vero_conv oly_enc_id",
    "oly_anon_id ml_subscriber ml_subscriber_hash ss_email_id et_rid bbeml _bhlid _kx vgo_ee",
    # Audience measurement
    "_ga _gid _gl _openstat at_medium at_campaign at_campaign_type at_creation at_emailtype at_format",
    "at_link at_link_id at_link_origin at_link_type at_ptr_name at_recipient_id at_recipient_list",
    "at_send_date at_custom1 at_custom2 at_custom3 at_custom4 at_bbc_team xtor wt_mc wt.mc_id wt.mc_ev",
    "wt_zmc cx_click cx_recsorder cx_recswidget ns_mchannel ns_source ns_campaign ns_linkname ns_fee spm",
    "s_cid cmpid icid ocid ftag trk_contact trk_msg trk_module trk_sid pk_campaign pk_kwd pk_keyword",
    "pk_source pk_medium pk_content pk_cid _branch_match_id _branch_referrer",
    # Buttons for sharing
    "ref ref_src ref_url __twitter_impression __tn__ fb_action_ids fb_action_types fb_ref fb_source",
    "action_object_map action_type_map action_ref_map mibextid soc_src soc_trk guccounter guce_referrer",
    "guce_referrer_sig sms_click sms_source sms_uph smid smtyp smprod wpisrc wpmm traffic_source",
)
"""Names that only say how a reader came, wherever they stand: none that sites name pages by."""

_SHARED_ON = {
    "youtube.com": frozenset({"si", "feature", "pp", "ab_channel"}),
    "youtu.be": frozenset({"si", "feature"}),
    "x.com": frozenset({"s", "t"}),
    "twitter.com": frozenset({"s", "t"}),
    "facebook.com": frozenset({"rdid", "share_url", "paipv", "eav", "_rdr"}),
    "linkedin.com": frozenset({"trk", "trackingid", "refid", "lipi", "rcm"}),
    "tiktok.com": frozenset({"_r", "_t", "is_from_webapp", "is_copy_url", "sender_device"}),
    "open.spotify.com": frozenset({"si"}),
    "theguardian.com": frozenset({"cmp"}),
    "wsj.com": frozenset({"mod"}),
}
"""Names that say so on one site alone; elsewhere they may well name a page."""

_MEANT_ON = {
    "ref": frozenset({"github.com", "api.github.com", "gitlab.com", "codeberg.org", "bitbucket.org"})
}
"""Sites that name something by what elsewhere only says how a reader came: a version of a file."""

_IN_WORDS = re.compile(r"https?://[^\s<>|\"\u201c\u201d]+", re.IGNORECASE)
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_ENDING = ".,;:!?'*_~\u2019\u2026"


class NotAnAddress(ValueError):  # noqa: N818  # the name says what the text is, and callers read it so
    """The text is no address that the record can keep.

    Attributes:
        reason: Why: nothing was typed (``blank``), the address is longer than `LONGEST` (``too_long``), a
            blank, control or bracket stands inside it (``characters``), it isn't of the web (``scheme``), it
            holds a user's name (``userinfo``), or its ``host`` or ``port`` cannot be one.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web.

    Attributes:
        url: The form that the record keeps and that equal addresses share: ASCII alone.
        given: What was typed, without what stood around it.
        host: Its host in readable letters. They may be made to look like another host's, so whatever shows it
            has to guard against that.
        site: The host without "www.", "m." and "amp.".
    """

    url: str
    given: str
    host: str
    site: str


def spans(text: str) -> list[tuple[int, int]]:
    """Returns where addresses of the web stand in running words, each as (start, end).

    What closes a bracket before the address, or ends a sentence, is no part of it; brackets of its own are.
    """
    found = []
    for match in _IN_WORDS.finditer(text):
        end = match.end()
        while end > match.start():
            last, whole = text[end - 1], text[match.start() : end]
            closes = last in _BRACKETS and whole.count(last) > whole.count(_BRACKETS[last])
            if not closes and last not in _ENDING:
                break
            end -= 1
        found.append((match.start(), end))
    return found


def without(text: str) -> str:
    """Returns running words without the addresses in them."""
    for start, end in reversed(spans(text)):
        text = f"{text[:start]} {text[end:]}"
    return text


def read(text: str) -> Address:
    """Reads an address as typed or pasted; "example.org/page" is one too, and means https.

    Raises:
        NotAnAddress: It is none; its reason says why.
    """
    given = _AROUND.sub("", text)
    scheme, rest = _scheme(_checked(given))
    end = re.search("[/?#]|$", rest)
    at = end.start() if end is not None else len(rest)
    host, port = _authority(rest[:at])
    readable = _readable(host)
    site = _site(readable)
    colon = "" if port in (None, _DEFAULT_PORTS[scheme]) else f":{port}"
    url = _normal(f"{scheme}://{host}{colon}{rest[at:]}", site)
    if len(url) > LONGEST:
        raise NotAnAddress("too_long")
    return Address(url=url, given=given, host=readable, site=site)


def _checked(given: str) -> str:
    """The text that may be an address: not empty, not endless, nothing in it that ends or hides in one."""
    if len(given) > _LONGEST_TYPED:
        raise NotAnAddress("too_long")
    angles = _IN_ANGLES.fullmatch(given)
    text = given if angles is None else _AROUND.sub("", angles[1])
    if not text:
        raise NotAnAddress("blank")
    if any(character in '<>"\\' or _is_unseen(character) for character in text):
        raise NotAnAddress("characters")
    return text


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp") and (
        character not in _JOINERS
    )


def _scheme(text: str) -> tuple[str, str]:
    """The scheme, and what follows its two slashes."""
    found = _WITH_SCHEME.fullmatch(text)
    if found is not None:
        scheme = (found["scheme"] or "https").lower()
        if scheme not in _DEFAULT_PORTS:
            raise NotAnAddress("scheme")
        return scheme, found["rest"]
    bare = _BARE.fullmatch(text)
    if bare is not None and (bare["tail"] or _is_known_ending(bare["last"])):
        return "https", text
    if bare is None and _OTHER_SCHEME.match(text) and not text.lower().startswith(("http:", "https:")):
        raise NotAnAddress("scheme")
    if "@" in re.split("[/?#]", text)[0]:
        raise NotAnAddress("userinfo")
    raise NotAnAddress("host")


def _is_known_ending(last: str) -> bool:
    last = last.lower()
    return len(last) == 2 or last in _COMMON_ENDINGS or not last.isascii() or last.startswith("xn--")


def _authority(authority: str) -> tuple[str, int | None]:
    """The host in ASCII, and the port where one is given."""
    if "@" in authority:
        raise NotAnAddress("userinfo")
    found = _AUTHORITY.fullmatch(authority)
    if found is None:
        raise NotAnAddress("host")
    host = _host(found["host"])
    port = found["port"]
    if not port:
        return host, None
    if not re.fullmatch("[0-9]{1,10}", port) or not 1 <= int(port) <= 65535:
        raise NotAnAddress("port")
    return host, int(port)


def _host(typed: str) -> str:
    if typed.startswith("["):
        return _number(ipaddress.IPv6Address, typed[1:-1])
    try:
        mapped = idna.uts46_remap(typed, std3_rules=False, transitional=False).removesuffix(".")
    except idna.IDNAError as error:
        raise NotAnAddress("host") from error
    labels = mapped.split(".")
    if labels[-1].isdecimal():
        return _number(ipaddress.IPv4Address, mapped)
    host = ".".join(map(_label, labels))
    if len(labels) < 2 or len(host) > _LONGEST_HOST:
        raise NotAnAddress("host")
    return host


def _number(kind: type[ipaddress.IPv4Address | ipaddress.IPv6Address], text: str) -> str:
    """An address in numbers, in their one form: a browser reads 127.1 as 127.0.0.1, so that is refused."""
    try:
        number = kind(text.replace("%", "/"))  # a zone ("%eth0") means something on one machine only
    except ValueError as error:
        raise NotAnAddress("host") from error
    return f"[{number}]" if number.version == 6 else str(number)


def _label(label: str) -> str:
    """One part of a host in ASCII. DNS is wider than IDNA where all is ASCII: underscores, two hyphens."""
    if _PLAIN_LABEL.fullmatch(label):
        return label
    try:
        return idna.alabel(label).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise NotAnAddress("host") from error


def _readable(host: str) -> str:
    return ".".join(idna.ulabel(label) if label.startswith("xn--") else label for label in host.split("."))


def _site(host: str) -> str:
    for front in ("www.", "m.", "mobile.", "amp."):
        rest = host.removeprefix(front)
        if rest != host and "." in rest:
            return _site(rest)
    return host


def _normal(address: str, site: str) -> str:
    try:
        url = URL(address)
    except ValueError as error:
        raise NotAnAddress("characters") from error
    parameters = (each for each in url.raw_query_string.split("&") if each and _is_meant(each, site))
    return str(
        URL.build(
            scheme=url.scheme,
            authority=url.raw_authority,
            path=url.raw_path or "/",
            query_string="&".join(parameters),
            fragment=_fragment(url.raw_fragment),
            encoded=True,
        )
    )


def _is_meant(parameter: str, site: str) -> bool:
    """Whether a parameter says something about the page, as all do that are not known to be tracking."""
    name = unquote_plus(parameter.partition("=")[0]).lower()
    if site in _MEANT_ON.get(name, ()):
        return True
    shared = name in _SHARED_BY or name in _SHARED_ON.get(site, ()) or name.startswith(_SHARED_BY_PREFIX)
    return not shared


def _fragment(fragment: str) -> str:
    """What of a fragment names a page or words in it: a route ("#!/a", "#/a"), a text fragment (":~:text=").

    The name of a section is dropped: it is the same page.
    """
    if fragment.startswith(("!", "/")):
        return fragment
    _, mark, directive = fragment.partition(":~:")
    return mark + directive
