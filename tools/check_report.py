"""Calculate a report of jcm-mrv again, by docs/report.md alone; docs/checker.md tells more."""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from bisect import bisect
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import floor
from operator import add, eq, ge, gt, le, lt, mul, ne, neg, sub, truediv
from pathlib import Path
from typing import Any

BYTES, MARKS, LEVELS, WORK, BITS = 256_000_000, 10_000_000, 100, 10_000_000, 65_536
RESULTS = {"reference_emissions": "RE", "project_emissions": "PE", "emission_reductions": "ER"}
COLUMNS = ("sum", "count", "expected", "minimum", "maximum", "complete")
OPERAND = ("unit", "value", "text", "members", "values", "texts")
SIGNS: dict[str, Any] = {"+": add, "-": sub, "*": mul, "/": truediv, "neg": neg, "power": pow}
SIGNS |= {"abs": abs, "min": min, "max": max}
SIGNS |= {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne}
day = date.fromisoformat


class RefusedError(Exception):
    """Something cannot be read."""


class DiffersError(Exception):
    """A node, by its JSON pointer, states something else than follows from the others."""


def agree(at: str, stated: Any, computed: Any) -> None:
    """Find the first leaf that differs; of an object, the keys that were computed count."""
    alike = type(stated) is type(computed)
    if alike and isinstance(computed, list) and len(stated) == len(computed):
        stated, computed = dict(enumerate(stated)), dict(enumerate(computed))
    if alike and isinstance(computed, dict):
        for key, one in computed.items():
            agree(f"{at}/{key}", stated[key], one)
    elif not alike or stated != computed:
        raise DiffersError(at, stated, computed)


def written(value: Any, level: int = 1) -> str:
    """Write JSON without floats by RFC 8785: keys by UTF-16 code units, nothing between."""
    if level > LEVELS:
        raise RefusedError(f"the document is more than {LEVELS} levels deep")
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{written(k)}:{written(value[k], level + 1)}" for k in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(written(one, level + 1) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)  # its escapes of text are those of RFC 8785


def parse(data: bytes) -> Any:
    """Read JSON strictly: no key twice, no float, no long number, nothing too large."""

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(found)) != len(found):
            raise RefusedError("a key stands twice in one object")
        return dict(found)

    def number(text: str) -> int:
        if not re.fullmatch("-?[0-9]{1,16}", text):
            raise RefusedError("there is a float, or a whole number of more than 16 digits")
        return int(text)

    if sum(data.count(mark) for mark in (b",", b":", b"[", b"{")) > MARKS:
        raise RefusedError("the document is too large")
    hooks: dict[str, Any] = {"parse_int": number, "parse_float": number, "parse_constant": number}
    return json.loads(data.decode("utf-8"), object_pairs_hook=pairs, **hooks)


def contents(path: Path) -> bytes:
    """Read a file of bounded size."""
    if not path.is_file() or path.stat().st_size > BYTES:
        raise RefusedError("the file is not there, or too large")
    return path.read_bytes()


