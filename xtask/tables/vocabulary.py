"""Writes src/cloudtrail/vocabulary/operations.txt from botocore's service models.

    python3 xtask/tables/vocabulary.py [botocore-VERSION.whl]

Without a wheel it asks pip for the version below. The format is described in src/cloudtrail/vocabulary/read.rs.
"""

import gzip
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from itertools import takewhile
from pathlib import Path
from string import ascii_letters

VERSION = "1.44.5"
TABLE = Path(__file__).parents[2] / "src/cloudtrail/vocabulary/operations.txt"
HEADER = (
    f"# botocore {VERSION} (https://github.com/boto/botocore), its operation names repacked.\n"
    "# Copyright 2012-2022 Amazon.com, Inc. or its affiliates, licensed under the Apache License, Version 2.0.\n"
    "# Written by xtask/tables/vocabulary.py.\n"
)
MODEL = re.compile(r"botocore/data/[^/]+/[^/]+/service-2\.json\.gz")
# `CreateRoute` is the verb `Create` and the noun `Route`; `Publish` has no noun.
VERB = re.compile(r"[A-Z][a-z0-9]*(?=[A-Z])")
WORD = re.compile(r"[A-Z][^A-Z]*")
# The signs of words and of sets of verbs, the commonest first, and of all that are used once; as in
# src/cloudtrail/vocabulary/signs.rs.
WORDS = [*ascii_letters, *map(chr, range(0x100, 0x680))]
SETS = [*"!\"#$%&'()+,-./:;<=>?@[\\]^`{|}~", *map(chr, range(0xA0, 0x100)), *map(chr, range(0x680, 0x800))]
NEXT_WORD, NEXT_SET = "_", "*"


def main(arguments):
    if arguments:
        return write(arguments[0])
    with tempfile.TemporaryDirectory() as folder:
        package = f"botocore=={VERSION}"
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, package]
        subprocess.run(pip, check=True)
        write(next(Path(folder).glob("*.whl")))


def write(wheel):
    providers = read(wheel)
    services = defaultdict(list)
    for provider in sorted(providers):
        services[frozenset(providers[provider])].append(provider)
    nouns = {names: list(shortened(verb_sets(operations))) for operations, names in named(services)}
    rows = [row for rows in nouns.values() for row in rows]
    sets = Signs((verbs for _, _, verbs in rows), SETS, NEXT_SET)
    verbs = [verb.rstrip("+") for verbs in sets.all for verb in verbs]
    words = Signs([*verbs, *(word for _, row, _ in rows for word in row)], WORDS, NEXT_WORD)

    def spelled(verbs):
        return "".join(words.of(verb.rstrip("+")) + "+" * verb.endswith("+") for verb in verbs)

    lines = [HEADER, f"% {words.line(str)}\n", f"@ {sets.line(spelled)}\n"]
    for operations, names in named(services):
        lines.append(f"{names}\n")
        if whole := sorted(name for name in operations if not VERB.match(name)):
            lines.append(f" = {' '.join(whole)}\n")
        if rows := nouns[names]:
            packed = (f"{shared or ''}{''.join(map(words.of, row))}{sets.of(verbs)}" for shared, row, verbs in rows)
            lines.append(f"\t{''.join(packed)}\n")
    TABLE.write_text("".join(lines), encoding="utf-8")


def named(services):
    return ((operations, " ".join(names)) for operations, names in services.items())


class Signs:
    """A sign for each text: the commonest have the first signs, and all that are used once the same, in their order."""

    def __init__(self, texts, signs, once):
        counts = Counter(texts)
        often = sorted((text for text in counts if counts[text] > 1), key=lambda text: (-counts[text], text))
        short = len([sign for sign in signs if sign.isascii()])
        often[short:] = sorted(often[short:])
        if len(often) > len(signs):
            raise ValueError(f"{len(often)} texts and {len(signs)} signs")
        self.often = often
        self.rest = [text for text in counts if counts[text] == 1]
        self.signs = dict(zip(often, signs))
        self.once = once

    @property
    def all(self):
        return [*self.often, *self.rest]

    def line(self, spelled):
        return " ".join([*map(spelled, self.often), self.once, *map(spelled, self.rest)])

    def of(self, text):
        return self.signs.get(text, self.once)


def read(wheel):
    """Operations by provider, all versions of a service together.

    CloudTrail names a service by its signing name, sometimes by its endpoint. Names with a dot are hosts, not services.
    """
    providers = defaultdict(set)
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not MODEL.fullmatch(name):
                continue
            model = json.loads(gzip.decompress(archive.read(name)))
            metadata = model["metadata"]
            for provider in (metadata["endpointPrefix"], metadata.get("signingName")):
                if provider and "." not in provider:
                    providers[provider.lower()] |= set(model["operations"])
    return providers


def verb_sets(operations):
    """For each noun its verbs; `+` after a verb is the plural."""
    verbs = defaultdict(set)
    for name in operations:
        if found := VERB.match(name):
            verbs[name[found.end() :]].add(found[0])
    for plural in [noun for noun in verbs if noun.endswith("s") and noun[:-1] in verbs]:
        verbs[plural[:-1]] |= {f"{verb}+" for verb in verbs.pop(plural)}
    return {noun: tuple(sorted(verbs[noun])) for noun in verbs}


def shortened(sets):
    """The nouns in order: how many words each shares with the one before, its other words, and its verbs."""
    before = []
    for noun in sorted(sets):
        words = WORD.findall(noun)
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(words[:9], before))))
        yield shared, words[shared:], sets[noun]
        before = words


if __name__ == "__main__":
    main(sys.argv[1:])
