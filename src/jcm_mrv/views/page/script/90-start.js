// What needs the script is hidden without it.

if (recompute !== null && verdict !== null && embedded !== null) {
  startRecompute();
  startFiles();
}
