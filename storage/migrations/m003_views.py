"""Views named for people: a desk's file reads well in Datasette or the sqlite-utils command line."""

from sqlite_utils import Database

_VIEWS = {
    # What happened, newest first, one line a claim.
    "timeline": """
        SELECT claims.id AS claim,
               claims.occurred,
               claims.text,
               (SELECT group_concat(name, ', ') FROM (
                    SELECT actors.name FROM attributions JOIN actors ON actors.id = attributions.actor_id
                    WHERE attributions.claim_id = claims.id ORDER BY attributions.position)) AS said_by,
               claims.stated,
               (SELECT group_concat(title, ', ') FROM (
                    SELECT topics.title FROM claim_topics JOIN topics ON topics.id = claim_topics.topic_id
                    WHERE claim_topics.claim_id = claims.id ORDER BY claim_topics.position)) AS topics,
               claims.kind,
               claims.status,
               (SELECT coalesce(sources.url, sources.publisher || ', ' || sources.published)
                FROM evidence JOIN sources ON sources.id = evidence.source_id
                WHERE evidence.claim_id = claims.id ORDER BY evidence.position LIMIT 1) AS source
        FROM claims
        ORDER BY claims.sort_day DESC, claims.id DESC
    """,
    "who_says_what": """
        SELECT actors.name AS who, attributions.verb, attributions.role, claims.text AS what, claims.stated,
               claims.id AS claim, claims.status
        FROM attributions
        JOIN actors ON actors.id = attributions.actor_id
        JOIN claims ON claims.id = attributions.claim_id
    """,
    "estimates_side_by_side": """
        SELECT figures.measure, figures.qualifier, figures.lower, figures.best, figures.upper, figures.unit,
               figures.as_of, figures.wording,
               (SELECT group_concat(name, ', ') FROM (
                    SELECT actors.name FROM attributions JOIN actors ON actors.id = attributions.actor_id
                    WHERE attributions.claim_id = figures.claim_id
                    ORDER BY attributions.position)) AS said_by,
               claims.stated, claims.id AS claim, claims.status
        FROM figures
        JOIN claims ON claims.id = figures.claim_id
        ORDER BY figures.measure, figures.sort_day DESC
    """,
    # A retracted claim carries no relation, on either side.
    "who_contradicts_whom": """
        SELECT (SELECT group_concat(name, ', ') FROM (
                    SELECT actors.name FROM attributions JOIN actors ON actors.id = attributions.actor_id
                    WHERE attributions.claim_id = later.id AND attributions.role <> 'via'
                    ORDER BY attributions.position)) AS who,
               relations.type,
               (SELECT group_concat(name, ', ') FROM (
                    SELECT actors.name FROM attributions JOIN actors ON actors.id = attributions.actor_id
                    WHERE attributions.claim_id = earlier.id AND attributions.role <> 'via'
                    ORDER BY attributions.position)) AS whom,
               later.text AS claim_text, earlier.text AS of_claim_text,
               later.id AS claim, earlier.id AS of_claim
        FROM relations
        JOIN claims AS later ON later.id = relations.from_claim_id AND later.status = 'published'
        JOIN claims AS earlier ON earlier.id = relations.to_claim_id AND earlier.status = 'published'
        WHERE relations.type IN ('disputes', 'denies')
    """,
    "where_to_check": """
        SELECT claims.id AS claim, claims.text, evidence.quote, sources.publisher, sources.title,
               sources.published, sources.url, sources.archive_url
        FROM evidence
        JOIN claims ON claims.id = evidence.claim_id
        JOIN sources ON sources.id = evidence.source_id
    """,
    "history": """
        SELECT revisions.id AS revision, revisions.at, revisions.platform, revisions.account,
               revisions.reason, revision_items.object_kind, revision_items.object_id, revision_items.change
        FROM revisions
        JOIN revision_items ON revision_items.revision_id = revisions.id
        ORDER BY revision_items.id DESC
    """,
}


def apply(db: Database) -> None:
    """Creates the views."""
    for name, query in _VIEWS.items():
        db.create_view(name, query)
