### What editors are told who keep the names of actors, topics and sources.

## What became of it

names-actor-added = Added: { $name }
names-actor-updated = Changed: { $name }
names-actor-archived = Archived: { $name }
names-actor-restored = Offered again: { $name }
names-actor-merged = Merged into { $into }: { $name }
names-actor-split = Split from { $other }: { $name }
names-topic-added = Added: { $name }
names-topic-updated = Changed: { $name }
names-topic-archived = Archived: { $name }
names-topic-restored = Offered again: { $name }
names-topic-merged = Merged into { $into }: { $name }
names-topic-split = A story of its own again: { $name }
names-source-added = Added: { $name }
names-source-updated = Changed: { $name }
names-unchanged = Nothing changed: { $name }

names-near = There are others of a similar name: { $near }. If one of them is meant, /{ $command } makes two one.
names-merge = merge it into { $name }
names-keep-old = keep “{ $name }” as another name
names-nothing-merged = Nothing was merged into { $name }.
names-topic-not-merged = It was not merged into another topic. What is only part of one is taken out by /names topic edit with parent:none.
names-root-used = { $name } is a reprint of { $root } itself, so that one is the origin.

## Asked first

names-merge-first = Merge { $name } into { $into }?
names-merge-one = Merged
names-merge-into = Into

## What it is

names-name = Name
names-merged-in = Merged into it
names-claims = Claims
names-archived = Archived
names-not-offered = found by its names, but not offered
names-topic-title = Title
names-slug = Short name
names-parent = Part of
names-below = Holds
names-number = Number
names-source-title = Title
names-publisher = Publisher
names-published = Published
names-author = Author
names-language = Language
names-address = Address
names-archive = Archived copy
names-retrieved = Read
names-origin = Reprints
names-one-origin = One origin with
names-one-origin-more = One origin with, among others

## What can't be done

names-too-long = That has { $given } characters; at most { $most } are kept of a name. Shorten it.
names-description-too-long = That has { $given } characters; at most { $most } are kept of a description. Shorten it.
names-nothing-in-it = There is nothing in “{ $words }” by which it could be found again.
names-wikidata-unread = “{ $words }” is no item of Wikidata. One is written Q423.
names-language-unread = “{ $words }” is no language's tag. One is written en, ko or pt-BR.
names-slug-unread = “{ $words }” is no short name. One has a to z, digits and hyphens, at most 64: north-korea-troops
names-actor-taken = “{ $name }” is a name of { $other } already. Choose a name that tells the two apart.
names-actor-taken-archived = “{ $name }” is a name of { $other } already, which is archived. To offer it again:
names-topic-taken = “{ $name }” is a name of the topic { $other } ({ $slug }) already. Choose another.
names-no-aliases = { $name } has no other name, so “{ $alias }” can't be taken away.
names-no-such-alias = { $name } has no other name “{ $alias }”; it has { $aliases }.
names-merge-same = { $name } can't be merged into itself.
names-merged-already = “{ $words }” was merged into { $name }. Name { $name } itself if that is meant, or split the two first.
names-split-which = Several actors were merged into { $name }. Which one is to stand for itself again?
names-topic-itself = { $name } can't be part of itself.
names-topic-circle = { $other } is part of { $name }, so { $name } can't be part of it.
names-no-source = There is no source “{ $words }”. /sources lists them; /names source add makes one.
names-several-sources = Several sources are of “{ $words }”. Name the one you mean by its number.
names-source-there = That source is there already: { $number } { $name }. To change it:
names-address-taken = { $address } is the address of another source: { $number } { $name }.
names-origin-itself = { $name } can't reprint itself.
names-origin-circle = { $other } reprints { $name }, so { $name } can't reprint it.
