"""Writes src/check/tables.txt: what published rules use of MITRE's catalogue, and their tags.

    python3 xtask/tables/checks.py attack.tsv RULES

attack.tsv has the columns id, name and tactics, tabs between them and spaces between tactics. RULES is a folder of rule
files; a tag is taken when at least two rules have it.
"""

import sys
import tomllib
from collections import Counter
from pathlib import Path

TABLE = Path(__file__).parents[2] / "src/check/tables.txt"
COMMON = 2


def main(attack, rules):
    entries = []
    for line in Path(attack).read_text(encoding="utf-8").splitlines()[1:]:
        columns = line.split("\t")
        tactics = columns[2].replace(",", " ").split() if len(columns) > 2 else []
        entries.append("\t".join([columns[0], columns[1], " ".join(tactics)]))
    tags = Counter()
    for file in Path(rules).rglob("*.toml"):
        rule = tomllib.loads(file.read_text(encoding="utf-8"))
        if rule.get("metadata", {}).get("maturity") == "production":
            tags.update(set(rule["rule"].get("tags", [])))
    common = sorted(tag for tag, count in tags.items() if count >= COMMON)
    lines = ["# Written by xtask/tables/checks.py: identifiers with name and tactics, then tags.", *sorted(entries), *common]
    TABLE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
