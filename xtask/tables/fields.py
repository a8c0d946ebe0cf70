"""Writes src/ecs/fields.tsv, the field table.

    python3 xtask/tables/fields.py ecs-fields.tsv

The argument is a table of the fields of ECS with the columns field, type, ignore_above, normalize and multi_fields, tabs
between them, made from ECS's generated/ecs/ecs_flat.yml (https://github.com/elastic/ecs). What the aws integration adds or
indexes otherwise stands in xtask/tables/integration-fields.tsv, in the format of the result, which src/ecs/field_table.rs
describes.
"""

import csv
import sys
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
    TABLE.write_text("".join(f"{rows[name]}\n" for name in sorted(rows)), encoding="utf-8")


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
