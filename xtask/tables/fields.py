"""Writes src/ecs/fields.tsv, the field table.

    python3 xtask/tables/fields.py ecs-fields.tsv

The argument is a table of the fields of ECS with the columns field, type, ignore_above, normalize and multi_fields, tabs
between them, made from ECS's generated/ecs/ecs_flat.yml (https://github.com/elastic/ecs). What the aws integration adds or
indexes otherwise stands in xtask/tables/integration-fields.tsv, in the format of the result with names written out;
src/ecs/field_table.rs describes it.
"""

import csv
import sys
from itertools import takewhile
from pathlib import Path

HERE = Path(__file__).parent
TABLE = HERE.parents[1] / "src/ecs/fields.tsv"
ADDED = HERE / "integration-fields.tsv"
# Types that match alike are one.
TYPES = {
    "keyword": "",
    "match_only_text": "text",
    "float": "double",
    "scaled_float": "double",
    "nested": "object",
}
USUAL_IGNORE_ABOVE = "1024"


def main(source):
    rows = {}
    with open(source, encoding="utf-8", newline="") as file:
        for field in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            rows[field["field"]] = row(field)
    for line in ADDED.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            rows[line.split("\t")[0]] = line
    names = sorted(rows)
    lines = [shortened(rows[name], name, above) for name, above in zip(names, ["", *names])]
    TABLE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def shortened(line, name, above):
    """The row with a dot for each part its name shares with the name above."""
    parts = name.split(".")
    # The last part of the name above has no dot behind it that could be shared.
    pairs = zip(parts, above.split(".")[:-1])
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return "." * shared + ".".join(parts[shared:]) + line.removeprefix(name)


def row(field):
    kind = field["type"]
    ignore_above = field["ignore_above"]
    if kind == "keyword":
        ignore_above = {USUAL_IGNORE_ABOVE: "", "": "-"}.get(ignore_above, ignore_above)
    flags = ("a" if field["normalize"] == "array" else "") + ("t" if "text:" in field["multi_fields"] else "")
    cells = [field["field"], TYPES.get(kind, kind), ignore_above, flags]
    return "\t".join(cells).rstrip("\t")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
