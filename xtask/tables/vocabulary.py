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
# As in src/cloudtrail/vocabulary/read.rs.
CODES = "!\"$%&'()*+-./:;<=>?@[]^`{|}"


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
    sets = Counter(verbs for operations in services for verbs in verb_sets(operations).values())
    # The commonest first: they have the shortest codes.
    order = sorted(sets, key=lambda verbs: (-sets[verbs], verbs))
    codes = {verbs: code(number) for number, verbs in enumerate(order)}
    lines = [HEADER, f"@ {' '.join(order)}\n"]
    for operations, names in services.items():
        lines.append(f"{' '.join(names)}\n")
        lines.extend(packed(operations, codes))
    TABLE.write_text("".join(lines), encoding="utf-8")


def code(number):
    """One sign for the first sets, three for the rest."""
    if number < len(CODES):
        return CODES[number]
    high, low = divmod(number - len(CODES), 94)
    return f"~{chr(33 + high)}{chr(33 + low)}"


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
    return {noun: ",".join(sorted(verbs[noun])) for noun in verbs}


def packed(operations, codes):
    """The nouns in order, each with how many words it shares with the one before, the rest of it, and the code of its verbs."""
    whole = sorted(name for name in operations if not VERB.match(name))
    if whole:
        yield f" = {' '.join(whole)}\n"
    sets = verb_sets(operations)
    line, before = "\t", []
    for noun in sorted(sets):
        words = WORD.findall(noun)
        pairs = zip(words[:9], before)
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
        line += f"{shared or ''}{''.join(words[shared:])}{codes[sets[noun]]}"
        before = words
    if sets:
        yield f"{line}\n"


if __name__ == "__main__":
    main(sys.argv[1:])