def spell(value: Fraction) -> str:
    """Write a number in its one spelling: a plain decimal where it has one, else a fraction."""
    upper, lower = value.numerator, value.denominator
    places = lower.bit_length() if lower > 1 else 0  # enough, where any number of them is
    if 10**places % lower:
        return f"{Decimal(upper)}/{Decimal(lower)}"
    digits = str(Decimal(abs(upper) * 10**places // lower)).rjust(places + 1, "0")
    after = f".{digits[-places:]}".rstrip("0") if places else ""
    return "-" * (upper < 0) + digits[: len(digits) - places] + after


def tiles(starts: set[date], last: date) -> list[tuple[date, date]]:
    """Divide a period at days: the first and the last day of each part."""
    begins = sorted(starts)
    return list(zip(begins, [*(start - timedelta(1) for start in begins[1:]), last], strict=True))


class Check:
    """The report and what follows from its leaves; each method checks one class of nodes."""

    def __init__(self, report: Any) -> None:
        self.report, self.work, project = report, 0, report["project"]
        self.parameters = {one["name"]: one for one in report["methodology"]["parameters"]}
        self.sets = {one["name"]: [m["id"] for m in one["members"]] for one in project["sets"]}
        self.groups = {(None,), *map(tuple, self.sets.values())}
        over = {key: self.sets[p["over"]] for key, p in self.parameters.items() if "over" in p}
        self.members: Any = defaultdict(lambda: [None], over)
        self.fixed: Any = defaultdict(list)
        for row in project["fixed"]:
            self.fixed[row["name"], row.get("member")].append(row)
        self.paths = {one["path"] for one in report["inputs"]}
        period = project["monitoring_period"]
        first, last = day(period["start"]), day(period["end"])
        cuts = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
        cuts += [first, *map(day, period["cuts"])]
        changes = [day(row["from"]) for row in project["fixed"] if "from" in row]
        changes += [day(row["until"]) + timedelta(1) for row in project["fixed"] if "until" in row]
        self.lines = tiles({one for one in cuts if first <= one <= last}, last)
        self.segments = parts = tiles({d for d in [*cuts, *changes] if first <= d <= last}, last)
        self.months = [[f"{a:%Y-}{m:02}" for m in range(a.month, b.month + 1)] for a, b in parts]
        self.readings: Any = defaultdict(dict)  # by segment and parameter, then by month
        self.amounts: Any = defaultdict(list)  # by segment, parameter and member
        self.known: list[dict[str, Any]] = [{} for _ in self.segments]  # values, then results

    def bounded(self, *values: Fraction) -> Fraction:
        """Refuse numbers that are too large, and work that takes too long; return the first."""
        bits = [max(abs(one.numerator), one.denominator).bit_length() for one in values]
        self.work += 1 + (sum(bits) // 1000) ** 2
        if max(bits) >= BITS or self.work > WORK:
            raise RefusedError(f"a number has {BITS} bits, or there is too much to calculate")
        return values[0]

    def number(self, text: str) -> Fraction:
        """Read a number in its one spelling."""
        if len(text) <= 2 * BITS and re.fullmatch("-?[0-9]+([.][0-9]+|/[0-9]+)?", text):
            self.work += (len(text) // 300) ** 2
            upper, _, lower = text.partition("/")
            value = Fraction(Decimal(upper)) / Fraction(Decimal(lower or "1"))
            if spell(self.bounded(value)) == text:
                return value
        raise RefusedError(f"{json.dumps(text)[:80]} is not a number in its one spelling")

    def _total(self, values: Any) -> Fraction:
        return reduce(lambda left, right: self.bounded(left + right, right), values, Fraction(0))

    def _cells(self, at: str, entry: Any, key: str, members: Any) -> list[Any]:
        if members == [None]:
            return [entry[key]]
        self.work += len(members) // 50
        agree(f"{at}/members", entry["members"], members)
        agree(f"{at}/{key}", [""] * len(entry[key]), [""] * len(members))
        return list(entry[key])

    def _index(self, at: str, place: Any, entries: list[Any]) -> int:
        if type(place) is not int or not 0 <= place < len(entries):
            raise DiffersError(at, place, f"an index below {len(entries)}")
        return place

    def _rows(self, key: str) -> Any:
        for number, entry in enumerate(self.report[key]):
            at = f"/{key}/{number}"
            yield at, self._index(f"{at}/segment", entry["segment"], self.segments), entry

    def check_segments(self) -> None:
        """Lines and segments tile the period; findings name lines that there are."""
        starts = [start for start, _ in self.lines]
        said: list[Any] = [{"year": a.year, "start": str(a), "end": str(b)} for a, b in self.lines]
        agree("/vintages", self.report["vintages"], said)
        said = [{"vintage": bisect(starts, a) - 1, "start": str(a)} for a, _ in self.segments]
        agree("/segments", self.report["segments"], said)
        said = [{"end": str(b), "days": (b - a).days + 1} for a, b in self.segments]
        agree("/segments", self.report["segments"], said)
        for number, finding in enumerate(self.report["findings"]):
            at, lines = f"/findings/{number}/vintages", finding["vintages"]
            agree(at, lines, sorted({self._index(at, one, starts) for one in lines}))

    def check_readings(self) -> None:
        """Readings lie in their segments, each month once, and say which share is complete."""
        for at, segment, row in self._rows("readings"):
            name, month = row["parameter"], row["month"]
            own, members = self.readings[segment, name], self.members[name]
            agree(f"{at}/parameter", self.parameters.get(name, {}).get("kind"), "monitored")
            agree(f"{at}/unit", row["unit"], self.parameters[name]["unit"])
            if month in own or month not in self.months[segment]:
                raise DiffersError(f"{at}/month", month, "another month of the segment")
            own[month] = {key: self._cells(at, row, key, members) for key in COLUMNS}
            for _, read, asked, least, most, share in zip(*own[month].values(), strict=True):
                agree(f"{at}/count", [read == 0] * 2, [least is None, most is None])
                agree(f"{at}/complete", share, spell(Fraction(read, asked)) if asked else None)

    def check_adjustments(self) -> None:
        """Adjustments repeat their finding, and change what was read."""
        for at, segment, row in self._rows("adjustments"):
            findings, name, member = self.report["findings"], row["parameter"], row.get("member")
            finding = findings[self._index(f"{at}/finding", row["finding"], findings)]
            agree(at, row, {key: finding[key] for key in ("code", "treatment")})
            if (segment, name) not in self.readings or member not in self.members[name]:
                raise DiffersError(at, [name, member], "a parameter, and a member, with readings")
            agree(f"{at}/amount/unit", row["amount"]["unit"], self.parameters[name]["unit"])
            self.amounts[segment, name, member].append(self.number(row["amount"]["value"]))

    def check_values(self) -> None:
        """Values follow from readings, or repeat what project and methodology state."""
        for at, segment, entry in self._rows("values"):
            own = {key: entry[key] for key in OPERAND if key in entry}
            if self.known[segment].setdefault(entry["name"], own) is not own:
                raise DiffersError(f"{at}/name", entry["name"], "each name once in a segment")
        for segment, name in self.readings:
            self.known[segment][name]  # what was read has a value
        for own in self.known:
            agree("/values", sorted(own), sorted(self.known[0]))
        for at, segment, entry in self._rows("values"):
            name, kind = entry["name"], entry["kind"]
            parameter, members = self.parameters.get(name, {"kind": "gwp"}), self.members[name]
            shared = {"kind": "lookup" if "lookup" in parameter else parameter["kind"]}
            shared |= {one: parameter[one] for one in ("unit", "aggregate") if one in parameter}
            agree(at, entry, shared)
            key = ("text" if kind == "category" else "value") + "s" * (members != [None])
            edges = self._cells(at, entry, "edges" if kind == "monitored" else key, members)
            for place, stated in enumerate(self._cells(at, entry, key, members)):
                one = parameter["value"] if kind == "default" else stated
                if kind == "period":
                    one = str(self.report["segments"][segment]["days"])
                elif kind in ("fixed", "category"):
                    start, rows = str(self.segments[segment][0]), self.fixed[name, members[place]]
                    rows = [r for r in rows if r.get("from", "") <= start <= r.get("until", "9")]
                    if rows[0].get("unit", entry.get("unit")) == entry.get("unit"):
                        one = rows[0]["value"]
                elif kind == "monitored":
                    one = self._monitored(entry, place, members[place], self.number(edges[place]))
                agree(f"{at}/{key}" + f"/{place}" * (members != [None]), stated, one)
            agree(f"{at}/files: of inputs", self.paths.issuperset(entry.get("files", [])), True)

    def _monitored(self, entry: Any, place: int, member: Any, edge: Fraction) -> str:
        segment, name, aggregate = entry["segment"], entry["name"], entry["aggregate"]
        months, amounts = self.readings[segment, name], self.amounts[segment, name, member]
        agree(f"/readings: months of {name}", sorted(months), self.months[segment])
        column = {key: [month[key][place] for month in months.values()] for key in COLUMNS}
        if aggregate in ("min", "max"):
            key, best = ("minimum", min) if aggregate == "min" else ("maximum", max)
            return spell(best(self.number(one) for one in column[key] if one is not None) + edge)
        total = self._total([*map(self.number, column["sum"]), *amounts, edge])
        return spell(self.bounded(total / (sum(column["count"]) if aggregate == "mean" else 1)))

    def check_equations(self) -> None:
        """Equations give what their trees say, of values and of equations before them."""
        for at, segment, entry in self._rows("equations"):
            name, tree, before = entry["name"], entry["tree"], self.known[segment]
            reads = set(re.findall(r'"name":"(\w+)"', written(tree)))  # text has its quotes escaped
            if name in before or not reads <= set(before):
                raise DiffersError(
                    f"{at}/name", name, "a new one, reading values and ones before it"
                )
            agree(f"{at}/operands", sorted(entry["operands"]), sorted(reads))
            agree(f"{at}/operands", entry["operands"], {one: before[one] for one in reads})
            names = {one: self._operand(before[one]) for one in reads}
            members = entry.get("members", [None])
            if tuple(members) not in self.groups:
                raise DiffersError(f"{at}/members", members, "the members of a set")
            values = [spell(self._calculate(tree, names, {"i": one})) for one in members]
            found = {"members": members, "values": values} if members[0] else {"value": values[0]}
            before[name] = {"unit": entry["unit"]} | found
            agree(at, entry, before[name] if members[0] else {"value": before[name]})

    def _operand(self, entry: Any) -> Any:
        if "members" not in entry:
            return entry["text"] if "text" in entry else self.number(entry["value"])
        cells = entry["texts"] if "texts" in entry else map(self.number, entry["values"])
        return dict(zip(entry["members"], cells, strict=True))

    def _calculate(self, node: Any, names: Any, index: dict[str, str]) -> Any:
        self.bounded(Fraction(0))
        for key, read in (("number", self.number), ("quantity", self.number), ("text", str)):
            if key in node:
                return read(node[key])
        if "name" in node:
            found = names[node["name"]]
            return found[index[node["index"]]] if "index" in node else found
        if "set" in node:
            rows = [index | {node["index"]: member} for member in self.sets[node["set"]]]
            if "if" in node:
                rows = [row for row in rows if self._calculate(node["if"], names, row)]
            cells = [self._calculate(node["of"], names, row) for row in rows]
            return self._total(cells) if node["op"] == "sum" else SIGNS[node["op"]](cells)
        args = node["args"]
        if "convert" in node:
            factor = Fraction(*map(int, node["convert"].split("/")))
            return self.bounded(self._calculate(args[0], names, index) * factor)
        if (op := node["op"]) == "if":
            chosen = args[1 if self._calculate(args[0], names, index) else 2]
            return self._calculate(chosen, names, index)
        each = (self._calculate(one, names, index) for one in args)
        if op in ("and", "or", "not"):
            return all(each) if op == "and" else any(each) if op == "or" else not next(each)
        values = list(each)
        if op[0] in "<=>!":
            return SIGNS[op](*values)
        if op == "power" and abs(values[1]) > 4:
            raise RefusedError("a power is from -4 to 4")
        return self.bounded(Fraction(SIGNS[op](*values)), *values)

    def check_vintages(self) -> None:
        """Lines add up from segments, and totals from lines; years round, and lines share them."""
        rows: list[dict[str, Any]] = [{} for _ in [*self.lines, "totals"]]
        for key, name in RESULTS.items():
            tonnes = [Fraction(0)] * len(self.lines)
            for segment, known in zip(self.report["segments"], self.known, strict=True):
                one, line = self.number(known[name]["value"]), segment["vintage"]
                tonnes[line] = self.bounded(tonnes[line] + one)
            for row, one in zip(rows, [*tonnes, self._total(tonnes)], strict=True):
                row[key] = {"unit": "tCO2", "value": spell(one)}
        own: Any = defaultdict(list)
        for line, (start, _) in enumerate(self.lines):
            own[start.year].append(line)
        years = {year: self._total(tonnes[line] for line in lines) for year, lines in own.items()}
        kept = dict(years)
        for year in [one for one in years if years[one] < 0]:
            self.work += len(years)
            for other in sorted(years, key=lambda one: (one < year, abs(one - year))):
                taken = max(Fraction(0), min(kept[other], -kept[year]))
                kept[other], kept[year] = kept[other] - taken, kept[year] + taken
            kept[year] = Fraction(0)
        said = [
            {"year": y, "emission_reductions": spell(one), "carried": spell(kept[y] - one)}
            | {"kept": spell(kept[y]), "whole": str(Decimal(floor(kept[y])))}
            for y, one in years.items()
        ]
        agree("/rounding", self.report["rounding"], {"policy": "floor-per-vintage", "years": said})
        errors = [one["vintages"] for one in self.report["findings"] if one["severity"] == "error"]
        withheld = {line for lines in errors for line in lines}
        trial = self.report["project"]["country"] == "none"
        for year, lines in own.items():
            given, running = 0, Fraction(0)
            for line in lines:
                running, rest = running + tonnes[line], floor(kept[year]) - given
                share = rest if line == lines[-1] else max(0, min(rest, floor(running) - given))
                given += share
                rows[line]["credits"] = None if trial or line in withheld else share
        rows[-1]["credits"] = (
            None if trial or withheld else sum(row["credits"] for row in rows[:-1])
        )
        agree("/vintages", self.report["vintages"], rows[:-1])
        agree("/totals", self.report["totals"], rows[-1])

    def check_inputs(self, folder: Path) -> None:
        """Files of the project have the digests that the report states."""
        for number, one in enumerate(self.report["inputs"]):
            path = (folder / one["path"]).resolve()
            if not path.is_relative_to(folder.resolve()) or not path.is_file():
                raise RefusedError(f"input {number} is no file inside of the folder")
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            agree(f"/inputs/{number}", one, {"bytes": path.stat().st_size, "sha256": digest})


def main(arguments: list[str] | None = None) -> int:
    """Check a report, and say what was checked."""
    parser = argparse.ArgumentParser(description="Calculate a report of jcm-mrv again.")
    parser.add_argument("report", type=Path)
    parser.add_argument("--inputs", type=Path, help="folder of the project, to digest its files")
    options = parser.parse_args(arguments)
    try:
        report = parse(data := contents(options.report))
        if written(report).encode() != data:
            raise RefusedError("the bytes are not canonical")
        if report["schema"] != "jcm-mrv/report/1" or not report["equations"]:
            raise RefusedError("the report is of another schema, or states no results")
        check, digest = Check(report), hashlib.sha256(data).hexdigest()
        for name in ("segments", "readings", "adjustments", "values", "equations", "vintages"):
            getattr(check, f"check_{name}")()
            print(f"{len(report[name]):8} {name}")
        if (beside := options.report.with_suffix(".dsse.json")).exists():
            payload = base64.b64decode(parse(contents(beside))["payload"], validate=True)
            found = [one["digest"].get("sha256") for one in parse(payload)["subject"]]
            agree(f"{beside.name}: the subject", digest if digest in found else found, digest)
        if options.inputs:
            check.check_inputs(options.inputs)
            print(f"{len(report['inputs']):8} inputs")
        print(f"all agree, sha256 {digest}")
    except DiffersError as difference:
        at, stated, computed = (json.dumps(one)[:200] for one in difference.args)
        print(f"DIFFERS: {at} states {stated}, computed {computed}")
        return 1
    except Exception as reason:
        print(f"not readable: {reason if isinstance(reason, RefusedError) else 'another form'}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
