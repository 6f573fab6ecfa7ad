// Values that are not monitored: what the project fixed, and what the methodology states.

/** The number or text that `project.fixed` states of a parameter in a segment; else undefined. */
function fixedOf(report, entry, segment, member) {
  return report.project.fixed.find(
    (fixed) =>
      own(fixed, "name") === entry.name &&
      own(fixed, "member") === member &&
      (own(fixed, "from") === undefined || fixed.from <= segment.start) &&
      (own(fixed, "until") === undefined || fixed.until >= segment.end),
  );
}

function checkFixed(report, entry, at, found, account) {
  const { members, segment } = found;
  const key = own(entry, "kind") === "category" ? "text" : "value";
  numbersAt(entry, members ? `${key}s` : key, at, members).forEach((stated, position) => {
    const fixed = fixedOf(report, entry, segment, members && members[position]);
    const computed = own(fixed, "value");
    if (computed === undefined || key === "text") {
      account.same(stated.at, stated.text, computed, AS_STATED);
    } else if ((own(fixed, "unit") || "1") === entry.unit) {
      account.number(stated.at, stated.text, numberOf(computed, stated.at), AS_STATED);
    } else {
      account.count("otherUnits"); // the page knows no units
    }
  });
}

function checkDefault(entry, at, { members, parameter }, account) {
  const rows = own(parameter, "lookup");
  const allowed = Array.isArray(rows)
    ? rows.map((row) => own(row, "value"))
    : [own(parameter, "value")];
  for (const stated of numbersAt(entry, members ? "values" : "value", at, members)) {
    if (!allowed.includes(stated.text)) {
      account.differs(stated.at, stated.text, allowed.join(", "), AS_STATED);
    }
  }
}

function checkValue(report, entry, at, found, account) {
  switch (own(entry, "kind")) {
    case "monitored":
      return checkMonitored(entry, at, found, account);
    case "fixed":
    case "category":
      return checkFixed(report, entry, at, found, account);
    case "default":
    case "lookup":
      return checkDefault(entry, at, found, account);
    case "period": {
      const days = Rational.of(BigInt(wholeAt(found.segment, "days", "/segments")));
      return account.number(`${at}/value`, own(entry, "value"), days, CALENDAR);
    }
    case "gwp": // the report does not repeat the methodology's own table
      return numberAt(entry, "value", at);
    default:
      throw new Malformed("This kind of value is not known.", `${at}/kind`);
  }
}

async function checkValues(report, account, pacer, sets) {
  const readings = await gatherReadings(report, account, pacer, sets);
  const adjustments = gatherAdjustments(report, account);
  const listed = listAt(report.methodology, "parameters", "/methodology");
  const parameters = new Map(listed.map((one) => [own(one, "name"), one]));
  for (const [index, entry] of listAt(report, "values", "").entries()) {
    const at = `/values/${index}`;
    account.entry(at, () => {
      const number = indexAt(entry, "segment", at, report.segments);
      const name = textAt(entry, "name", at);
      const parameter = parameters.get(name);
      account.count("values");
      checkValue(
        report,
        entry,
        at,
        {
          segment: report.segments[number],
          members: sets.membersAt(entry, at),
          months: readings.get(number, name),
          adjustments: adjustments.get(number, name),
          parameter,
        },
        account,
      );
      if (parameter !== undefined && own(entry, "text") === undefined && !own(entry, "texts")) {
        account.same(`${at}/unit`, own(entry, "unit"), own(parameter, "unit"), AS_STATED);
      }
    });
    await pacer.rest();
  }
  return readings;
}
