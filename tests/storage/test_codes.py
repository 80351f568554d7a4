import re

from storage.codes import MINUTES, digest, new_code


def test_a_code_reads_well_and_no_two_are_the_same() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(re.fullmatch(r"[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}", code) for code in codes)
    assert {letter for code in codes for letter in code} == set("-23456789ABCDEFGHJKMNPQRSTUVWXYZ")


def test_how_it_is_typed_does_not_count() -> None:
    plain = digest("ABCDE-FGHJK")
    assert plain == "f57cbf1e3e471b25db4b8ad0844df41b2dae9c7d1944944d128e49294d412f66"
    for typed in ("abcde-fghjk", " ABCDE FGHJK ", "ABCDEFGHJK", "a-b-c-d-e-f-g-h-j-k", "`ABCDE-FGHJK`"):
        assert digest(typed) == plain
    assert digest("ABCDE-FGHJM") != plain


def test_a_code_is_short_lived() -> None:
    assert MINUTES == 15
