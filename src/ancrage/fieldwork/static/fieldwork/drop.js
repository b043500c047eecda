// Drop a folder, an archive or files on a form with data-drop; the plain inputs do the same.

for (const form of document.querySelectorAll("form[data-drop]")) {
  const zone = form.querySelector("[data-drop-zone]");
  const chosen = form.querySelector("[data-drop-chosen]");
  const files = form.elements.fichiers;
  const folder = form.elements.dossier;
  const paths = new WeakMap();

  const all = () => [...files.files, ...folder.files];
  const pathOf = (file) => paths.get(file) || file.webkitRelativePath || file.name;

  function show() {
    const dropped = all();
    const weight = dropped.reduce((total, file) => total + file.size, 0);
    const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
    const noun = dropped.length === 1 ? chosen.dataset.one : chosen.dataset.many;
    chosen.textContent = dropped.length
      ? `${dropped.length} ${noun}, ${number.format(weight / 1048576)} ${chosen.dataset.unit}`
      : "";
    form.elements.chemins.value = JSON.stringify(dropped.map(pathOf));
  }

  for (const hidden of form.querySelectorAll("[data-drop-only]")) hidden.hidden = false;
  files.addEventListener("change", show);
  folder.addEventListener("change", show);
  form.addEventListener("submit", show);

  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("drop--over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("drop--over"));
  zone.addEventListener("drop", async (event) => {
    event.preventDefault();
    zone.classList.remove("drop--over");
    // Both are asked before anything is awaited: the browser forgets them afterwards.
    const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
    const dropped = items.map((item) => [item.webkitGetAsEntry(), item.getAsFile()]);
    const found = [];
    for (const [entry, file] of dropped) {
      found.push(...(entry ? await read(entry, "") : [{ file, path: file.name }]));
    }
    const basket = new DataTransfer();
    for (const { file } of found) basket.items.add(file);
    files.files = basket.files;
    [...files.files].forEach((file, n) => paths.set(file, found[n].path));
    folder.value = "";
    show();
  });
}

async function read(entry, above) {
  const path = above + entry.name;
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ file, path }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const child of some) found.push(...(await read(child, `${path}/`)));
  }
}
