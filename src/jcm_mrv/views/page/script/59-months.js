// Months, by docs/report.md, "Months": the equations with the readings of each month, before any
// treatment. What cannot be computed is undefined here and null in the report.

const OF_THE_MONTH = "from the readings of the month";
const BEYOND_MONTHS = "the segment less the sum of its months";
const BY_ESTIMATE = "from the estimate of the project and the days";
const KILOWATTS = new Map([
  ["W", [1n, 1000n]],
  ["kW", [1n, 1n]],
  ["MW", [1000n, 1n]],
]);
// docs/report.md leaves months out behind 10,000,000 steps, which are not counted as here.
const MUCH_WORK = 1000000;

function computeOrNothing(compute) {
  try {
    return compute();
  } catch (fault) {
    if (fault instanceof Uncomputable && !(fault instanceof TooMuch)) return undefined;
    throw fault;
  }
}

function checkOrNull(account, at, stated, computed, basis) {
  if (stated === null && (computed === undefined || meter.all > MUCH_WORK)) return;
  if (stated === null || computed === undefined) {
    account.differs(at, stated, computed === undefined ? null : computed.toString(), basis);
  } else account.number(at, stated, computed, basis);
}

function checkQuantityOrNull(account, at, quantity, computed, basis) {
  if (quantity === null) return checkOrNull(account, at, null, computed, basis);
  quantityAt({ quantity }, "quantity", at, TONNES);
  return checkOrNull(account, `${at}/value`, quantity.value, computed, basis);
}

/** The first and the last day of a month that lie in a segment. */
function spanOfMonth(month, segment, at) {
  const first = dayOf(`${month}-01`, at);
  const [year, number] = month.split("-").map(Number);
  const last = Date.UTC(year, number, 0) / MILLISECONDS; // the day before the next month
  const [start, end] = [dayOf(segment.start, at), dayOf(segment.end, at)];
  return { first: first < start ? start : first, last: last > end ? end : last };
}

function ofTheMonth(aggregate, { entry, at, members }) {
  const columns = columnsOf(aggregate, [{ entry, at, members }]);
  const compute = (position) =>
    computeOrNothing(() => computeMonitored(aggregate, columns, ZERO, [], position));
  if (members === undefined) return { value: compute(0) };
  return { members, values: members.map((_, position) => compute(position)) };
}

/** The names of a month: those of its segment, but for what was monitored, and the days. */
function namesOfMonth(found, month, days) {
  const names = new Map(found.names);
  for (const { entry, readings } of found.monitored) {
    const reading = readings.find((one) => own(one.entry, "month") === month);
    names.set(entry.name, reading ? ofTheMonth(own(entry, "aggregate"), reading) : {});
  }
  for (const name of found.periods) names.set(name, { value: Rational.of(BigInt(days)) });
  for (const { entry, members } of found.equations) {
    const compute = (indexes) =>
      computeOrNothing(() =>
        numberIn(computeNode(own(entry, "tree"), { names, sets: found.sets, indexes })),
      );
    const one = (position) => compute(new Map([["i", { members, position }]]));
    const isOne = members === undefined;
    names.set(
      entry.name,
      isOne ? { value: compute(new Map()) } : { members, values: members.map((_, k) => one(k)) },
    );
  }
  return names;
}

/** What is the same in all months of a segment. */
function gatherSegment(report, segment, readings, sets) {
  const values = report.values.map((entry, index) => ({ entry, at: `/values/${index}` }));
  const here = values.filter(({ entry }) => own(entry, "segment") === segment);
  const ofKind = (kind) => here.filter(({ entry }) => own(entry, "kind") === kind);
  return {
    sets: sets.sets,
    names: new Map(here.map(({ entry, at }) => [entry.name, readOperand(entry, at, sets)])),
    monitored: ofKind("monitored").map(({ entry }) => ({
      entry,
      readings: readings.get(segment, entry.name),
    })),
    periods: ofKind("period").map(({ entry }) => entry.name),
    equations: report.equations
      .map((entry, index) => ({ entry, members: sets.membersAt(entry, `/equations/${index}`) }))
      .filter(({ entry }) => own(entry, "segment") === segment),
  };
}

/** The reductions that were expected of so many days, or undefined. */
function expectedOf(report, days) {
  const estimate = own(own(report.project, "estimate"), "reductions");
  if (estimate === undefined || !TONNES.includes(own(estimate, "unit"))) return undefined;
  const year = numberAt(estimate, "value", "/project/estimate/reductions");
  return year.times(Rational.of(BigInt(days), 365n));
}

/** Check one month, and return what its RE, PE and ER are. */
function checkMonth(report, entry, at, found, account) {
  const segment = report.segments[own(entry, "segment")];
  const month = textAt(entry, "month", at);
  const { first, last } = spanOfMonth(month, segment, `${at}/month`);
  const days = last - first + 1;
  account.same(`${at}/days`, own(entry, "days"), days, CALENDAR);
  const names = namesOfMonth(found, month, days);
  const results = SUMS.map(([equation, key]) => {
    const { value } = names.get(equation) || {};
    checkQuantityOrNull(account, `${at}/${key}`, own(entry, key), value, OF_THE_MONTH);
    return value;
  });
  const estimate = own(own(report.project, "estimate"), "reductions");
  if (estimate === undefined || TONNES.includes(own(estimate, "unit"))) {
    const expected = expectedOf(report, days);
    checkQuantityOrNull(account, `${at}/expected`, own(entry, "expected"), expected, BY_ESTIMATE);
  }
  checkIndicators(report, entry, at, { names, sets: found.sets, first, last }, account);
  account.count("months");
  return results;
}

async function checkMonths(report, readings, stated, account, pacer, sets) {
  if (own(report, "months") === undefined) return; // reports before version 0.4.0 have none
  const entries = listAt(report, "months", "").map((entry, index) => ({
    entry,
    at: `/months/${index}`,
  }));
  account.list(
    "/months",
    entries.map(({ entry }) => `${own(entry, "segment")} ${own(entry, "month")}`),
    report.segments.flatMap(({ start, end }, segment) =>
      monthsOf(start, end).map((month) => `${segment} ${month}`),
    ),
    BY_MONTH,
  );
  for (const [segment, span] of report.segments.entries()) {
    const results = [];
    let found;
    account.entry(`/segments/${segment}`, () => {
      found = gatherSegment(report, segment, readings, sets);
    });
    if (found === undefined) continue;
    for (const { entry, at } of entries.filter((one) => own(one.entry, "segment") === segment)) {
      account.entry(at, () => results.push(checkMonth(report, entry, at, found, account)));
      if (account.undone.length > 0) return; // the next ones ask for as much
      await pacer.rest();
    }
    account.entry(`/segments/${segment}/beyond_months`, () =>
      checkBeyond(span, `/segments/${segment}`, stated[segment], results, account),
    );
  }
}

function checkBeyond(span, at, names, results, account) {
  SUMS.forEach(([equation, key], index) => {
    const months = results.map((result) => result[index]);
    const whole = quantityAt({ entry: names.get(equation) }, "entry", at, TONNES);
    const rest = months.includes(undefined) ? undefined : whole.minus(sumOf(months));
    const where = `${at}/beyond_months/${key}`;
    checkQuantityOrNull(account, where, own(span.beyond_months, key), rest, BEYOND_MONTHS);
  });
}
