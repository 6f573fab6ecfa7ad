// What a run compares, where the report differs, and the pauses that keep the page alive.

const MOST_DIFFERENCES = 200;
const SLICE = 12; // [ms] between two pauses: less than a frame of the screen

/** The reader asked to stop. */
class Stopped extends Error {}

class Pacer {
  constructor(progress = () => {}) {
    this.progress = progress;
    this.isStopped = false;
    this.done = 0;
    this.since = performance.now();
    meter.restart();
  }

  /** Called between two entries: lets the page answer when it has waited long enough. */
  async rest() {
    meter.slice = 0;
    this.done += 1;
    if (performance.now() - this.since < SLICE) return;
    this.progress(this.done);
    await new Promise((resolve) => setTimeout(resolve));
    if (this.isStopped) throw new Stopped();
    this.since = performance.now();
  }
}

class Account {
  constructor() {
    this.differences = [];
    this.counts = new Map();
    this.unlisted = 0;
    this.undone = []; // pointers of what asked for too much work
  }

  count(what) {
    this.counts.set(what, (this.counts.get(what) || 0) + 1);
  }

  /** Note that a place states another value than follows from `basis`, a message. */
  differs(at, stated, computed, basis) {
    const [found, wanted] = [stated, computed].map(cutText);
    if (this.differences.length >= MOST_DIFFERENCES) this.unlisted += 1;
    else this.differences.push({ at, stated: found, computed: wanted, basis });
    return false;
  }

  /** Compare what a place states with a number that was computed. */
  number(at, stated, computed, basis) {
    if (numberOf(stated, at).equals(computed)) return true;
    return this.differs(at, stated, computed.toString(), basis);
  }

  /** Compare texts, whole numbers or null. */
  same(at, stated, computed, basis) {
    return stated === computed || this.differs(at, stated, computed, basis);
  }

  list(at, stated, computed, basis) {
    const texts = Array.isArray(stated) ? stated.map(String) : [];
    const isSame = Array.isArray(stated) && sameTexts(texts, computed.map(String));
    return isSame || this.differs(at, texts.join(", "), computed.join(", "), basis);
  }

  /** Check one entry; what it should not hold, or cannot be computed, is a difference too. */
  entry(at, check) {
    const before = this.differences.length + this.unlisted;
    try {
      check();
    } catch (fault) {
      if (!(fault instanceof Malformed || fault instanceof Uncomputable)) throw fault;
      if (fault instanceof TooMuch) this.undone.push(at);
      else this.differs(fault.at || at, "", "", fault.message);
    }
    return this.differences.length + this.unlisted === before;
  }
}

// Days are counted from 1970-01-01, in the calendar alone: no zone, no clock.

const DAY = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const MILLISECONDS = 86400000;

function dayOf(text, at) {
  const parts = DAY.exec(text);
  const day = parts ? Date.UTC(parts[1], parts[2] - 1, parts[3]) / MILLISECONDS : NaN;
  if (Number.isNaN(day) || writtenDay(day) !== text) throw new Malformed("A day is expected.", at);
  return day;
}

function writtenDay(day) {
  return new Date(day * MILLISECONDS).toISOString().slice(0, 10);
}

/** The months, such as 2017-03, that a span of days touches. */
function monthsOf(start, end) {
  const found = [];
  let [year, month] = start.slice(0, 7).split("-").map(Number);
  for (;;) {
    const name = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (name > end.slice(0, 7)) return found;
    found.push(name);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}
