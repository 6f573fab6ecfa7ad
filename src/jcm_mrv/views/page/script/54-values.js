// The values that the equations start from, by docs/report.md, "The values that the equations
// start from": monitored ones from readings, edges and adjustments, the others as stated.

const FROM_READINGS = "from the readings, the edges and the adjustments";
const AS_STATED = "as the project or the methodology states it in this report";
const BY_MONTH = "one entry for each month of a segment";
const FROM_STEPS = "from the readings that the steps of the month ask for";

/** Entries by segment and name, in their order: `get(segment, name)`. */
class BySegment {
  constructor() {
    this.found = new Map();
  }

  add(segment, name, entry) {
    const key = `${segment} ${name}`;
    if (!this.found.has(key)) this.found.set(key, []);
    this.found.get(key).push(entry);
  }

  get(segment, name) {
    return this.found.get(`${segment} ${name}`) || [];
  }
}

/** The members of each set, one list for all sets of the same members. */
function setsOf(report) {
  const lists = new Map();
  const sets = new Map();
  listAt(report.project, "sets", "/project").forEach((set, index) => {
    const at = `/project/sets/${index}`;
    const ids = listAt(set, "members", at).map((one, k) => textAt(one, "id", `${at}/members/${k}`));
    const key = JSON.stringify(ids);
    if (!lists.has(key)) lists.set(key, ids);
    sets.set(textAt(set, "name", at), lists.get(key));
  });
  return { sets, membersAt: (value, at) => membersAt(lists, value, at) };
}

/** The list of members of an entry, or undefined where it is over no set. */
function membersAt(lists, value, at) {
  if (own(value, "members") === undefined) return undefined;
  const found = lists.get(JSON.stringify(value.members));
  if (found === undefined) {
    throw new Malformed("These are not the members of a set of the project.", `${at}/members`);
  }
  return found;
}

/** The numbers under a key: one, or one for each member; with the pointer of each. */
function numbersAt(entry, key, at, members) {
  if (members === undefined) return [{ text: own(entry, key), at: `${at}/${key}` }];
  const list = listAt(entry, key, at);
  if (list.length !== members.length) {
    throw new Malformed("There is not one entry for each member.", `${at}/${key}`);
  }
  return list.map((text, index) => ({ text, at: `${at}/${key}/${index}` }));
}

async function gatherReadings(report, account, pacer, { membersAt: find }) {
  const readings = new BySegment();
  for (const [index, entry] of listAt(report, "readings", "").entries()) {
    const at = `/readings/${index}`;
    account.entry(at, () => {
      const segment = indexAt(entry, "segment", at, report.segments);
      const members = find(entry, at);
      const counts = numbersAt(entry, "count", at, members);
      const expected = numbersAt(entry, "expected", at, members);
      const shares = numbersAt(entry, "complete", at, members);
      shares.forEach((share, k) => {
        const asked = numberOf(String(expected[k].text), expected[k].at);
        if (asked.equals(ZERO)) account.same(share.at, share.text, null, FROM_STEPS);
        else {
          const count = numberOf(String(counts[k].text), counts[k].at);
          account.number(share.at, share.text, count.over(asked), FROM_STEPS);
        }
      });
      readings.add(segment, textAt(entry, "parameter", at), { entry, at, members });
      account.count("readings");
    });
    await pacer.rest();
  }
  return readings;
}

function gatherAdjustments(report, account) {
  const adjustments = new BySegment();
  listAt(report, "adjustments", "").forEach((entry, index) => {
    const at = `/adjustments/${index}`;
    account.entry(at, () => {
      const segment = indexAt(entry, "segment", at, report.segments);
      const findings = listAt(report, "findings", "");
      const finding = findings[indexAt(entry, "finding", at, findings)];
      account.same(`${at}/code`, own(entry, "code"), own(finding, "code"), AS_STATED);
      adjustments.add(segment, textAt(entry, "parameter", at), { entry, at });
      account.count("adjustments");
    });
  });
  return adjustments;
}

/** What an aggregate is made from: by key, the numbers of each month. */
function columnsOf(aggregate, months) {
  const keys = { sum: ["sum"], mean: ["sum", "count"], min: ["minimum"], max: ["maximum"] };
  const column = (key) =>
    months.map(({ entry, at, members }) => numbersAt(entry, key, at, members));
  return new Map((own(keys, aggregate) || []).map((key) => [key, column(key)]));
}

/** The monitored number of one member (by its position), from what was read of it. */
function computeMonitored(aggregate, columns, edge, amounts, position) {
  const column = (key) =>
    (columns.get(key) || [])
      .map((month) => month[position])
      .filter(({ text }) => text !== null)
      .map(({ text, at }) => numberOf(String(text), at));
  const total = (numbers) => numbers.reduce((sum, one) => sum.plus(one), ZERO);
  if (aggregate === "sum") return total([...column("sum"), edge, ...amounts]);
  if (aggregate === "mean") {
    return total([...column("sum"), ...amounts]).over(total(column("count")));
  }
  const found = column(aggregate === "min" ? "minimum" : "maximum");
  if (found.length === 0) throw new Uncomputable("There is no reading.");
  return found.reduce(aggregate === "min" ? least : greatest);
}

function checkMonitored(entry, at, found, account) {
  const { months, adjustments, parameter, segment } = found;
  const members = months[0] && months[0].members;
  const aggregate = textAt(entry, "aggregate", at);
  account.same(`${at}/aggregate`, aggregate, own(parameter, "aggregate"), AS_STATED);
  account.list(
    "/readings",
    months.map((month) => own(month.entry, "month")),
    monthsOf(segment.start, segment.end),
    BY_MONTH,
  );
  for (const month of months) {
    account.same(`${month.at}/unit`, own(month.entry, "unit"), own(entry, "unit"), AS_STATED);
  }
  const edges = numbersAt(entry, "edges", at, members);
  const columns = columnsOf(aggregate, months);
  const added = new Map();
  for (const one of adjustments) {
    const member = own(one.entry, "member");
    if (!added.has(member)) added.set(member, []);
    added.get(member).push(quantityAt(one.entry, "amount", one.at, [entry.unit]));
  }
  numbersAt(entry, members ? "values" : "value", at, members).forEach((stated, position) => {
    const amounts = added.get(members && members[position]) || [];
    const edge = numberOf(edges[position].text, edges[position].at);
    const computed = computeMonitored(aggregate, columns, edge, amounts, position);
    account.number(stated.at, stated.text, computed, FROM_READINGS);
  });
}
