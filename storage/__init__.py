"""The record: schema, reads, writes, search, history and exchange formats of a desk."""
