"""Answers in words: messages by key from Fluent files, a folder a language; dates and numbers by locale."""
