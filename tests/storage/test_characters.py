"""What a text may be made of: asked of the JSON text of a line first, which must let nothing pass."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.exchange.characters import blank, faults_of_texts, suspect
from storage.lines import Topic, write


@pytest.mark.parametrize(
    "text",
    [
        "A",
        "Ä\u0308",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, with a joiner that shows nothing
        "\u200f\u05e2\u05d1\u05e8",
        "👩\u200d👩\u200d👧",
        "a\u2066b\u2069c",
        "a\u00a0b",
        "⠀.",
    ],
)
def test_what_people_write_is_no_fault(text: str) -> None:
    assert list(faults_of_texts({"name": text})) == []


@pytest.mark.parametrize(
    "text", [" ", "\u00a0", "\u200b\u2060", "\ufeff", "\u2800\u3164", "\t\n", "\u2066\u2069"]
)
def test_what_shows_nothing_is_blank(text: str) -> None:
    assert blank(text)


@pytest.mark.parametrize("field", ["quote", "translation"])
def test_a_quote_may_be_a_paragraph(field: str) -> None:
    assert list(faults_of_texts({field: "One.\r\n\tTwo."})) == []
    assert list(faults_of_texts({field: "One.\x07"})) != []


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
    | st.text(
        st.sampled_from(" \t\u00a0\u200b\u2028\u2800\u202a\u202c\u2066\u2069\x85ab"), min_size=1, max_size=4
    )
)
def test_nothing_at_fault_goes_unsuspected(text: str) -> None:
    line = Topic(uid="t", slug="t", title=text)
    if list(faults_of_texts(msgspec.to_builtins(line))):
        assert suspect(write(line))
