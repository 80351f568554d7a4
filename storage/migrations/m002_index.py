"""The indexes: each named for the question it answers, and the two for full-text search."""

from sqlite_utils import Database

# A claim is "long" when it lasts more than a month: the few long ones are looked through apart, so that
# all others that touch a day stand within a month of it in sort order.
_LONG = "ends - begins > 31"

_STATEMENTS = (
    "CREATE INDEX names_of_topics ON topics (folded, id)",
    "CREATE INDEX names_of_topic_aliases ON topic_aliases (folded, topic_id)",
    "CREATE INDEX children_of_a_topic ON topics (parent_id) WHERE parent_id IS NOT NULL",
    "CREATE INDEX names_of_actors ON actors (folded, id)",
    "CREATE INDEX names_of_actor_aliases ON actor_aliases (folded, actor_id)",
    "CREATE INDEX actors_merged_into_one ON actors (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX sources_by_address ON sources (url) WHERE url IS NOT NULL",
    "CREATE INDEX sources_by_date ON sources (published_lower, id)",
    "CREATE INDEX reprints_of_an_origin ON sources (origin_id) WHERE origin_id IS NOT NULL",
    "CREATE INDEX claims_in_order ON claims (sort_day, id, begins, ends, status, known_from)",
    f"CREATE INDEX long_claims ON claims (sort_day, id, begins, ends, status, known_from) WHERE {_LONG}",
    "CREATE INDEX claims_as_stated ON claims "
    "(stated_lower, id, stated, stated_upper, status, begins, ends, sort_day)",
    "CREATE INDEX claims_long_in_the_stating ON claims (coalesce(stated_lower, stated_upper), id, "
    "stated, stated_lower, stated_upper, status, begins, ends, sort_day) "
    "WHERE (stated_lower IS NULL OR stated_upper IS NULL OR stated_upper - stated_lower > 31)",
    "CREATE INDEX claims_at_a_place ON claims (place_id, sort_day, id) WHERE place_id IS NOT NULL",
    "CREATE INDEX topics_of_a_claim ON claim_topics (claim_id)",
    "CREATE INDEX long_claims_of_a_topic ON claim_topics "
    f"(topic_id, sort_day, claim_id, begins, ends, status, kind, known_from) WHERE {_LONG}",
    "CREATE INDEX figures_of_a_topic ON claim_topics (topic_id, sort_day, claim_id, status, known_from) "
    "WHERE (has_figures = 1 OR kind = 'figure')",
    "CREATE INDEX claims_an_actor_makes ON attributions (actor_id, sort_day, claim_id)",
    "CREATE INDEX claims_about_an_actor ON involvements (actor_id, sort_day, claim_id)",
    "CREATE INDEX claims_a_source_carries ON evidence (source_id, claim_id)",
    "CREATE INDEX estimates_of_a_measure ON figures (measure, sort_day, claim_id)",
    "CREATE INDEX relations_to_a_claim ON relations (to_claim_id, type)",
    "CREATE INDEX relations_that_rest_on_a_source ON relations (source_id) WHERE source_id IS NOT NULL",
    "CREATE INDEX revisions_in_time ON revisions (at)",
    "CREATE INDEX revisions_of_an_account ON revisions (platform, account, id)",
    "CREATE INDEX what_undoes_a_revision ON revisions (undoes) WHERE undoes IS NOT NULL",
    "CREATE INDEX items_of_a_revision ON revision_items (revision_id)",
    # A relation that was removed has no row any more, but the log of both its claims still tells of it.
    "CREATE INDEX logged_relations_of_a_claim ON revision_items (coalesce(after, before) ->> '$.from') "
    "WHERE object_kind = 'relation'",
    "CREATE INDEX logged_relations_to_a_claim ON revision_items (coalesce(after, before) ->> '$.to') "
    "WHERE object_kind = 'relation'",
    "CREATE INDEX log_of_an_object ON revision_items (object_kind, object_id)",
    # What is searched of a claim; the search index points here instead of keeping the text twice.
    """
    CREATE VIEW claim_search_text AS
    SELECT id, text,
           (SELECT group_concat(quote, char(10)) FROM (
                SELECT quote, position FROM evidence
                WHERE evidence.claim_id = claims.id AND quote IS NOT NULL
                UNION ALL SELECT claims.also_searched, 1e9 WHERE claims.also_searched IS NOT NULL
                ORDER BY position)) AS quotes
    FROM claims
    """,
    """
    CREATE VIRTUAL TABLE claim_search USING fts5 (
        text, quotes, content = 'claim_search_text', content_rowid = 'id',
        tokenize = "unicode61 remove_diacritics 2")
    """,
    # The names in an index of their own, one row an object (rowid = 4 * id + 0 actor, 1 topic, 2 source):
    # a new alias rewrites one small row and no claim.
    """
    CREATE VIRTUAL TABLE name_search USING fts5 (
        names, prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2")
    """,
)


def apply(db: Database) -> None:
    """Creates the indexes."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)
