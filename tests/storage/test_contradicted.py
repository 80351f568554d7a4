import pytest

from storage.lines import Actor, Attribution, Involvement, Topic
from storage.reads import contradicted as module
from storage.reads.contradicted import contradicted
from storage.reads.listing import Numbers
from tests.storage.factories import KURSK, REPORT, RUSSIA, UKRAINE, claim, in_memory, related

MOSCOW = Actor(uid="a-moscow", name="Moscow", kind="place", merged_into="a-russia")
WAR = Topic(uid="t-war", slug="war", title="War")
BY_RUSSIA = (Attribution("a-russia"), Attribution("a-russia", role="via"))
DESK = (
    KURSK,
    WAR,
    RUSSIA,
    UKRAINE,
    MOSCOW,
    REPORT,
    claim("c1", stated="2025-04-01", topics=("t-kursk",), attributions=BY_RUSSIA),
    claim("c2", stated="2025-04-02", topics=("t-war",), attributions=(Attribution("a-moscow"),)),
    claim("c3", stated="2025-04-03", topics=("t-war",), attributions=BY_RUSSIA, status="retracted"),
    claim("c4", stated="2025-04-04", topics=("t-war",), attributions=BY_RUSSIA),
    claim("c5", stated="2025-04-05", topics=("t-war",), attributions=BY_RUSSIA),
    claim("c6", stated="2025-04-06", topics=("t-war",), involvements=(Involvement("a-russia"),)),
    claim("c7", attributions=(Attribution("a-ukraine"),)),
    claim("c8", attributions=(Attribution("a-ukraine"),), status="retracted"),
    related("denies", "c7", "c1"),
    related("disputes", "c6", "c1"),
    related("disputes", "c7", "c2"),
    related("denies", "c7", "c3"),  # the claim was retracted
    related("denies", "c8", "c4"),  # the denial was retracted
    related("confirms", "c7", "c5"),
    related("denies", "c7", "c6"),  # about Russia, not by it
    related("denies", "c4", "c7"),
)


def test_what_an_actor_claims_and_another_claim_denies_or_disputes_newest_first() -> None:
    db = in_memory(*DESK)
    assert contradicted(db, (1, 3), (), limit=9) == Numbers((2, 1), more=False)
    assert contradicted(db, (1, 3), (), limit=1) == Numbers((2,), more=True)
    assert contradicted(db, (1,), (), limit=9) == Numbers((1,), more=False)
    assert contradicted(db, (1, 3), (2,), limit=9) == Numbers((2,), more=False)
    assert contradicted(db, (2,), (), limit=9) == Numbers((7,), more=False)
    assert contradicted(db, (2,), (1, 2), limit=9) == Numbers((), more=False)
    db.close()


def test_an_actor_of_many_claims_is_looked_through_from_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    db = in_memory(*DESK)
    monkeypatch.setattr(module, "LOOKED_THROUGH", 4)
    assert contradicted(db, (1, 3), (), limit=9) == Numbers((2,), more=False)
    db.close()
