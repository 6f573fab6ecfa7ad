// Files of the project, dropped on the list of inputs or chosen: their SHA-256, by pieces.

const MOST_FILES = 10000;
const chooser = document.getElementById("files");
const rows = Array.from(document.querySelectorAll("tr[data-input]"));
let lastComparison = Promise.resolve(); // files that come meanwhile wait for their turn

/** The digest of a file that may be larger than memory. */
async function digestOfFile(file, pacer) {
  const reader = file.stream().getReader();
  const digest = new Sha256();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return digest.digest();
    digest.update(value);
    await pacer.rest();
  }
}

function baseName(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The inputs that a file may be: those of its path, else those of its name. */
function namesakes(inputs, path) {
  const same = inputs.filter((input) => path === input.path || path.endsWith(`/${input.path}`));
  return same.length > 0 ? same : inputs.filter((input) => baseName(input.path) === baseName(path));
}

/** Judge one file: by its digest, then by its name; mark rows, and say what became of it. */
function judgeFile({ path, digest, size }, inputs) {
  const markRow = (input, state, text) => {
    const row = rows.find((one) => Number(one.dataset.input) === input.index);
    if (row !== undefined) mark(row.querySelector("output.mark"), state, text);
  };
  const same = inputs.filter((input) => input.sha256 === digest);
  if (same.length > 0) {
    for (const input of same) markRow(input, "agrees", say("SHA-256 agrees"));
    const [{ path: input }] = same;
    return { state: "agrees", text: say("{path}: agrees with {input}", { path, input }) };
  }
  if (digest === embedded.dataset.sha256) {
    return { state: "agrees", text: say("{path}: is the report of this page", { path }) };
  }
  const named = namesakes(inputs, path);
  if (named.length === 1) {
    markRow(named[0], "differs", say("another SHA-256"));
    const values = { path, digest, input: named[0].path, size, bytes: named[0].bytes };
    return {
      state: "differs",
      text: say(
        "{path}: differs from {input}: SHA-256 {digest}, {size} bytes; the report states " +
          "{bytes} bytes",
        values,
      ),
    };
  }
  return { state: "unknown", text: say("{path}: is no input of this report", { path }) };
}

function inputsOf() {
  const report = parseReport(bytesOf(embedded.textContent));
  return listAt(report, "inputs", "").map((input, index) => ({
    index,
    path: textAt(input, "path", `/inputs/${index}`),
    sha256: textAt(input, "sha256", `/inputs/${index}`),
    bytes: own(input, "bytes"),
  }));
}

/** Compare files with the inputs of the report, one after the other. */
async function compareFiles(files, answer) {
  answer.replaceChildren();
  const inputs = inputsOf();
  const agreeing = new Set();
  const tell = (state, text) => {
    const attributes = { class: "line", "data-state": state };
    answer.append(make("span", attributes, `${MARKS[state]} ${text}`));
  };
  for (const { path, file } of files) {
    const progress = make("span", { class: "line" }, say("Reading {path}", { path }));
    answer.append(progress);
    try {
      const digest = await digestOfFile(file, new Pacer());
      const { state, text } = judgeFile({ path, digest, size: file.size }, inputs);
      tell(state, text);
      for (const input of inputs) if (input.sha256 === digest) agreeing.add(input.index);
    } catch (_) {
      tell("unknown", say("{path}: cannot be read", { path }));
    }
    progress.remove();
  }
  const values = { count: agreeing.size, all: inputs.length };
  answer.append(make("strong", { class: "line" }, say("{count} of {all} inputs agree.", values)));
}

function compareInTurn(files, answer) {
  const tell = (fault) => answer.replaceChildren(say(fault.message));
  lastComparison = lastComparison.then(() => compareFiles(files, answer)).catch(tell);
}

/** The files inside of a dropped folder, by one of the two ways that browsers have. */
async function gatherFolder({ handle, entry }, path, found) {
  // From a page on a disk, Chromium reads a folder by its handle alone; others have no handles.
  if (handle !== null) {
    for await (const inner of handle.values()) {
      if (found.length >= MOST_FILES) return;
      const name = `${path}/${inner.name}`;
      if (inner.kind === "file") found.push({ path: name, file: await inner.getFile() });
      else await gatherFolder({ handle: inner, entry: null }, name, found);
    }
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0 || found.length >= MOST_FILES) return;
    for (const inner of some) {
      const name = `${path}/${inner.name}`;
      if (inner.isDirectory) await gatherFolder({ handle: null, entry: inner }, name, found);
      else {
        const file = await new Promise((resolve, reject) => inner.file(resolve, reject));
        found.push({ path: name, file });
      }
    }
  }
}

/** What was dropped, asked for at once: behind the event it is gone. */
function takeDropped(transfer) {
  return Array.from(transfer.items)
    .filter((item) => item.kind === "file")
    .map((item) => {
      const entry = item.webkitGetAsEntry ? item.webkitGetAsEntry() : null;
      if (entry === null || !entry.isDirectory) return { file: item.getAsFile() };
      const asked = item.getAsFileSystemHandle ? item.getAsFileSystemHandle() : null;
      return { entry, asked };
    });
}

/** The files of what was dropped; a folder gives the files inside of it. */
async function droppedFiles(taken) {
  const found = [];
  for (const { file, entry, asked } of taken) {
    if (entry === undefined) found.push({ path: file.name, file });
    else {
      try {
        await gatherFolder({ handle: await asked, entry }, entry.name, found);
      } catch (_) {
        found.push({ path: entry.name, file: null });
      }
    }
  }
  return found.sort((first, second) => (first.path < second.path ? -1 : 1));
}

function chosenFiles(files) {
  return Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file }));
}

function startFiles() {
  if (chooser === null) return;
  const zone = chooser.closest("section") || chooser.parentElement;
  const answer = make("output", { id: "dropped", "aria-live": "polite" });
  (chooser.closest("label") || chooser).after(answer);
  chooser.addEventListener("change", () => compareInTurn(chosenFiles(chooser.files), answer));
  // A file that misses the zone would be opened in place of the page.
  for (const name of ["dragover", "drop"]) {
    window.addEventListener(name, (event) => event.preventDefault());
  }
  zone.addEventListener("dragover", () => zone.classList.add("dropping"));
  zone.addEventListener("dragleave", () => zone.classList.remove("dropping"));
  zone.addEventListener("drop", async (event) => {
    zone.classList.remove("dropping");
    compareInTurn(await droppedFiles(takeDropped(event.dataTransfer)), answer);
  });
}
