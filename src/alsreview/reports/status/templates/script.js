"use strict";
(() => {
  const root = document.documentElement, all = (query, from = document) => [...from.querySelectorAll(query)];
  const one = (id) => document.getElementById(id);
  const search = one("search"), help = one("help"), said = one("said"), move = one("move");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  root.classList.add("js");
  const words = () => search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text, wanted) => wanted.every((word) => text.includes(word));

  function indexPage() {
    const table = document.querySelector(".sortable"), body = table.tBodies[0], rows = [...body.rows];
    const state = one("state"), heads = all("thead th", table);
    const text = new Map(rows.map((row) => [row, row.cells[0].textContent.toLowerCase()]));
    const values = new Map(rows.map((row) => [row, [...row.cells].map((cell) => cell.dataset.value)]));
    const compare = new Intl.Collator("en", { numeric: true }).compare;
    heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
      const numbers = head.classList.contains("num") || column === 1;
      const now = head.getAttribute("aria-sort");
      const up = now === "none" ? !numbers : now === "descending";
      heads.forEach((other) => other.setAttribute("aria-sort", other === head ? (up ? "ascending" : "descending") : "none"));
      const order = (a, b) => {
        const [x, y] = [values.get(a)[column], values.get(b)[column]];
        return (numbers ? x - y : compare(x, y)) * (up ? 1 : -1) || compare(values.get(a)[0], values.get(b)[0]);
      };
      body.append(...rows.sort(order));
    }));
    const filter = () => {
      const wanted = words();
      let shown = 0;
      for (const row of rows) {
        const cell = state.value && [...row.cells].findIndex((one) => one.dataset.state === state.value);
        const inState = !state.value || (cell < 0 ? values.get(row)[1] > 0 : values.get(row)[cell] > 0);
        row.hidden = !(has(text.get(row), wanted) && inState && (!move.value || row.dataset.moves.split(" ").includes(move.value)));
        shown += !row.hidden;
      }
      said.textContent = `${shown} of ${rows.length} shown`;
    };
    [search, state, move].forEach((field) => field.addEventListener("input", filter));
    return (step) => {
      const links = [...body.rows].filter((row) => !row.hidden).map((row) => row.querySelector("a"));
      const at = links.indexOf(document.activeElement);
      const to = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step];
      if (to) to.focus();
    };
  }

  function documentPage() {
    const statements = all(".s"), panel = one("panel"), empty = one("empty"), chips = all(".chip");
    const text = new Map(statements.map((item) => [item, item.textContent.toLowerCase()]));
    let current = null;
    const shown = () => statements.filter((item) => !item.classList.contains("off"));
    const show = (item, focus) => {
      if (current) {
        current.removeAttribute("aria-current");
        one(current.hash.slice(1)).classList.remove("on");
      }
      current = item;
      empty.hidden = Boolean(item);
      panel.classList.toggle("open", Boolean(item));
      root.classList.toggle("reading", Boolean(item));
      if (!item) return;
      item.setAttribute("aria-current", "true");
      one(item.hash.slice(1)).classList.add("on");
      panel.scrollTop = 0;
      const narrow = matchMedia("(max-width: 60rem)").matches;
      item.scrollIntoView({ block: narrow ? "start" : "nearest", behavior: calm ? "auto" : "smooth" });
      if (focus) item.focus({ preventScroll: true });
      const list = shown();
      said.textContent = `Statement ${list.indexOf(item) + 1} of ${list.length}`;
    };
    const step = (by) => {
      const list = shown();
      const order = current ? current.compareDocumentPosition.bind(current) : null;
      let at = list.indexOf(current);
      if (at < 0 && order) at = list.findIndex((item) => order(item) & Node.DOCUMENT_POSITION_FOLLOWING) - (by > 0 ? 1 : 0);
      const to = list[current ? at + by : by > 0 ? 0 : list.length - 1];
      if (to) show(to, true);
    };
    const filter = () => {
      const wanted = words(), off = new Set(chips.filter((chip) => chip.getAttribute("aria-pressed") === "false").map((chip) => chip.dataset.state));
      for (const item of statements) {
        const mine = !move || !move.value || item.dataset.move === move.value;
        item.classList.toggle("off", off.has(item.dataset.state) || !mine || !has(text.get(item), wanted));
      }
      said.textContent = `${shown().length} of ${statements.length} statements`;
    };
    statements.forEach((item) => item.addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(null, "", `#${item.id}`);
      show(item, true);
    }));
    chips.forEach((chip) => chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filter();
    }));
    search.addEventListener("input", filter);
    if (move) move.addEventListener("input", filter);
    one("next").addEventListener("click", () => step(1));
    one("previous").addEventListener("click", () => step(-1));
    const close = () => { const last = current; show(null); if (last) last.focus({ preventScroll: true }); };
    one("close").addEventListener("click", close);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !help.open) close(); });
    const named = /^#[sd]\d+$/.test(location.hash) && one(`s${location.hash.slice(2)}`);
    if (named) show(named, false);
    return step;
  }

  const step = document.body.classList.contains("index") ? indexPage() : documentPage();
  one("keys").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (event.ctrlKey || event.altKey || event.metaKey || help.open) return;
    if (typing) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const does = { n: () => step(1), p: () => step(-1), "/": () => search.focus(), "?": () => help.showModal() }[event.key];
    if (does) {
      event.preventDefault();
      does();
    }
  });
})();
