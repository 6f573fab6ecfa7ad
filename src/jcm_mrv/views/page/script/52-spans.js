// Lines and segments: which days they have, by docs/report.md, "Results" and "Every step".

const CALENDAR = "from the days of the period, its cuts and the fixed values";

/** Compare the spans of a list with the days at which one is to begin. */
function checkSpans(account, name, spans, starts, end) {
  const wanted = [...new Set(starts)].filter((day) => day <= end).sort((a, b) => a - b);
  account.list(
    `/${name}`,
    spans.map((span, index) => textAt(span, "start", `/${name}/${index}`)),
    wanted.map(writtenDay),
    CALENDAR,
  );
  spans.forEach((span, index) => {
    const last = index + 1 < wanted.length ? wanted[index + 1] - 1 : end;
    account.same(`/${name}/${index}/end`, own(span, "end"), writtenDay(last), CALENDAR);
  });
}

function checkLines(report, account) {
  const period = own(report.project, "monitoring_period");
  const at = "/project/monitoring_period";
  const first = dayOf(textAt(period, "start", at), `${at}/start`);
  const last = dayOf(textAt(period, "end", at), `${at}/end`);
  const cuts = listAt(period, "cuts", at).map((cut, index) => dayOf(cut, `${at}/cuts/${index}`));
  const years = [];
  for (let year = Number(period.start.slice(0, 4)) + 1; year <= Number(period.end.slice(0, 4)); ) {
    years.push(dayOf(`${year}-01-01`, at));
    year += 1;
  }
  const starts = [first, ...years, ...cuts.filter((cut) => cut > first)];
  checkSpans(account, "vintages", listAt(report, "vintages", ""), starts, last);
  report.vintages.forEach((line, index) => {
    const year = Number(textAt(line, "start", `/vintages/${index}`).slice(0, 4));
    account.same(`/vintages/${index}/year`, own(line, "year"), year, CALENDAR);
  });
  return { first, last, starts };
}

function checkSegments(report, account, { first, last, starts }) {
  const segments = listAt(report, "segments", "");
  const changes = listAt(report.project, "fixed", "/project").flatMap((fixed, index) => {
    const at = `/project/fixed/${index}`;
    const from = own(fixed, "from");
    const until = own(fixed, "until");
    return [
      ...(from === undefined ? [] : [dayOf(from, `${at}/from`)]),
      ...(until === undefined ? [] : [dayOf(until, `${at}/until`) + 1]),
    ];
  });
  const inside = changes.filter((day) => day > first && day <= last);
  checkSpans(account, "segments", segments, [...starts, ...inside], last);
  segments.forEach((segment, index) => {
    const at = `/segments/${index}`;
    account.entry(at, () => {
      const start = dayOf(textAt(segment, "start", at), `${at}/start`);
      const end = dayOf(textAt(segment, "end", at), `${at}/end`);
      const line = report.vintages.findIndex(
        (one) => own(one, "start") <= segment.start && own(one, "end") >= segment.end,
      );
      account.same(`${at}/days`, own(segment, "days"), end - start + 1, CALENDAR);
      account.same(`${at}/vintage`, own(segment, "vintage"), line, CALENDAR);
      account.count("segments");
    });
  });
}
