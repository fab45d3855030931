// Copy a part of a page as a picture or as a table, for a slide, a letter or a sheet. Nothing leaves the browser.
(() => {
  const WORDS = {
    nl: { picture: "Kopieer beeld", table: "Kopieer tabel", done: "Gekopieerd", saved: "Opgeslagen als bestand" },
    en: { picture: "Copy picture", table: "Copy table", done: "Copied", saved: "Saved as a file" },
  };
  const words = () => WORDS[document.documentElement.lang] || WORDS.nl;
  const PARTS = '.sec:has(table), .sec[data-copy], .sec:has([data-copy]), [data-testid="stPlotlyChart"]';

  const rowsOf = (part) => {
    const told = part.dataset.copy ? part : part.querySelector("[data-copy]");
    if (told) return JSON.parse(told.dataset.copy);
    const table = part.querySelector("table");
    return table && [...table.rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim()));
  };

  // A browser draws a picture of HTML from an image that holds it with all its styles, and nothing that must be fetched.
  const styled = (node) => {
    const copy = node.cloneNode(false);
    if (node.nodeType !== Node.ELEMENT_NODE) return copy;
    if (node.classList.contains("copying")) return document.createTextNode("");
    const style = getComputedStyle(node);
    copy.setAttribute("style", [...style].map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
    for (const child of node.childNodes) copy.appendChild(styled(child));
    return copy;
  };

  const font = async () => {
    const file = performance.getEntriesByType("resource").find((one) => /SourceSans.*woff2/.test(one.name));
    if (!file) return "";
    const bytes = new Uint8Array(await (await fetch(file.name)).arrayBuffer());
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    const url = `data:font/woff2;base64,${btoa(text)}`;
    return `<style>@font-face{font-family:"Source Sans";font-weight:200 900;src:url(${url})}</style>`;
  };

  const picture = async (part) => {
    const { width, height } = part.getBoundingClientRect();
    const scale = 2;
    const body = new XMLSerializer().serializeToString(styled(part));
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width * scale}" height="${height * scale}" viewBox="0 0 ${width} ${height}">` +
      `<foreignObject width="100%" height="100%"><div xmlns="http://www.w3.org/1999/xhtml">${await font()}${body}</div></foreignObject></svg>`;
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    // What it is of goes along: which quarter, which state, whether it is provisional or invented.
    const of = document.querySelector(".lede")?.innerText || "";
    const foot = of ? 26 : 0;
    canvas.width = width * scale;
    canvas.height = (height + foot) * scale;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0);
    pen.fillStyle = "#5A5F66";
    pen.font = `${11 * scale}px "Source Sans", sans-serif`;
    pen.fillText(of, 0, (height + foot - 8) * scale, canvas.width);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  };

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };

  // Without a secure address a browser has no clipboard for pictures: then it is saved as a file.
  const give = async (button, types, name) => {
    try {
      await navigator.clipboard.write([new ClipboardItem(types)]);
      return words().done;
    } catch {
      const [blob] = await Promise.all(Object.values(types));
      save(blob, name);
      return words().saved;
    }
  };

  const escaped = (text) => text.replace(/[&<>]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[letter]);

  const table = (rows) => {
    const plain = rows.map((row) => row.map((cell) => cell.replace(/\s+/g, " ")).join("\t")).join("\n");
    const html = `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`).join("")}</table>`;
    return {
      "text/plain": new Blob([plain], { type: "text/plain" }),
      "text/html": new Blob([html], { type: "text/html" }),
    };
  };

  const button = (word, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = word;
    made.addEventListener("click", async () => {
      made.textContent = await act(made);
      made.setAttribute("aria-live", "polite");
      setTimeout(() => (made.textContent = word), 2000);
    });
    return made;
  };

  const offer = () => {
    for (const part of document.querySelectorAll(PARTS)) {
      if (part.querySelector(":scope > .copying")) continue;
      const place = document.createElement("div");
      place.className = "copying";
      place.append(
        button(words().picture, (one) => give(one, { "image/png": picture(part) }, "beeld.png")),
      );
      if (rowsOf(part)) place.append(button(words().table, (one) => give(one, table(rowsOf(part)), "tabel.txt")));
      part.append(place);
    }
  };
  new MutationObserver(offer).observe(document, { childList: true, subtree: true });
})();
