"""Dateline on Discord beside a hollow bot, both on the peer that the tests have in Discord's place."""
