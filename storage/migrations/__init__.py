"""The schema of a desk, as an append-only row of small migrations.

Each `m00N_verb` module holds one step. A released step is never edited: the next change is the next step,
and the tests apply every row of them from an empty file and from each released schema.
"""

from sqlite_utils import Migrations

from storage.migrations import m001_create, m002_index, m003_views, m004_desk, m005_digests

MIGRATIONS = Migrations("dateline")

MIGRATIONS(name="m001_create")(m001_create.apply)
MIGRATIONS(name="m002_index")(m002_index.apply)
MIGRATIONS(name="m003_views")(m003_views.apply)
MIGRATIONS(name="m004_desk")(m004_desk.apply)
MIGRATIONS(name="m005_digests")(m005_digests.apply)

KNOWN = ("m001_create", "m002_index", "m003_views", "m004_desk", "m005_digests")
"""The steps this version knows; a desk that holds another was written by a newer one."""
