// The button, the marks beside the equations, and the verdict.

const recompute = document.getElementById("recompute");
const verdict = document.getElementById("verdict");
const embedded = document.getElementById("report");
let running = null; // the pacer of the run that goes on

function shownNumbers() {
  return Array.from(document.querySelectorAll("data[data-at]"), (element) => ({
    element,
    at: element.dataset.at,
    value: element.getAttribute("value"),
    shown: element.textContent,
  }));
}

function markOf(index) {
  return document.querySelector(`section.equation[data-equation="${index}"] output.mark`);
}

function cleared() {
  document.querySelectorAll("output.beside").forEach((output) => output.remove());
  document.querySelectorAll("section.equation output.mark").forEach(unmark);
  document.querySelectorAll(".differs").forEach((element) => element.classList.remove("differs"));
  verdict.replaceChildren();
  delete verdict.dataset.state;
}

function line(text, attributes = {}) {
  return make("span", { class: "line", ...attributes }, text);
}

/** What a run compared, as one sentence. */
function describeCounts(counts) {
  const of = (what) => counts.get(what) || 0;
  return say(
    "Compared: readings by month {readings}, values {values}, equations {equations}, " +
      "sums of lines {lines}, years of the rounding step {years}, months {months}, " +
      "numbers on this page {shown}.",
    {
      readings: of("readings"),
      values: of("values"),
      equations: of("equations"),
      lines: of("lines"),
      years: of("years"),
      months: of("months"),
      shown: of("shown"),
    },
  );
}

/** What a page cannot prove of itself; said with every verdict. */
function describeLimits() {
  return [
    say(
      "Not proved here: that the readings are those of the files (drop the files on the list " +
        "of inputs to compare their SHA-256), and that the formulas, the factors and the GWPs " +
        "are those of the methodology. jcm-mrv verify checks both, with a copy of your own.",
    ),
    say(
      "A page can be changed as a whole, with this script: compare the SHA-256 with one that " +
        "you trust, or render the page again from report.json.",
    ),
  ];
}

function describeDifference({ at, stated, computed, basis }, report) {
  const name = describePlace(report, at);
  const pointer = at === "" ? say("the embedded report") : at;
  const place = name === "" ? pointer : `${name} (${pointer})`;
  if (stated === "" && computed === "") return `${place}: ${say(basis)}`;
  return say("{place}: stated {stated}, computed {computed}, {basis}", {
    place,
    stated: stated === "" ? say("nothing") : stated,
    computed: computed === "" ? say("nothing") : computed,
    basis: say(basis),
  });
}

/** The state of a run and its heading; what was not computed is never a pass. */
function judge(account) {
  if (account.differences.length > 0) return ["differs", say("Re-computed: this differs.")];
  if (account.undone.length > 0) {
    return ["unknown", say("Not all was re-computed: it asks for more work than a page does.")];
  }
  if (account.counts.has("equations")) return ["agrees", say("Re-computed: everything agrees.")];
  return [
    "unknown",
    say("There is nothing to re-compute: the report states no results, and says why."),
  ];
}

function showVerdict(account, { digest, report }) {
  const [first] = account.differences;
  const others = account.differences.length - 1 + account.unlisted;
  const [state, heading] = judge(account);
  const lines = [make("strong", {}, `${MARKS[state]} ${heading}`)];
  if (state === "unknown" && account.undone.length > 0) {
    lines.push(line(`${describePlace(report || {}, account.undone[0])} ${account.undone[0]}`));
  }
  if (first !== undefined) {
    lines.push(line(describeDifference(first, report)));
    if (others > 0) lines.push(line(say("{count} more places differ.", { count: others })));
  }
  if (account.counts.has("otherUnits")) {
    const count = account.counts.get("otherUnits");
    lines.push(
      line(say("{count} fixed values are stated in another unit: taken as they are.", { count })),
    );
  }
  lines.push(line(describeCounts(account.counts)));
  lines.push(line(`SHA-256 ${digest}`, { class: "line digest" }));
  lines.push(...describeLimits().map((text) => line(text, { class: "line limits" })));
  verdict.dataset.state = state;
  verdict.replaceChildren(...lines);
  if (first !== undefined) showFirst(first);
}

/** Lead to the first difference, and say it there too: the verdict is out of sight then. */
function showFirst(first) {
  const element = first.element || elementAt(first.at);
  if (element === null) {
    visit(verdict);
    return;
  }
  let output = element.querySelector("output.mark");
  if (output === null) {
    output = make("output", { class: "mark beside" });
    element.after(output);
  }
  const [stated, computed] = [first.stated, first.computed].map((text) => text || say("nothing"));
  const isCompared = first.stated !== "" || first.computed !== "";
  const values = { stated, computed };
  const text = isCompared ? say("stated {stated}, computed {computed}", values) : say(first.basis);
  mark(output, "differs", text);
  visit(element);
}

function describeState(state) {
  if (state === "unknown") return say("not re-computed");
  return state === "agrees" ? say("re-computed, agrees") : say("differs");
}

async function runRecompute() {
  cleared();
  recompute.textContent = say("Stop");
  const progress = make("progress", { max: "1", "aria-label": say("Re-computing") });
  recompute.after(progress);
  const shown = shownNumbers();
  const account = new Account();
  running = new Pacer((done) => {
    progress.max = Math.max(progress.max, done + 1, shown.length);
    progress.value = done;
  });
  try {
    const page = {
      bytes: bytesOf(embedded.textContent),
      digest: embedded.dataset.sha256,
      shown,
      separators,
      mark: (index, state) => mark(markOf(index), state, describeState(state)),
    };
    showVerdict(account, await checkReport(page, account, running));
  } catch (fault) {
    if (!(fault instanceof Stopped)) throw fault;
    cleared();
    verdict.replaceChildren(say("Stopped: nothing is proved."));
  } finally {
    running = null;
    progress.remove();
    recompute.textContent = recompute.dataset.text;
  }
}

function startRecompute() {
  recompute.dataset.text = recompute.textContent;
  recompute.hidden = false;
  recompute.addEventListener("click", () => {
    if (running === null) runRecompute();
    else running.isStopped = true;
  });
}
