// The composer: Enter sends, drafts are kept for each person and place, the
// arrow brings back what was sent before, and "/", "@" and "#" are completed.
"use strict";
(() => {
  const form = document.getElementById("composer");
  if (!form) return;
  const text = document.getElementById("text");
  const list = document.getElementById("complete");
  const usage = document.getElementById("usage");
  const options = [...list.querySelectorAll("[role=option]")];
  const { as, channel } = document.body.dataset;
  const draftKey = `draft:${as}:${channel}`, sentKey = `sent:${as}`;

  // Storage may be full or forbidden; then drafts and history last as long as the tab.
  const memory = new Map();
  const store = {
    get(k) { try { return sessionStorage.getItem(k) ?? memory.get(k) ?? ""; } catch { return memory.get(k) ?? ""; } },
    set(k, v) { memory.set(k, v); try { sessionStorage.setItem(k, v); } catch { /* the map has it */ } },
  };

  // --- Text --------------------------------------------------------------
  function put(value, caret = value.length) {
    text.value = value;
    text.setSelectionRange(caret, caret);
    changed();
  }
  function changed() {
    store.set(draftKey, text.value);
    form.classList.toggle("filled", text.value.trim() !== "");
    grow();
    suggest();
  }
  // Browsers without field-sizing get the height by hand.
  function grow() {
    if (CSS.supports("field-sizing", "content")) return;
    text.style.height = "auto";
    text.style.height = Math.min(text.scrollHeight, 240) + "px";
  }
  text.addEventListener("input", changed);
  text.addEventListener("click", () => suggest());

  // --- Completion --------------------------------------------------------
  let shown = [], active = -1, start = 0;
  function suggest() {
    const before = text.value.slice(0, text.selectionStart);
    const word = /(?:^|\s)([@#]\S*)$/.exec(before) || /^(\/\S*)$/.exec(before);
    start = word ? before.length - word[1].length : 0;
    const want = word ? word[1].toLowerCase() : null;
    shown = options.filter((o) => {
      const ok = want !== null && o.dataset.sign === want[0] && matches(o, want);
      o.hidden = !ok;
      return ok;
    }).slice(0, 12);
    if (shown.length === 1 && shown[0].dataset.word === want) shown = [];
    if (text !== document.activeElement) shown = [];
    list.hidden = shown.length === 0;
    const offer = shown.length === 1 ? "1 suggestion" : `${shown.length} suggestions`;
    document.getElementById("offered").textContent = list.hidden ? "" : offer;
    choose(shown.length ? 0 : -1);
    hint();
  }
  const matches = (o, want) => o.dataset.word.toLowerCase().startsWith(want) ||
    (o.dataset.words || "").toLowerCase().split(" ").some((w) => want.length > 1 && w.startsWith(want.slice(1)));
  function choose(i) {
    active = i;
    for (const o of options) o.setAttribute("aria-selected", "false");
    if (i < 0) return text.removeAttribute("aria-activedescendant");
    shown[i].setAttribute("aria-selected", "true");
    shown[i].scrollIntoView({ block: "nearest" });
    text.setAttribute("aria-activedescendant", shown[i].id);
  }
  function accept(option) {
    const rest = text.value.slice(text.selectionStart).replace(/^\S*\s?/, "");
    const head = text.value.slice(0, start) + option.dataset.word + " ";
    put(head + rest, head.length);
    text.focus();
  }
  function hide() {
    shown = [];
    list.hidden = true;
    document.getElementById("offered").textContent = "";
    choose(-1);
  }
  // Once the command stands there, its usage hint stays in sight.
  function hint() {
    const word = /^(\/\S+)\s/.exec(text.value)?.[1];
    const cmd = options.find((o) => o.dataset.word === word && o.dataset.hint);
    usage.hidden = !cmd;
    if (cmd) usage.textContent = `${word} ${cmd.dataset.hint}`;
  }
  list.addEventListener("mousedown", (e) => e.preventDefault()); // the caret stays where it is
  list.addEventListener("click", (e) => {
    const o = e.target.closest("[role=option]");
    if (o) accept(o);
  });
  text.addEventListener("blur", hide);
  document.getElementById("slash").addEventListener("click", () => {
    text.focus();
    if (!text.value.startsWith("/")) put("/" + text.value, 1);
    else suggest();
  });

  // --- Keys --------------------------------------------------------------
  text.addEventListener("keydown", (e) => {
    if (e.isComposing) return; // an input method is at work
    if (!list.hidden && keyInList(e)) return e.preventDefault();
    if (e.key === "Enter" && !e.shiftKey && !e.altKey) {
      e.preventDefault();
      form.requestSubmit();
    }
    if (e.key === "ArrowUp" && (text.value === "" || past >= 0)) recall(e, 1);
    if (e.key === "ArrowDown" && past >= 0) recall(e, -1);
  });
  function keyInList(e) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) choose((active + step + shown.length) % shown.length);
    else if (e.key === "Escape") hide();
    else if (e.key === "Tab" && !e.shiftKey || e.key === "Enter" && !e.shiftKey) {
      // A command that is typed out in full is sent, not completed once more.
      if (e.key === "Enter" && shown[active].dataset.word === text.value.trim()) return false;
      accept(shown[active]);
    } else return false;
    return true;
  }

  // --- History -----------------------------------------------------------
  let past = -1;
  const sent = () => { try { return JSON.parse(store.get(sentKey) || "[]"); } catch { return []; } };
  function recall(e, step) {
    const all = sent();
    if (past + step >= all.length) return;
    e.preventDefault();
    past = Math.max(past + step, -1);
    put(past < 0 ? "" : all[past]);
    hide();
  }
  text.addEventListener("input", () => (past = -1));

  // --- Sending -----------------------------------------------------------
  // Each sending has an element of its own, so that a slow command does not
  // hold up the next message.
  let busy = 0;
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    const words = text.value;
    if (words.trim() === "") return;
    store.set(sentKey, JSON.stringify([words, ...sent().filter((s) => s !== words)].slice(0, 50)));
    past = -1;
    put("");
    hide();
    send(words);
  });
  function send(words) {
    const source = document.createElement("span");
    source.hidden = true;
    form.append(source);
    wait(1);
    document.body.dispatchEvent(new Event("sandbox:sent"));
    source.addEventListener("htmx:afterRequest", (e) => {
      wait(-1);
      if (!e.detail.successful && text.value === "") put(words); // nothing typed is lost
      queueMicrotask(() => source.remove());
    });
    htmx.ajax("POST", form.dataset.post, { source, values: { text: words }, swap: "none" });
  }
  function wait(n) {
    busy += n;
    form.classList.toggle("busy", busy > 0);
    document.getElementById("waiting").textContent = busy > 0 ? "Sending" : "";
  }

  // --- Files -------------------------------------------------------------
  // A file is chosen with the clip or dropped anywhere; what was typed goes with it.
  const file = document.getElementById("file");
  file.addEventListener("htmx:beforeRequest", () => { wait(1); document.body.dispatchEvent(new Event("sandbox:sent")); });
  file.addEventListener("htmx:afterRequest", (e) => {
    wait(-1);
    file.value = ""; // the same file can be sent again
    if (!e.detail.successful) return;
    put("");
    if (matchMedia("(pointer: fine)").matches) text.focus();
  });
  const holdsFile = (e) => [...(e.dataTransfer?.types || [])].includes("Files");
  const over = (on) => form.classList.toggle("dropping", on);
  document.addEventListener("dragover", (e) => { if (holdsFile(e)) { e.preventDefault(); over(true); } });
  document.addEventListener("dragleave", (e) => { if (!e.relatedTarget) over(false); });
  document.addEventListener("drop", (e) => {
    over(false);
    if (!holdsFile(e) || !e.dataTransfer.files.length) return;
    e.preventDefault();
    file.files = e.dataTransfer.files;
    file.dispatchEvent(new Event("change", { bubbles: true }));
  });

  document.addEventListener("click", (e) => {
    const words = e.target.closest("[data-write]")?.dataset.write;
    if (words === undefined) return;
    text.focus();
    put(words);
  });

  put(store.get(draftKey));
  hide();
  if (matchMedia("(pointer: fine)").matches && !document.querySelector("dialog[open]")) text.focus();
})();
